package datasync.io;

import java.io.IOException;
import java.io.InputStream;

/// A stream of our own: whatever is read or skipped goes through the reading of blocks.
///
/// Used by one thread; who opens it closes it.
public abstract class BlockStream extends InputStream {
  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] target, int offset, int length) throws IOException;
}
