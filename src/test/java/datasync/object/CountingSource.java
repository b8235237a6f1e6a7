package datasync.object;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Set;

/// Counts what is read from a source.
public final class CountingSource implements ObjectSource {
  private final ObjectSource source;
  private final Counts counts;

  /// @param source what is asked
  /// @param counts what is counted
  public CountingSource(ObjectSource source, Counts counts) {
    this.source = source;
    this.counts = counts;
  }

  @Override
  public Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    counts.questions(wanted.size());
    return source.absent(wanted);
  }

  @Override
  public Payload payload(ObjectId id) throws IOException {
    Payload payload = source.payload(id);
    return payload instanceof RangedPayload ranged
        ? new Ranged(ranged, counts)
        : new Whole(payload, counts);
  }

  @Override
  public String location() {
    return source.location();
  }

  private record Whole(Payload payload, Counts counts) implements Payload {
    @Override
    public long length() {
      return payload.length();
    }

    @Override
    public InputStream open() throws IOException {
      return new CountingStream(payload.open(), counts);
    }
  }

  private record Ranged(RangedPayload payload, Counts counts) implements RangedPayload {
    @Override
    public long length() {
      return payload.length();
    }

    @Override
    public InputStream openAt(long offset) throws IOException {
      return new CountingStream(payload.openAt(offset), counts);
    }
  }

  private static final class CountingStream extends FilterInputStream {
    private final Counts counts;

    CountingStream(InputStream in, Counts counts) {
      super(in);
      this.counts = counts;
      counts.object();
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      counts.bytes(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      counts.bytes(Math.max(count, 0));
      return count;
    }
  }
}
