package datasync.object;

import java.io.IOException;
import java.util.Collection;

/// The order in which every [ObjectStore] removes objects: trees before files, and no files when a
/// tree could not be removed, so that no tree is left without its files.
public final class Removal {
  private Removal() {}

  /// Removes one object; one that is not here is no error.
  @FunctionalInterface
  public interface Remover {
    /// Removes it.
    void remove(ObjectId id) throws IOException;
  }

  /// Removes all objects.
  ///
  /// @throws IOException the first failure, after the other trees, or files, were tried
  public static void of(Collection<ObjectId> ids, Remover remover) throws IOException {
    IOException first = null;
    for (boolean trees : new boolean[] {true, false}) {
      for (ObjectId id : ids) {
        if (id.isTree() == trees) {
          try {
            remover.remove(id);
          } catch (IOException failed) {
            first = first == null ? failed : first;
          }
        }
      }
      if (first != null) {
        throw first;
      }
    }
  }
}
