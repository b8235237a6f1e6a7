package datasync.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Reads small files as a whole: never a pipe, which would wait for somebody to write, and nothing
/// that does not fit a heap.
public final class WholeFile {
  private static final String NOTHING = "/dev/null";

  private WholeFile() {}

  /// The bytes of a file; symbolic links are followed, and `/dev/null` is an empty file.
  ///
  /// @param limit how many bytes it may have
  /// @throws java.nio.file.NoSuchFileException when there is none
  /// @throws FileSystemException when it is a pipe, a socket or a device, or larger
  public static byte[] read(Path file, long limit) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (attributes.isOther()) {
      if (file.toRealPath().toString().equals(NOTHING)) {
        return new byte[0];
      }
      throw new FileSystemException(
          file.toString(), null, "it is a pipe, a socket or a device, not a file to read");
    }
    if (attributes.isRegularFile() && attributes.size() > limit) {
      throw new FileSystemException(
          file.toString(),
          null,
          "it has " + attributes.size() + " bytes, and at most " + limit + " are read");
    }
    return Files.readAllBytes(file);
  }
}
