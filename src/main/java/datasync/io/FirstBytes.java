package datasync.io;

import java.io.IOException;
import java.io.InputStream;

/// A stream that ends after so many bytes of another one, or with it.
///
/// Used by one thread; closing it closes the other one.
public final class FirstBytes extends BlockStream {
  private final InputStream in;
  private long left;

  /// @param in where the bytes come from
  /// @param count how many bytes to give at most
  public FirstBytes(InputStream in, long count) {
    this.in = in;
    this.left = count;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left <= 0) {
      return length == 0 ? 0 : -1;
    }
    int count = in.read(target, offset, (int) Math.min(length, left));
    left -= Math.max(count, 0);
    return count;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(in.available(), left);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
