package datasync.workspace;

import java.io.IOException;
import java.nio.file.Path;

/// Makes workspace files independent of the cache.
public final class Protection {
  /// @param shared whether files become writable for the group (`cache.shared = group`)
  public Protection(boolean shared) {}

  /// Replaces every link at or below a path by a copy of its own and makes all files writable.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is nothing, or a link is dangling
  public void unprotect(Path path) throws IOException {
    throw new UnsupportedOperationException();
  }
}
