package datasync.backend;

import datasync.object.Descriptor;
import datasync.object.ObjectId;
import datasync.object.ObjectStore;
import datasync.object.Payload;
import datasync.object.RangedPayload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The objects of a backend that can be listed and emptied.
public final class BackendStore implements ObjectStore {
  private final ListableBackend backend;
  private final Layout layout;
  private final BackendObjects objects;
  private final ListOrAsk listOrAsk;

  /// @param backend the named files; stays its opener's to close
  /// @param layout which of them are which objects
  public BackendStore(ListableBackend backend, Layout layout) {
    this.backend = backend;
    this.layout = layout;
    this.objects = new BackendObjects(backend, layout);
    this.listOrAsk = new ListOrAsk(backend, layout, objects);
  }

  @Override
  public Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    return listOrAsk.absent(wanted);
  }

  @Override
  public Set<ObjectId> needed(Collection<ObjectId> offered) throws IOException {
    return listOrAsk.absent(offered);
  }

  @Override
  public RangedPayload payload(ObjectId id) {
    return objects.payload(id);
  }

  @Override
  public void put(ObjectId id, Payload payload) throws IOException {
    objects.put(id, payload);
  }

  @Override
  public void list(Consumer<Descriptor> visitor) throws IOException {
    backend.list(
        layout.folder(),
        (name, size) -> {
          Optional<ObjectId> id = layout.id(name);
          if (id.isPresent()) {
            visitor.accept(new Descriptor(id.get(), size));
          }
        });
  }

  @Override
  public void remove(Collection<ObjectId> ids) throws IOException {
    List<String> trees = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (ObjectId id : ids) {
      (id.isTree() ? trees : files).add(layout.name(id));
    }
    // no file goes when a tree that may name it could not
    backend.delete(trees);
    backend.delete(files);
  }

  @Override
  public String location() {
    return backend.location();
  }
}
