package datasync.transfer;

import datasync.io.BlockStream;
import datasync.object.Payload;
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

  private static final class CountedStream extends BlockStream {
    private final InputStream in;
    private final Counter counter;

    CountedStream(InputStream in, Counter counter) {
      this.in = in;
      this.counter = counter;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
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
