package datasync.repo;

import datasync.object.ObjectId;
import java.io.IOException;

/// Gets listings of tracked directories into the cache.
@FunctionalInterface
public interface ListingSource {
  /// Gets one if a remote has it; nothing happens when none has. May block on a network.
  ///
  /// @throws IOException when the remote cannot be asked
  void fetch(ObjectId id) throws IOException;
}
