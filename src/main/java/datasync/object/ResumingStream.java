package datasync.object;

import datasync.io.BlockStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads a payload and opens it again at the byte it stopped at. Attempts are counted anew after
/// every byte that came, so a long transfer survives many short breaks.
final class ResumingStream extends BlockStream {
  private final RangedPayload payload;
  private final Retries retries;
  private long position;
  private int failed;
  private InputStream in;

  ResumingStream(RangedPayload payload, long offset, Retries retries) throws IOException {
    this.payload = payload;
    this.position = offset;
    this.retries = retries;
    this.in = retries.run(() -> payload.openAt(offset));
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (true) {
      try {
        if (in == null) {
          in = payload.openAt(position);
        }
        int count = in.read(bytes, offset, length);
        position += Math.max(count, 0);
        failed = count > 0 ? 0 : failed;
        return count;
      } catch (StoreFailure cut) {
        failed++;
        closeBroken();
        retries.again(failed, cut);
      }
    }
  }

  private void closeBroken() {
    try {
      close();
    } catch (IOException broken) {
      // it already failed
    }
    in = null;
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
