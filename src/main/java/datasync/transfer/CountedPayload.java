package datasync.transfer;

import datasync.io.BlockStream;
import datasync.object.Payload;
import datasync.object.RangedPayload;
import java.io.IOException;
import java.io.InputStream;

/// A payload that tells how many bytes are read from it, and is held back by whom it tells. One
/// that can be opened in the middle stays so: a sink may send it in parts.
class CountedPayload implements Payload {
  private final Payload payload;
  private final Counter counter;

  private CountedPayload(Payload payload, Counter counter) {
    this.payload = payload;
    this.counter = counter;
  }

  /// Is told of bytes.
  @FunctionalInterface
  interface Counter {
    void advance(long bytes) throws IOException;

    /// How many of so many bytes are to be read at once, at least 1.
    default int most(int length) {
      return length;
    }
  }

  static RangedPayload ranged(RangedPayload payload, Counter counter) {
    return new Ranged(payload, counter);
  }

  static Payload of(Payload payload, Counter counter) {
    return payload instanceof RangedPayload ranged
        ? new Ranged(ranged, counter)
        : new CountedPayload(payload, counter);
  }

  @Override
  public long length() {
    return payload.length();
  }

  @Override
  public InputStream open() throws IOException {
    return new CountedStream(payload.open(), counter);
  }

  private static final class Ranged extends CountedPayload implements RangedPayload {
    private final RangedPayload ranged;
    private final Counter counter;

    Ranged(RangedPayload ranged, Counter counter) {
      super(ranged, counter);
      this.ranged = ranged;
      this.counter = counter;
    }

    @Override
    public InputStream open() throws IOException {
      return openAt(0);
    }

    @Override
    public InputStream openAt(long offset) throws IOException {
      return new CountedStream(ranged.openAt(offset), counter);
    }

    @Override
    public InputStream openRange(long offset, long length) throws IOException {
      return new CountedStream(ranged.openRange(offset, length), counter);
    }
  }

  /// Counts what is read. What a stream gave that was not read to its end counts until another one
  /// gives the same bytes again: who shows the total bounds it.
  private static final class CountedStream extends BlockStream {
    private final InputStream in;
    private final Counter counter;

    CountedStream(InputStream in, Counter counter) {
      this.in = in;
      this.counter = counter;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length == 0 ? 0 : counter.most(length));
      if (count > 0) {
        counter.advance(count);
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
