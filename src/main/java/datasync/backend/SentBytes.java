package datasync.backend;

import datasync.http.RequestBody;
import datasync.io.BlockStream;
import datasync.object.Payload;
import datasync.object.RangedPayload;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The bytes of a payload as they go out, with their MD5, which the server's is compared with.
///
/// Stretches may be opened again and in any order; the digest is kept for the longest beginning
/// that was read. For one upload; its streams are used one after the other.
public final class SentBytes {
  private final Payload payload;
  private MessageDigest digest = md5();
  private long digested;

  /// @param payload the bytes
  public SentBytes(Payload payload) {
    this.payload = payload;
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  boolean isRanged() {
    return payload instanceof RangedPayload;
  }

  /// All bytes as the body of a request.
  public RequestBody whole() {
    return body(0, payload.length());
  }

  /// The MD5 of all bytes; those that were not read yet are read for it.
  public byte[] digestOfAll() throws IOException {
    long length = payload.length();
    return length < 0 ? soFar().copy.digest() : upTo(length).digest();
  }

  private record State(MessageDigest copy, long position) {}

  private synchronized State soFar() {
    return new State(copy(digest), digested);
  }

  InputStream openAll() throws IOException {
    return new Stretch(payload.open(), md5(), 0, Long.MAX_VALUE);
  }

  /// A stretch as the body of a request; one that ends with the payload fails when that does.
  RequestBody body(long from, long length) {
    return new RequestBody() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public InputStream open() throws IOException {
        MessageDigest before = upTo(from);
        return new Stretch(opened(from), before, from, from + length);
      }
    };
  }

  private InputStream opened(long from) throws IOException {
    if (payload instanceof RangedPayload ranged) {
      return ranged.openAt(from);
    }
    InputStream in = payload.open();
    try {
      in.skipNBytes(from);
      return in;
    } catch (IOException failed) {
      in.close();
      throw failed;
    }
  }

  /// The state of the digest before a byte.
  private MessageDigest upTo(long position) throws IOException {
    State state = soFar();
    MessageDigest copy = state.position <= position ? state.copy : md5();
    long at = state.position <= position ? state.position : 0;
    if (at < position) {
      byte[] block = new byte[1 << 16];
      try (InputStream in = opened(at)) {
        while (at < position) {
          int count = in.read(block, 0, (int) Math.min(block.length, position - at));
          if (count < 0) {
            break;
          }
          copy.update(block, 0, count);
          at += count;
        }
      }
    }
    return copy;
  }

  private static MessageDigest copy(MessageDigest state) {
    try {
      return (MessageDigest) state.clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private final class Stretch extends BlockStream {
    private final InputStream in;
    private final MessageDigest state;
    private final long end;
    private long at;

    Stretch(InputStream in, MessageDigest state, long from, long end) {
      this.in = in;
      this.state = state;
      this.at = from;
      this.end = end;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      boolean last = end == payload.length();
      if (at == end && !last) {
        return length == 0 ? 0 : -1;
      }
      int most = last ? length : (int) Math.min(length, end - at);
      int count = in.read(target, offset, most);
      if (count < 0) {
        return count;
      }
      synchronized (SentBytes.this) {
        state.update(target, offset, count);
        at += count;
        if (at > digested) {
          digest = state;
          digested = at;
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
