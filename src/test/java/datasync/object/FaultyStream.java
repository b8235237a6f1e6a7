package datasync.object;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that breaks after its first read.
final class FaultyStream extends FilterInputStream {
  private final Faults.Kind kind;
  private boolean begun;

  FaultyStream(InputStream in, Faults.Kind kind) {
    super(in);
    this.kind = kind;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (begun) {
      return rest(bytes, offset, length);
    }
    begun = true;
    if (kind == Faults.Kind.FLIPPED_BIT) {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        bytes[offset + count / 2] ^= 1;
      }
      return count;
    }
    int count = in.read(bytes, offset, Math.max(1, length / 2));
    return count <= 0 ? rest(bytes, offset, length) : Math.max(1, count / 2);
  }

  private int rest(byte[] bytes, int offset, int length) throws IOException {
    return switch (kind) {
      case ERROR, REPLY_LOST, STALL -> throw Faults.failure("read");
      case TRUNCATION -> -1;
      case FLIPPED_BIT -> in.read(bytes, offset, length);
    };
  }
}
