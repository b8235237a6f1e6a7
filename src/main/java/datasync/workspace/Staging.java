package datasync.workspace;

import datasync.io.TempName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// A folder for files that are being made, so that a kill leaves nothing in the workspace.
final class Staging {
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path folder;
  private volatile boolean ready;
  private volatile boolean elsewhere;

  Staging(Path folder) {
    this.folder = folder;
  }

  /// A new name for what will be renamed to `target`.
  Path name(Path target) throws IOException {
    if (elsewhere) {
      return target.resolveSibling(TempName.next() + FileWalk.TEMPORARY);
    }
    if (!ready) {
      prepare();
    }
    return elsewhere ? name(target) : folder.resolve(TempName.next());
  }

  private synchronized void prepare() throws IOException {
    if (!ready) {
      if (Files.isSymbolicLink(folder)) {
        elsewhere = true;
        return;
      }
      Files.createDirectories(folder);
      clean();
      ready = true;
    }
  }

  private void clean() {
    Instant limit = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path each : left) {
        if (TempName.matches(each.getFileName().toString())
            && Files.getLastModifiedTime(each).toInstant().isBefore(limit)) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException busy) {
      // another run cleans up as well
    }
  }

  /// The target is on another file system than the folder: later names are beside their targets.
  void leave() {
    elsewhere = true;
  }
}
