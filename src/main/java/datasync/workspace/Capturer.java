package datasync.workspace;

import datasync.io.FileStat;
import datasync.object.HashName;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.task.Progress;
import datasync.task.TaskPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Stores the files of a directory portion by portion: what the index knows is only looked for in
/// the cache, everything else is read once.
final class Capturer implements FileWalk.Visitor {
  private final StatIndex index;
  private final Progress progress;
  private final LocalStore store;
  private final Relinker relinker;
  private final HashName hash;
  private final Tree.Builder tree;
  private long fingerprint;

  Capturer(Workspace workspace, LocalStore store, Relinker relinker, HashName hash) {
    this.index = workspace.index();
    this.progress = workspace.progress();
    this.store = store;
    this.relinker = relinker;
    this.hash = hash;
    this.tree = new Tree.Builder(hash, 0);
  }

  @Override
  public void entries(TaskPool pool, Folder folder, List<Entry> entries) throws IOException {
    List<StatIndex.Known> known = new ArrayList<>(entries.size());
    Set<ObjectId> ids = HashSet.newHashSet(entries.size());
    for (Entry each : entries) {
      Refusal.check(each);
      StatIndex.Known one =
          index.look(folder.state(each.name()), each.stamp(), hash).orElse(null);
      known.add(one);
      if (one != null) {
        ids.add(one.id());
      }
    }
    Set<ObjectId> absent = ids.isEmpty() ? Set.of() : store.absent(ids);
    List<Stored> done = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      Entry each = entries.get(i);
      if (each.kind() != Entry.Kind.FILE) {
        continue;
      }
      StatIndex.Known one = known.get(i);
      if (one != null && !absent.contains(one.id())) {
        done.add(keep(folder, each, one));
      } else if (each.stamp().size() >= Reader.LARGE) {
        pool.submit(next -> add(folder, List.of(store(folder, each))));
      } else {
        done.add(store(folder, each));
      }
    }
    add(folder, done);
  }

  /// A file whose object is in the cache.
  record Stored(String name, ObjectId id, Stamp stamp) {}

  private Stored keep(Folder folder, Entry entry, StatIndex.Known known) throws IOException {
    ObjectId id = known.id();
    if (relinker.isRight(entry, known.kind())) {
      return new Stored(entry.name(), id, entry.stamp());
    }
    FileStat stat = FileStat.following(entry.path());
    if (!Stamp.of(stat).equals(entry.stamp())) {
      return store(folder, entry);
    }
    Relinker.Linked linked = relinker.relink(entry, stat, id, store.path(id));
    if (!linked.stamp().equals(entry.stamp()) || linked.kind() != known.kind()) {
      index.recordOwn(
          folder.state(entry.name()), entry.path(), linked.stamp(), id, linked.kind());
    }
    return new Stored(entry.name(), id, linked.stamp());
  }

  Stored store(Folder folder, Entry entry) throws IOException {
    StableRead.Hashed stored =
        StableRead.read(
            entry.path(),
            entry.stamp(),
            () -> relinker.isLinkable(entry) ? link(entry) : ingest(entry));
    ObjectId id = stored.id();
    Relinker.Linked linked = relinker.relink(entry, stored.stat(), id, store.path(id));
    Stamp stamp = linked.stamp();
    long state = folder.state(entry.name());
    if (stamp.equals(stored.stamp())) {
      index.record(state, stamp, id, linked.kind());
    } else {
      index.recordOwn(state, entry.path(), stamp, id, linked.kind());
    }
    return new Stored(entry.name(), id, stamp);
  }

  private ObjectId ingest(Entry entry) throws IOException {
    long size = entry.stamp().size();
    progress.begin(1, size);
    ObjectId id = store.ingest(new FilePayload(entry.path(), size, progress), hash).id();
    progress.finished(entry.name());
    return id;
  }

  /// Offers the file itself to the cache, which makes a hard link of it if it may.
  private ObjectId link(Entry entry) throws IOException {
    StableRead.Hashed hashed = StableRead.hash(entry, hash, progress);
    store.put(hashed.id(), new FilePayload(entry.path(), hashed.stamp().size(), Progress.none()));
    FileStat after = FileStat.of(entry.path());
    if (!Stamp.of(after).equals(hashed.stamp())) {
      if (FileStat.of(store.path(hashed.id())).inode() == after.inode()) {
        store.remove(Set.of(hashed.id()));
      }
      throw StableRead.changed(entry.path());
    }
    return hashed.id();
  }

  private synchronized void add(Folder folder, List<Stored> done) {
    for (Stored each : done) {
      tree.add(folder.relative(each.name()), each.id(), each.stamp().size());
      fingerprint += LinkTable.fingerprint(folder.state(each.name()), each.stamp());
    }
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
    boolean here = known.isPresent() && store.absent(Set.of(known.get().id())).isEmpty();
    Stored stored = here ? keep(folder, entry, known.get()) : store(folder, entry);
    fingerprint = LinkTable.fingerprint(folder.state(entry.name()), stored.stamp());
    return stored;
  }

}
