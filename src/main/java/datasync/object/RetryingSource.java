package datasync.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// Asks a source again when it failed in a way that may pass. A [RangedPayload] that is cut while
/// it is read goes on where it stopped.
public final class RetryingSource implements ObjectSource {
  private final ObjectSource source;
  private final Retries retries;

  /// @param source what is asked
  /// @param retries how often
  public RetryingSource(ObjectSource source, Retries retries) {
    this.source = source;
    this.retries = retries;
  }

  @Override
  public Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    return retries.run(() -> source.absent(wanted));
  }

  @Override
  public Payload payload(ObjectId id) throws IOException {
    Payload payload = retries.run(() -> source.payload(id));
    return payload instanceof RangedPayload ranged
        ? new Ranged(ranged, retries)
        : new Whole(payload, retries);
  }

  @Override
  public String location() {
    return source.location();
  }

  private record Whole(Payload payload, Retries retries) implements Payload {
    @Override
    public long length() {
      return payload.length();
    }

    @Override
    public InputStream open() throws IOException {
      return retries.run(payload::open);
    }

    @Override
    public Optional<Path> file() {
      return payload.file();
    }
  }

  private record Ranged(RangedPayload payload, Retries retries) implements RangedPayload {
    @Override
    public long length() {
      return payload.length();
    }

    @Override
    public InputStream openAt(long offset) throws IOException {
      return new ResumingStream(payload, offset, retries);
    }

    @Override
    public Optional<Path> file() {
      return payload.file();
    }
  }
}
