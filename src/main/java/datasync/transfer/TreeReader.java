package datasync.transfer;

import datasync.object.ObjectId;
import datasync.object.Tree;
import java.io.IOException;

/// Reads directory listings for a plan. Safe for several threads.
@FunctionalInterface
public interface TreeReader {
  /// The files a tree lists, from wherever its listing can be had, verified.
  ///
  /// @throws datasync.object.ObjectMissing when the listing is nowhere
  /// @throws IOException when it cannot be read or is no listing
  Tree read(ObjectId id) throws IOException;
}
