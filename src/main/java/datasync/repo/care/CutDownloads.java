package datasync.repo.care;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.transfer.Parts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// Cut downloads that wait in a cache for the next run.
final class CutDownloads {
  private CutDownloads() {}

  /// Removes those in a folder whose objects nobody uses, unless somebody wrote to them since an
  /// instant.
  static void clean(Path folder, Set<ObjectId> used, Instant before) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Set<String> wanted = new HashSet<>();
    for (ObjectId id : used) {
      wanted.add(id.value() + Parts.SUFFIX);
    }
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder)) {
      for (Path part : parts) {
        String name = part.getFileName().toString();
        if (isPart(name)
            && !wanted.contains(name)
            && Files.getLastModifiedTime(part).toInstant().isBefore(before)) {
          Files.deleteIfExists(part);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException gone) {
      // somebody cleans at the same time
    }
  }

  /// Whether a file is named after an object; others are somebody else's.
  private static boolean isPart(String name) {
    int length = name.length() - Parts.SUFFIX.length();
    return name.endsWith(Parts.SUFFIX)
        && ObjectId.parse(HashName.MD5, name.substring(0, length)).isPresent();
  }
}
