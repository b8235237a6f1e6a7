package datasync.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/// The numbers under which this process has files open; the JDK does not tell them.
final class Descriptors {
  private static final Path FOLDER = Path.of("/dev/fd");

  private Descriptors() {}

  /// The descriptors of this process that are open on a file; none when there is no such file.
  static Set<Integer> of(Path path) throws IOException {
    Set<Integer> found = new HashSet<>();
    Object wanted;
    try {
      wanted = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException none) {
      return found;
    }
    try (DirectoryStream<Path> open = Files.newDirectoryStream(FOLDER)) {
      for (Path each : open) {
        try {
          if (wanted.equals(Files.readAttributes(each, BasicFileAttributes.class).fileKey())) {
            found.add(Integer.parseInt(each.getFileName().toString()));
          }
        } catch (IOException | NumberFormatException closedMeanwhile) {
          // the descriptor of the listing itself, for one
        }
      }
    } catch (NoSuchFileException noSuchFolder) {
      // then the lock cannot be had this way
    }
    return found;
  }
}
