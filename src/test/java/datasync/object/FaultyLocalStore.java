package datasync.object;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A store of files whose calls break as [Faults] says, with all powers of the one in a folder.
///
/// @param <S> the store
public final class FaultyLocalStore<S extends LocalStore & Sweepable>
    implements LocalStore, Sweepable {
  private final S store;
  private final Faults faults;
  private final FaultyStore objects;

  /// Breaks a store.
  public FaultyLocalStore(S store, Faults faults) {
    this.store = store;
    this.faults = faults;
    this.objects = new FaultyStore(store, faults);
  }

  @Override
  public Path path(ObjectId id) {
    return store.path(id);
  }

  @Override
  public Descriptor ingest(Payload payload, HashName hash) throws IOException {
    return faults.call(
        "write", () -> store.ingest(payload, hash), () -> FaultySink.readHalf(payload));
  }

  @Override
  public void adopt(ObjectId id, Path file) throws IOException {
    faults.call(
        "write",
        () -> {
          store.adopt(id, file);
          return id;
        });
  }

  @Override
  public boolean link(ObjectId id, Path file, long size) throws IOException {
    return faults.call("write", () -> store.link(id, file, size));
  }

  @Override
  public void sync() throws IOException {
    faults.call(
        "write",
        () -> {
          store.sync();
          return store;
        });
  }

  @Override
  public Set<ObjectId> touchedSince(Instant instant, Collection<ObjectId> ids)
      throws IOException {
    return faults.call("read", () -> store.touchedSince(instant, ids));
  }

  @Override
  public Instant now(Instant known) {
    return store.now(known);
  }

  @Override
  public List<Path> leftovers(Instant before) throws IOException {
    return faults.call("list", () -> store.leftovers(before));
  }

  @Override
  public Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    return objects.absent(wanted);
  }

  @Override
  public Payload payload(ObjectId id) throws IOException {
    return objects.payload(id);
  }

  @Override
  public Set<ObjectId> needed(Collection<ObjectId> offered) throws IOException {
    return objects.needed(offered);
  }

  @Override
  public void put(ObjectId id, Payload payload) throws IOException {
    objects.put(id, payload);
  }

  @Override
  public void list(Consumer<Descriptor> visitor) throws IOException {
    objects.list(visitor);
  }

  @Override
  public void remove(Collection<ObjectId> ids) throws IOException {
    objects.remove(ids);
  }

  @Override
  public String location() {
    return store.location();
  }
}
