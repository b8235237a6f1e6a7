package datasync.object;

import datasync.io.BlockStream;
import java.io.IOException;
import java.io.InputStream;

/// A stretch of a payload, such as one part of an upload.
///
/// @param whole where the bytes are; opened anew for each stream
/// @param from the first byte, from 0
/// @param length how many bytes; all of them must be there
public record SlicePayload(RangedPayload whole, long from, long length) implements RangedPayload {
  /// Opens the stretch; it ends after its length, and fails when the whole ends before.
  @Override
  public InputStream openAt(long offset) throws IOException {
    return new Slice(whole.openAt(from + offset), length - offset);
  }

  private static final class Slice extends BlockStream {
    private final InputStream in;
    private long left;

    Slice(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return length == 0 ? 0 : -1;
      }
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new IOException("the bytes to send changed meanwhile");
      }
      left -= count;
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
