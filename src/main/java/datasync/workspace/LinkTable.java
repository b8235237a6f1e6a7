package datasync.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// Which outputs were checked out, so that one that nothing names any more can be removed.
///
/// Our own file: outputs that DVC checked out are in its database and are not removed here.
public final class LinkTable {
  /// Opens a table; a file that is not there or damaged is an empty table.
  ///
  /// @param file where it is kept, such as `.dvc/tmp/datasync/links`
  /// @param root the top of the workspace
  public static LinkTable open(Path file, Path root) {
    throw new UnsupportedOperationException();
  }

  private LinkTable() {}

  /// The outputs that nothing uses any more and that are as they were when [Checkout] made them.
  ///
  /// @param workspace the one this table belongs to
  /// @param used the absolute paths of all outputs that are declared now
  public List<Path> unused(Workspace workspace, Collection<Path> used) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Removes outputs from the workspace and the table.
  public void remove(Collection<Path> outputs) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Writes the table when it changed; a failure to write is not an error.
  public void save() {
    throw new UnsupportedOperationException();
  }
}
