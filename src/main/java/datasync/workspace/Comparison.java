package datasync.workspace;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.task.TaskPool;
import datasync.text.CodePointOrder;
import datasync.workspace.Difference.FileDifference;
import datasync.workspace.Difference.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Compares a directory with a recorded tree, keeping a bit per file and the differences.
final class Comparison implements FileWalk.Visitor {
  private final Workspace workspace;
  private final Tree recorded;
  private final BitSet seen;
  private final List<FileDifference> differences = new ArrayList<>();

  Comparison(Workspace workspace, Tree recorded) {
    this.workspace = workspace;
    this.recorded = recorded;
    this.seen = new BitSet(recorded.size());
  }

  @Override
  public void entries(TaskPool pool, Folder folder, List<Entry> entries) throws IOException {
    int[] indices = new int[entries.size()];
    List<FileDifference> found = new ArrayList<>();
    int count = 0;
    Tree.Within within = recorded.within(folder.relative());
    for (Entry each : entries) {
      if (each.kind() == Entry.Kind.LINKED_DIRECTORY) {
        continue;
      }
      int at = recorded.indexOf(within, each.name());
      if (at < 0) {
        found.add(new FileDifference(folder.relative(each.name()), Kind.ADDED));
        continue;
      }
      indices[count++] = at;
      if (!isSame(workspace, folder, each, recorded, at)) {
        found.add(new FileDifference(folder.relative(each.name()), Kind.MODIFIED));
      }
    }
    synchronized (this) {
      for (int i = 0; i < count; i++) {
        seen.set(indices[i]);
      }
      differences.addAll(found);
    }
  }

  /// Whether a file has the content of a tree's file. A known size that differs answers that
  /// without reading.
  static boolean isSame(Workspace workspace, Folder folder, Entry entry, Tree tree, int at)
      throws IOException {
    if (entry.kind() != Entry.Kind.FILE) {
      return false;
    }
    long size = tree.bytes(at);
    if (size >= 0 && size != entry.stamp().size() && tree.hash() == HashName.MD5) {
      return false;
    }
    return id(workspace, folder, entry, tree.hash()).equals(tree.id(at));
  }

  /// The id of a file, from the index or by reading it.
  static ObjectId id(
      Workspace workspace, Folder folder, Entry entry, HashName hash)
      throws IOException {
    long state = folder.state(entry.name());
    StatIndex index = workspace.index();
    Optional<ObjectId> known = index.find(state, entry.stamp(), hash);
    if (known.isPresent()) {
      return known.get();
    }
    StableRead.Hashed hashed = StableRead.hash(entry, hash, workspace.progress());
    index.record(state, hashed.stamp(), hashed.id(), IndexLayout.UNKNOWN);
    return hashed.id();
  }

  /// The differences, files that are gone among them, sorted by path.
  List<FileDifference> differences() {
    for (int i = seen.nextClearBit(0); i < recorded.size(); i = seen.nextClearBit(i + 1)) {
      differences.add(new FileDifference(recorded.path(i), Kind.DELETED));
    }
    if (differences.size() > 1) {
      differences.sort(
          (left, right) -> CodePointOrder.INSTANCE.compare(left.path(), right.path()));
    }
    return differences;
  }
}
