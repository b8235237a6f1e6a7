package datasync.backend;

import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.ObjectSink;
import datasync.object.ObjectSource;
import datasync.object.Payload;
import datasync.object.RangedPayload;
import datasync.task.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Set;

/// The objects of a backend whose names follow a layout. Each object is asked for by itself, many
/// in parallel; safe for several threads, as backends are. The backend stays its opener's to close.
///
/// An object that is put although it is there is written again, with the same bytes: to ask first
/// would cost a request for each object of a transfer, whose plan has asked already.
public final class BackendObjects implements ObjectSource, ObjectSink {
  private final Backend backend;
  private final Layout layout;

  /// @param backend the named files
  /// @param layout which of them are which objects
  public BackendObjects(Backend backend, Layout layout) {
    this.backend = backend;
    this.layout = layout;
  }

  @Override
  public Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    Set<ObjectId> absent = new IdSet();
    Parallel.forTransfers(backend.parallelism())
        .forEach(
            wanted,
            id -> {
              if (backend.size(layout.name(id)).isEmpty()) {
                absent.add(id);
              }
            });
    return absent;
  }

  @Override
  public Set<ObjectId> needed(Collection<ObjectId> offered) throws IOException {
    return absent(offered);
  }

  /// The bytes of an object; no request is made before they are opened, and the length is unknown.
  @Override
  public RangedPayload payload(ObjectId id) {
    return new Named(backend, layout.name(id), id);
  }

  @Override
  public void put(ObjectId id, Payload payload) throws IOException {
    backend.write(layout.name(id), payload);
  }

  @Override
  public String location() {
    return backend.location();
  }

  private record Named(Backend backend, String name, ObjectId id) implements RangedPayload {
    @Override
    public long length() {
      return -1;
    }

    @Override
    public InputStream openAt(long offset) throws IOException {
      try {
        return backend.open(name, offset);
      } catch (NoSuchFileException missing) {
        throw new ObjectMissing(backend.location(), id);
      }
    }

    @Override
    public InputStream openRange(long offset, long length) throws IOException {
      try {
        return backend.open(name, offset, length);
      } catch (NoSuchFileException missing) {
        throw new ObjectMissing(backend.location(), id);
      }
    }
  }
}
