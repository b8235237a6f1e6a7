package datasync.repo;

import datasync.backend.DvcLayout;
import datasync.backend.local.FolderOptions;
import datasync.backend.local.FolderStore;
import datasync.object.Descriptor;
import datasync.object.HashName;
import datasync.object.IdSet;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.Payload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;

/// The cache of a project: DVC's two layouts in one folder, told apart by the hash of an id.
///
/// Safe for several threads.
public final class Cache implements LocalStore {
  private final Path folder;
  private final LocalStore current;
  private final LocalStore legacy;

  /// @param current holds objects of DVC 3
  /// @param legacy holds objects of DVC 2 and older
  private Cache(Path folder, LocalStore current, LocalStore legacy) {
    this.folder = folder;
    this.current = current;
    this.legacy = legacy;
  }

  /// The cache in a folder, which need not be there yet.
  public static Cache in(Path folder, FolderOptions options) {
    return new Cache(
        folder,
        new FolderStore(folder, DvcLayout.CURRENT, options),
        new FolderStore(folder, DvcLayout.LEGACY, options));
  }

  /// The top of the cache, as `cache dir` prints it.
  public Path folder() {
    return folder;
  }

  /// Where cut downloads wait for the next run; need not be there.
  public Path parts() {
    return folder.resolve("parts.tmp");
  }

  /// The part that holds objects of a hash.
  public LocalStore of(HashName hash) {
    return hash == HashName.MD5 ? current : legacy;
  }

  @Override
  public Path path(ObjectId id) {
    return of(id.hash()).path(id);
  }

  @Override
  public Descriptor ingest(Payload payload, HashName hash) throws IOException {
    return of(hash).ingest(payload, hash);
  }

  @Override
  public void adopt(ObjectId id, Path file) throws IOException {
    of(id.hash()).adopt(id, file);
  }

  @Override
  public boolean link(ObjectId id, Path file, long size) throws IOException {
    return of(id.hash()).link(id, file, size);
  }

  @Override
  public void sync() throws IOException {
    current.sync();
    legacy.sync();
  }

  @Override
  public Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    Collection<ObjectId> old = only(wanted, HashName.MD5_DOS2UNIX);
    if (old.isEmpty()) {
      return current.absent(wanted);
    }
    Set<ObjectId> absent = new IdSet(current.absent(only(wanted, HashName.MD5)));
    absent.addAll(legacy.absent(old));
    return absent;
  }

  @Override
  public Set<ObjectId> needed(Collection<ObjectId> offered) throws IOException {
    return absent(offered);
  }

  private static Collection<ObjectId> only(Collection<ObjectId> ids, HashName hash) {
    Collection<ObjectId> found = new IdSet();
    for (ObjectId id : ids) {
      if (id.hash() == hash) {
        found.add(id);
      }
    }
    return found;
  }

  @Override
  public Payload payload(ObjectId id) throws IOException {
    return of(id.hash()).payload(id);
  }

  @Override
  public void put(ObjectId id, Payload payload) throws IOException {
    of(id.hash()).put(id, payload);
  }

  @Override
  public void list(Consumer<Descriptor> visitor) throws IOException {
    current.list(visitor);
    legacy.list(visitor);
  }

  @Override
  public void remove(Collection<ObjectId> ids) throws IOException {
    current.remove(only(ids, HashName.MD5));
    legacy.remove(only(ids, HashName.MD5_DOS2UNIX));
  }

  @Override
  public String location() {
    return folder.toString();
  }
}
