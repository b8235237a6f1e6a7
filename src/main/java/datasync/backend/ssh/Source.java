package datasync.backend.ssh;

import datasync.io.BlockStream;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;

/// A payload that remembers how it failed: that failure is not one of the server.
final class Source implements Payload {
  private final Payload payload;
  private IOException failure;

  Source(Payload payload) {
    this.payload = payload;
  }

  @Override
  public long length() {
    return payload.length();
  }

  /// What the bytes failed with, or null.
  IOException failure() {
    return failure;
  }

  @Override
  public InputStream open() throws IOException {
    try {
      return new Watched(payload.open());
    } catch (IOException failed) {
      failure = failed;
      throw failed;
    }
  }

  private final class Watched extends BlockStream {
    private final InputStream in;

    Watched(InputStream in) {
      this.in = in;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (IOException failed) {
        failure = failed;
        throw failed;
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
