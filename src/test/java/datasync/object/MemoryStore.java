package datasync.object;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Objects in memory: the reference of what a store does.
public final class MemoryStore implements ObjectStore {
  private final Map<ObjectId, byte[]> objects = new ConcurrentHashMap<>();
  private final String location;

  /// @param location what the store calls itself
  public MemoryStore(String location) {
    this.location = location;
  }

  @Override
  public Set<ObjectId> absent(Collection<ObjectId> wanted) {
    Set<ObjectId> absent = new HashSet<>(wanted);
    absent.removeAll(objects.keySet());
    return absent;
  }

  @Override
  public Set<ObjectId> needed(Collection<ObjectId> offered) {
    return absent(offered);
  }

  @Override
  public Payload payload(ObjectId id) throws ObjectMissing {
    byte[] content = objects.get(id);
    if (content == null) {
      throw new ObjectMissing(location, id);
    }
    return new BytesPayload(content);
  }

  @Override
  public void put(ObjectId id, Payload payload) throws IOException {
    if (!objects.containsKey(id)) {
      try (InputStream in = payload.open()) {
        byte[] content = in.readAllBytes();
        objects.putIfAbsent(id, content);
      }
    }
  }

  @Override
  public void list(Consumer<Descriptor> visitor) {
    objects.forEach((id, content) -> visitor.accept(new Descriptor(id, content.length)));
  }

  @Override
  public void remove(Collection<ObjectId> ids) {
    ids.forEach(objects::remove);
  }

  @Override
  public String location() {
    return location;
  }
}
