package datasync.workspace;

import datasync.io.FileStat;
import datasync.object.HashName;
import datasync.object.IdSet;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.task.Progress;
import datasync.task.TaskPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Stores the files of a directory portion by portion: what the index knows is only looked for in
/// the cache, everything else is read once.
///
/// Where files are replaced by links, a file waits until its object is on the disk, together with
/// many others: the link to an object that a power cut takes away would be the end of its only
/// copy. A file that becomes the object itself keeps its own name and waits for nothing.
final class Capturer implements FileWalk.Visitor {
  private static final int MOST_WAITING = 4096;

  private final StatIndex index;
  private final Progress progress;
  private final LocalStore store;
  private final Relinker relinker;
  private final HashName hash;
  private final TreeChange tree;
  private final boolean believing;
  /// Ids of files whose object was not looked for.
  private final IdSet believed = new IdSet();
  /// Whether files can become objects, as far as is known.
  private volatile boolean linking = true;
  private List<Waiting> waiting = new ArrayList<>();
  private long fingerprint;
  private Stored last;

  /// A file whose object is in the cache, before it is linked.
  private record Waiting(Folder folder, Entry entry, FileStat stat, ObjectId id, boolean kept) {}

  /// @param before the tree that the directory had; its hash is that of all files
  /// @param believing whether objects of files that the index knows are looked for all at once
  ///     in the end, by [#lacking]
  Capturer(
      Workspace workspace, LocalStore store, Relinker relinker, Tree before, boolean believing) {
    this.believing = believing;
    this.index = workspace.index();
    this.progress = workspace.progress();
    this.store = store;
    this.relinker = relinker;
    this.hash = before.hash();
    this.tree = new TreeChange(before);
  }

  @Override
  public void entries(TaskPool pool, Folder folder, List<Entry> entries) throws IOException {
    List<Stored> right = new ArrayList<>(entries.size());
    int[] places = new int[entries.size()];
    Tree.Within within = tree.within(folder);
    for (Entry each : entries) {
      Refusal.check(each);
      if (each.kind() != Entry.Kind.FILE) {
        continue;
      }
      StatIndex.Known known =
          index.look(folder.state(each.name()), each.stamp(), hash).orElse(null);
      if (known != null && believing && relinker.isRight(each, known.kind())) {
        places[right.size()] = tree.indexOf(within, each.name(), known.id());
        right.add(new Stored(each.name(), known.id(), each.stamp()));
      } else if (known != null && store.absent(Set.of(known.id())).isEmpty()) {
        keep(folder, each, known);
      } else if (each.stamp().size() >= Reader.LARGE) {
        pool.submit(next -> store(folder, each));
      } else {
        store(folder, each);
      }
    }
    believe(folder, right, places);
  }

  private synchronized void believe(Folder folder, List<Stored> right, int[] places) {
    for (int i = 0; i < right.size(); i++) {
      Stored each = right.get(i);
      if (places[i] < 0) {
        believed.add(each.id());
        add(folder, each);
      } else {
        tree.keep(places[i], each.stamp().size());
        fingerprint += LinkTable.fingerprint(folder.state(each.name()), each.stamp());
      }
    }
  }

  /// Whether the cache lacks objects that were believed to be there.
  boolean lacking() throws IOException {
    Collection<ObjectId> kept = tree.keptIds();
    return !believed.isEmpty() && !store.absent(believed).isEmpty()
        || !kept.isEmpty() && !store.absent(kept).isEmpty();
  }

  /// A file whose object is in the cache.
  record Stored(String name, ObjectId id, Stamp stamp) {}

  private void keep(Folder folder, Entry entry, StatIndex.Known known) throws IOException {
    ObjectId id = known.id();
    if (relinker.isRight(entry, known.kind())) {
      add(folder, new Stored(entry.name(), id, entry.stamp()));
      return;
    }
    FileStat stat = FileStat.following(entry.path());
    if (Stamp.of(stat).equals(entry.stamp())) {
      stored(new Waiting(folder, entry, stat, id, true));
    } else {
      store(folder, entry);
    }
  }

  private void store(Folder folder, Entry entry) throws IOException {
    StableRead.Hashed stored;
    if (linking && relinker.isLinkable(entry)) {
      stored = StableRead.hash(entry, hash, progress);
      if (link(folder, entry, stored)) {
        return;
      }
      if (!store.absent(Set.of(stored.id())).isEmpty()) {
        linking = false;
        stored = ingest(entry, Progress.none());
      }
    } else {
      stored = ingest(entry, progress);
    }
    stored(new Waiting(folder, entry, stored.stat(), stored.id(), false));
  }

  private void stored(Waiting file) throws IOException {
    if (!relinker.makesLinks()) {
      relink(file);
      return;
    }
    boolean many;
    synchronized (this) {
      waiting.add(file);
      many = waiting.size() >= MOST_WAITING;
    }
    if (many) {
      finish();
    }
  }

  /// Links the files that wait.
  void finish() throws IOException {
    List<Waiting> files;
    synchronized (this) {
      files = waiting;
      waiting = new ArrayList<>();
    }
    if (!files.isEmpty()) {
      store.sync();
    }
    for (Waiting each : files) {
      relink(each);
    }
  }

  private void relink(Waiting file) throws IOException {
    Entry entry = file.entry();
    ObjectId id = file.id();
    Stamp before = Stamp.of(file.stat());
    Relinker.Linked linked = relinker.relink(entry, file.stat(), id, store.path(id));
    Stamp stamp = linked.stamp();
    long state = file.folder().state(entry.name());
    if (!stamp.equals(before) || file.kept() && isNews(state, linked, id)) {
      index.recordOwn(state, entry.path(), stamp, id, linked.kind());
    } else if (!file.kept()) {
      index.record(state, stamp, id, linked.kind());
    }
    add(file.folder(), new Stored(entry.name(), id, stamp));
  }

  /// Whether the index knows another kind of link.
  private boolean isNews(long state, Relinker.Linked linked, ObjectId id) {
    StatIndex.Known known = index.look(state, linked.stamp(), id.hash()).orElse(null);
    return known == null || known.kind() != linked.kind();
  }

  private StableRead.Hashed ingest(Entry entry, Progress shown) throws IOException {
    return StableRead.read(
        entry.path(),
        entry.stamp(),
        () -> {
          long size = entry.stamp().size();
          shown.begin(1, size);
          ObjectId id = store.ingest(new CapturedFile(entry.path(), size, shown), hash).id();
          shown.finished(entry.name());
          return id;
        });
  }

  /// Makes the file itself the object where that can be. Nothing is replaced, so that it need not
  /// wait for the disk.
  private boolean link(Folder folder, Entry entry, StableRead.Hashed hashed) throws IOException {
    ObjectId id = hashed.id();
    if (!store.link(id, entry.path(), hashed.stamp().size())) {
      return false;
    }
    Stamp stamp = Stamp.of(FileStat.of(entry.path()));
    if (!stamp.equals(hashed.stamp())) {
      store.remove(Set.of(id));
      throw StableRead.changed(entry.path());
    }
    relinker.linked(entry);
    index.record(folder.state(entry.name()), stamp, id, IndexLayout.OBJECT);
    add(folder, new Stored(entry.name(), id, stamp));
    return true;
  }

  private synchronized void add(Folder folder, Stored each) {
    tree.add(folder.relative(each.name()), each.id(), each.stamp().size());
    fingerprint += LinkTable.fingerprint(folder.state(each.name()), each.stamp());
    last = each;
  }

  Tree tree() {
    return tree.build();
  }

  synchronized long fingerprint() {
    return fingerprint;
  }

  /// A single file: the same, without a walk.
  Stored single(Folder folder, Entry entry) throws IOException {
    var known = index.look(folder.state(entry.name()), entry.stamp(), hash);
    if (known.isPresent() && store.absent(Set.of(known.get().id())).isEmpty()) {
      keep(folder, entry, known.get());
    } else {
      store(folder, entry);
    }
    finish();
    return last;
  }
}
