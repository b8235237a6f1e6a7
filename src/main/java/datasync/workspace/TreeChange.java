package datasync.workspace;

import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.object.Tree;
import java.util.BitSet;
import java.util.Collection;

/// Collects the files of a directory against the tree it had before: of a file that is as it was,
/// only a bit and its size are kept, and where all are, the tree before is the tree.
///
/// Searching is for several threads, collecting for one at a time.
final class TreeChange {
  private final Tree before;
  private final BitSet kept;
  private final long[] sizes;
  private final Tree.Builder others;

  /// @param before of the same hash as all files; may be empty
  TreeChange(Tree before) {
    this.before = before;
    this.kept = new BitSet(before.size());
    this.sizes = new long[before.size()];
    this.others = new Tree.Builder(before.hash(), 0);
  }

  /// The files there were below a folder.
  Tree.Within within(Folder folder) {
    return before.within(folder.relative());
  }

  /// The index of a file in the tree before, or −1 when it was not there or was another.
  int indexOf(Tree.Within within, String name, ObjectId id) {
    int at = before.indexOf(within, name);
    return at >= 0 && before.id(at).equals(id) ? at : -1;
  }

  /// A file is as it was.
  void keep(int index, long size) {
    kept.set(index);
    sizes[index] = size;
  }

  /// A file is new, or other than it was.
  void add(String path, ObjectId id, long size) {
    others.add(path, id, size);
  }

  /// The ids of all files that are as they were.
  Collection<ObjectId> keptIds() {
    if (kept.cardinality() == before.size()) {
      return before.ids();
    }
    IdSet ids = new IdSet();
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      ids.add(before.id(i));
    }
    return ids;
  }

  /// The tree of all files.
  Tree build() {
    Tree old = before.withSizes(sizes);
    if (others.size() == 0 && kept.cardinality() == before.size()) {
      return old;
    }
    Tree added = others.build();
    Tree.Builder all = new Tree.Builder(before.hash(), kept.cardinality() + added.size());
    int next = 0;
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      while (next < added.size() && added.comparePath(next, old, i) < 0) {
        all.add(added, next++);
      }
      all.add(old, i);
    }
    while (next < added.size()) {
      all.add(added, next++);
    }
    return all.build();
  }
}
