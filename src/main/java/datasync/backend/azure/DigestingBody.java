package datasync.backend.azure;

import datasync.http.RequestBody;
import datasync.io.BlockStream;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A payload as the body of a request, whose MD5 is computed while it goes out.
final class DigestingBody implements RequestBody {
  private static final int BUFFER = 1 << 16;

  private final Payload payload;
  private volatile MessageDigest running = md5();

  DigestingBody(Payload payload) {
    this.payload = payload;
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The MD5 of a payload, which is read once for it.
  static byte[] digest(Payload payload) throws IOException {
    MessageDigest digest = md5();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = payload.open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return digest.digest();
  }

  /// The MD5 of what was sent last; to be asked once, after the answer has come.
  byte[] digest() {
    return running.digest();
  }

  @Override
  public long length() {
    return payload.length();
  }

  @Override
  public InputStream open() throws IOException {
    MessageDigest digest = md5();
    running = digest;
    InputStream in = payload.open();
    return new BlockStream() {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count > 0) {
          digest.update(target, offset, count);
        }
        return count;
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }
}
