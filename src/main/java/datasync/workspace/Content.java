package datasync.workspace;

import datasync.object.ObjectId;
import datasync.object.Tree;

/// What a path of the workspace holds, or should hold.
public sealed interface Content {
  /// No file and no directory.
  Content NOTHING = new Nothing();

  /// Nothing is there.
  record Nothing() implements Content {}

  /// One regular file.
  ///
  /// @param id the digest of its bytes
  /// @param size its bytes, or −1 when unknown
  /// @param executable whether somebody may execute it
  record SingleFile(ObjectId id, long size, boolean executable) implements Content {}

  /// A directory.
  ///
  /// @param tree its files; the sizes are known when the tree was read from the workspace
  record Directory(Tree tree) implements Content {}
}
