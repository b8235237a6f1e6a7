package datasync.backend.s3;

import datasync.http.RequestBody;
import datasync.io.BlockStream;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// The bytes of a payload, whose MD5 is known once they were read to their end.
final class DigestedBody implements RequestBody {
  private final Payload payload;
  private volatile byte[] md5;

  DigestedBody(Payload payload) {
    this.payload = payload;
  }

  @Override
  public long length() {
    return payload.length();
  }

  @Override
  public InputStream open() throws IOException {
    md5 = null;
    return new Digesting(payload.open());
  }

  /// The MD5 of the bytes of the last stream that was read to its end; null when there is none.
  byte[] md5() {
    return md5;
  }

  private final class Digesting extends BlockStream {
    private final InputStream in;
    private final MessageDigest digest = Digests.md5();
    private long left = payload.length();

    Digesting(InputStream in) {
      this.in = in;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      if (count > 0) {
        digest.update(target, offset, count);
        left -= count;
        if (left == 0) {
          md5 = digest.digest();
        }
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
