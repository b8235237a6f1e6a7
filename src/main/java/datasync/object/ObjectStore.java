package datasync.object;

import java.io.IOException;
import java.util.Collection;
import java.util.function.Consumer;

/// Gives and takes objects, can list them and remove them. Safe for use by several threads.
public interface ObjectStore extends ObjectSource, ObjectSink {
  /// Hands every object to `visitor`, in no order, each at least once; names that are no objects
  /// are left out. Objects that come or go meanwhile may or may not be among them.
  ///
  /// @throws IOException when the listing could not be read to its end; what was handed out by
  ///     then is not the whole
  void list(Consumer<Descriptor> visitor) throws IOException;

  /// Removes objects; those that are not here are no error. Trees go before files.
  ///
  /// @throws IOException when one could not be removed: a tree, after the other trees were tried
  ///     and before any file, or a file, after the other files were
  void remove(Collection<ObjectId> ids) throws IOException;
}
