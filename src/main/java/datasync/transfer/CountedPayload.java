package datasync.transfer;

import datasync.object.Payload;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A payload that tells how many bytes are read from it.
record CountedPayload(Payload payload, Counter counter) implements Payload {
  /// Is told of bytes.
  @FunctionalInterface
  interface Counter {
    void advance(long bytes);
  }

  @Override
  public long length() {
    return payload.length();
  }

  @Override
  public InputStream open() throws IOException {
    return new CountedStream(payload.open(), counter);
  }

  private static final class CountedStream extends FilterInputStream {
    private final Counter counter;

    CountedStream(InputStream in, Counter counter) {
      super(in);
      this.counter = counter;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      if (value >= 0) {
        counter.advance(1);
      }
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        counter.advance(count);
      }
      return count;
    }
  }
}
