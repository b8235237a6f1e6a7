package datasync.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// A source whose questions and streams break as [Faults] says. To ask which objects are absent and
/// to open a stream are calls.
public final class FaultySource implements ObjectSource {
  private final ObjectSource source;
  private final Faults faults;

  /// Breaks a source.
  public FaultySource(ObjectSource source, Faults faults) {
    this.source = source;
    this.faults = faults;
  }

  @Override
  public Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    return faults.call("read", () -> source.absent(wanted));
  }

  /// The bytes of an object, without the file they may be in: they are read here.
  @Override
  public Payload payload(ObjectId id) throws IOException {
    return faulty(source.payload(id), faults);
  }

  static Payload faulty(Payload payload, Faults faults) {
    return payload instanceof RangedPayload ranged
        ? new Ranged(ranged, faults)
        : new Plain(payload, faults);
  }

  @Override
  public String location() {
    return source.location();
  }

  private record Ranged(RangedPayload payload, Faults faults) implements RangedPayload {
    @Override
    public long length() {
      return payload.length();
    }

    @Override
    public InputStream openAt(long offset) throws IOException {
      return faults.stream(() -> payload.openAt(offset));
    }

    @Override
    public InputStream openRange(long offset, long length) throws IOException {
      return faults.stream(() -> payload.openRange(offset, length));
    }

    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }
  }

  private record Plain(Payload payload, Faults faults) implements Payload {
    @Override
    public long length() {
      return payload.length();
    }

    @Override
    public InputStream open() throws IOException {
      return faults.stream(payload::open);
    }
  }
}
