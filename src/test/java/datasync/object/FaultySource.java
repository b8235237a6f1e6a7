package datasync.object;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Set;

/// A source whose questions and streams break as [Faults] says. Opening a stream and reading from
/// it are calls; a broken read gives some bytes first.
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

  @Override
  public Payload payload(ObjectId id) throws IOException {
    Payload payload = source.payload(id);
    return new Faulty((RangedPayload) payload, faults);
  }

  @Override
  public String location() {
    return source.location();
  }

  private record Faulty(RangedPayload payload, Faults faults) implements RangedPayload {
    @Override
    public long length() {
      return payload.length();
    }

    @Override
    public InputStream openAt(long offset) throws IOException {
      boolean broken = faults.next();
      if (broken && faults.kind() == Faults.Kind.ERROR) {
        throw Faults.failure("read");
      }
      return new FaultyStream(payload.openAt(offset), broken, faults.kind());
    }
  }

  private static final class FaultyStream extends FilterInputStream {
    private final boolean broken;
    private final Faults.Kind kind;
    private boolean begun;

    FaultyStream(InputStream in, boolean broken, Faults.Kind kind) {
      super(in);
      this.broken = broken;
      this.kind = kind;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (!broken) {
        return in.read(bytes, offset, length);
      }
      if (begun) {
        return rest(bytes, offset, length);
      }
      begun = true;
      int some = kind == Faults.Kind.FLIPPED_BIT ? length : Math.max(1, length / 2);
      int count = in.read(bytes, offset, some);
      if (count > 0 && kind == Faults.Kind.FLIPPED_BIT) {
        bytes[offset] ^= 1;
      }
      return count;
    }

    private int rest(byte[] bytes, int offset, int length) throws IOException {
      return switch (kind) {
        case ERROR, REPLY_LOST -> throw Faults.failure("read");
        case TRUNCATION -> -1;
        case FLIPPED_BIT -> in.read(bytes, offset, length);
      };
    }
  }
}
