package datasync.workspace;

import datasync.object.Descriptor;
import datasync.object.HashName;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.Payload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A store whose n-th call fails, and every call after it: as if the process had been killed there.
final class FailingStore implements LocalStore {
  private final LocalStore store;
  private final AtomicInteger left;

  FailingStore(LocalStore store, int calls) {
    this.store = store;
    this.left = new AtomicInteger(calls);
  }

  private void call() throws IOException {
    if (left.getAndDecrement() <= 0) {
      throw new IOException("killed");
    }
  }

  @Override
  public void sync() throws IOException {
    store.sync();
  }

  @Override
  public Path path(ObjectId id) {
    return store.path(id);
  }

  @Override
  public Descriptor ingest(Payload payload, HashName hash) throws IOException {
    call();
    return store.ingest(payload, hash);
  }

  @Override
  public Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    call();
    return store.absent(wanted);
  }

  @Override
  public void put(ObjectId id, Payload payload) throws IOException {
    call();
    store.put(id, payload);
  }

  @Override
  public void adopt(ObjectId id, Path file) throws IOException {
    call();
    store.adopt(id, file);
  }

  @Override
  public boolean link(ObjectId id, Path file, long size) throws IOException {
    call();
    return store.link(id, file, size);
  }

  @Override
  public Payload payload(ObjectId id) throws IOException {
    call();
    return store.payload(id);
  }

  @Override
  public Set<ObjectId> needed(Collection<ObjectId> offered) throws IOException {
    call();
    return store.needed(offered);
  }

  @Override
  public void list(Consumer<Descriptor> visitor) throws IOException {
    store.list(visitor);
  }

  @Override
  public void remove(Collection<ObjectId> ids) throws IOException {
    store.remove(ids);
  }

  @Override
  public String location() {
    return store.location();
  }
}
