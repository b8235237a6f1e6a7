package datasync.repo;

import datasync.object.ObjectId;
import datasync.object.Tree;
import java.util.List;

/// One state of the data at one path: a file, a directory, or nothing.
///
/// @param exists whether there is anything, be it without a hash
/// @param value hash name and digest, empty when there is none
/// @param id the same as an id; null when there is none or the value is no digest
/// @param directory whether it is a directory
/// @param tree its files; null when they are not known or not wanted, and for a file
/// @param dangling the links to nothing in a directory of the workspace, sorted
record Side(
    boolean exists,
    String value,
    ObjectId id,
    boolean directory,
    Tree tree,
    List<String> dangling) {
  static final Side NOTHING = new Side(false, "", null, false, null, List.of());

  /// Something that no hash is known of.
  static Side withoutHash(boolean directory, Tree tree) {
    return new Side(true, "", null, directory, tree, List.of());
  }

  /// A file in a tree.
  static Side of(ObjectId id) {
    return new Side(true, id.toString(), id, false, null, List.of());
  }

  /// The same directory where it is a part of an output, which has no hash of its own.
  Side asPart() {
    return new Side(true, "", null, true, tree, dangling);
  }

  /// Whether it is a directory whose listing cannot be had.
  boolean isUnknown() {
    return directory && tree == null && !value.isEmpty();
  }

  /// The files of a directory as far as they are known.
  Tree files() {
    return tree == null ? Tree.empty() : tree;
  }
}
