package datasync.workspace;

import datasync.object.HashName;
import datasync.object.LocalStore;
import datasync.object.Tree;
import java.io.IOException;
import java.nio.file.Path;

/// Stores what a path holds in the cache, hashing and copying in one pass.
public final class Capture {
  /// @param workspace whose index is asked and taught
  /// @param store the cache
  public Capture(Workspace workspace, LocalStore store) {}

  /// Like the other, and gives every file that was stored the link to the cache it should be, as
  /// `add` and `commit` do without `--no-relink`: files of another link type are replaced.
  public Capture(Workspace workspace, LocalStore store, Linker linker) {}

  /// Stores all files of a path; they are in the cache when this returns. The listing of a
  /// directory is not stored: whoever encodes it puts it after its files.
  ///
  /// A file whose hash is known and whose object is in the cache costs no bytes.
  ///
  /// @return as [Scanner#read] does
  /// @throws IOException as [Scanner#read] does, and of the store
  public Content store(Path path, HashName hash, DirectoryFilter filter) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// A tree in which everything at or below a path is what was found there.
  ///
  /// @param tree the tree of the directory
  /// @param path relative to the directory, with `/`
  /// @param found [Content#NOTHING] removes the path
  public static Partial replace(Tree tree, String path, Content found) {
    throw new UnsupportedOperationException();
  }

  /// A tree changed in one place.
  ///
  /// @param tree the new tree
  /// @param appended whether nothing was removed or replaced: then DVC adds the sizes up
  /// @param found whether the old tree had something at the path
  public record Partial(Tree tree, boolean appended, boolean found) {}
}
