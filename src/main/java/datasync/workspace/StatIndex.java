package datasync.workspace;

import java.nio.file.Path;
import java.time.InstantSource;

/// Hashes of files that were read before, so that an unchanged file is never read again.
///
/// A cache: whatever is damaged in the file is ignored, and the file may be deleted at any time.
/// Safe for several threads and several processes.
public final class StatIndex {
  private StatIndex() {}

  /// Opens an index. A file that is not there or not an index is an empty index.
  ///
  /// @param file where it is kept, such as `.dvc/tmp/datasync/stat`
  /// @param root the top of the workspace; the keys of files below it are relative to it
  /// @param clock tells when an entry is recorded
  public static StatIndex open(Path file, Path root, InstantSource clock) {
    throw new UnsupportedOperationException();
  }

  /// Writes what was learned; a failure to write is not an error, the next run reads again.
  public void save() {
    throw new UnsupportedOperationException();
  }
}
