package datasync.transfer;

import datasync.object.ObjectId;

/// An object a transfer was asked for.
///
/// @param id the object
/// @param size its bytes, or −1 when unknown
/// @param members whether everything a tree lists goes with it; of no meaning for a file. A tree
///     without members goes by itself: a fetch of one file out of a directory needs the listing
public record Root(ObjectId id, long size, boolean members) {
  /// A file, or a tree with all its files.
  public static Root of(ObjectId id, long size) {
    return new Root(id, size, true);
  }
}
