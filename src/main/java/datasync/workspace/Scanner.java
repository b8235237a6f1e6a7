package datasync.workspace;

import datasync.object.HashName;
import java.io.IOException;
import java.nio.file.Path;

/// Reads what paths of the workspace hold, storing nothing. Files that the [StatIndex] knows are
/// not opened. Uses several threads; safe for use by one thread at a time.
public final class Scanner {
  /// @param workspace whose index is asked and taught
  public Scanner(Workspace workspace) {}

  /// The content of a path by DVC's rules: symbolic links to files are followed, symbolic links to
  /// directories inside a directory are left out, ignored names too.
  ///
  /// @param hash how files are named
  /// @param filter what the ignore files say about the children of `path`
  /// @return [Content#NOTHING] when there is nothing
  /// @throws WorkspaceException when a path inside cannot be tracked: a dangling link, a
  ///     `.dvcignore` inside, a name that is no UTF-8, something that is no regular file
  /// @throws IOException when something cannot be read
  public Content read(Path path, HashName hash, DirectoryFilter filter) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// How a path differs from what is recorded for it. Reads no more than [#read] and keeps no more
  /// in memory than the differences.
  ///
  /// @param recorded the content as metadata files say it
  /// @param hash the hash of `recorded`, also when that is nothing
  public Difference compare(Path path, Content recorded, HashName hash, DirectoryFilter filter)
      throws IOException {
    throw new UnsupportedOperationException();
  }
}
