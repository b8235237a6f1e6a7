package datasync.workspace;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.task.Progress;
import datasync.task.TaskPool;
import datasync.text.CodePointOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Hashes every file of a directory that the index does not know, and builds the tree.
final class Reader implements FileWalk.Visitor {
  /// Files of which the reading is worth a task of its own.
  static final long LARGE = 1 << 22;

  private final StatIndex index;
  private final Progress progress;
  private final HashName hash;
  private final Tree.Builder tree;
  private final boolean comparing;
  private final List<String> dangling = new ArrayList<>();

  /// @param comparing whether links to nothing are noted and a `.dvcignore` is read rather than
  ///     both refused
  Reader(Workspace workspace, HashName hash, boolean comparing) {
    this.comparing = comparing;
    this.index = workspace.index();
    this.progress = workspace.progress();
    this.hash = hash;
    this.tree = new Tree.Builder(hash, 0);
  }

  @Override
  public void entries(TaskPool pool, Folder folder, List<Entry> entries) throws IOException {
    List<Found> found = new ArrayList<>(entries.size());
    for (Entry each : entries) {
      if (!comparing || each.kind() == Entry.Kind.OTHER) {
        Refusal.check(each);
      }
      if (each.kind() == Entry.Kind.DANGLING) {
        addDangling(folder.relative(each.name()));
      } else if (each.kind() == Entry.Kind.FILE) {
        Optional<ObjectId> known = index.find(folder.state(each.name()), each.stamp(), hash);
        if (known.isPresent()) {
          found.add(new Found(each.name(), known.get(), each.stamp().size()));
        } else if (each.stamp().size() >= LARGE) {
          pool.submit(next -> add(folder, List.of(read(folder, each))));
        } else {
          found.add(read(folder, each));
        }
      }
    }
    add(folder, found);
  }

  /// A file and what it holds.
  private record Found(String name, ObjectId id, long size) {}

  private Found read(Folder folder, Entry entry) throws IOException {
    StableRead.Hashed hashed = StableRead.hash(entry, hash, progress);
    index.record(folder.state(entry.name()), hashed.stamp(), hashed.id(), IndexLayout.UNKNOWN);
    return new Found(entry.name(), hashed.id(), hashed.stamp().size());
  }

  private synchronized void add(Folder folder, List<Found> found) {
    for (Found each : found) {
      tree.add(folder.relative(each.name()), each.id(), each.size());
    }
  }

  private synchronized void addDangling(String path) {
    dangling.add(path);
  }

  /// The links to nothing, sorted.
  List<String> dangling() {
    dangling.sort(CodePointOrder.INSTANCE);
    return dangling;
  }

  Tree tree() {
    return tree.build();
  }
}
