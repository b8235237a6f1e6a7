package datasync.object;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A store whose calls break as [Faults] says.
public final class FaultyStore implements ObjectStore {
  private final ObjectStore store;
  private final Faults faults;
  private final FaultySource source;
  private final FaultySink sink;

  /// Breaks a store.
  public FaultyStore(ObjectStore store, Faults faults) {
    this.store = store;
    this.faults = faults;
    this.source = new FaultySource(store, faults);
    this.sink = new FaultySink(store, faults);
  }

  @Override
  public Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    return source.absent(wanted);
  }

  @Override
  public Payload payload(ObjectId id) throws IOException {
    return source.payload(id);
  }

  @Override
  public Set<ObjectId> needed(Collection<ObjectId> offered) throws IOException {
    return sink.needed(offered);
  }

  @Override
  public void put(ObjectId id, Payload payload) throws IOException {
    sink.put(id, payload);
  }

  @Override
  public void list(Consumer<Descriptor> visitor) throws IOException {
    faults.call(
        "list",
        () -> {
          store.list(visitor);
          return store;
        },
        () -> {
          List<Descriptor> all = new ArrayList<>();
          store.list(all::add);
          all.subList(0, all.size() / 2).forEach(visitor);
        });
  }

  @Override
  public void remove(Collection<ObjectId> ids) throws IOException {
    faults.call(
        "remove",
        () -> {
          store.remove(ids);
          return ids;
        },
        () -> {
          List<ObjectId> trees = new ArrayList<>(ids);
          trees.removeIf(id -> !id.isTree());
          store.remove(trees);
        });
  }

  @Override
  public String location() {
    return store.location();
  }
}
