package datasync.object;

import datasync.io.BlockStream;
import java.io.IOException;
import java.io.InputStream;

/// A payload whose streams fail at their end when the bytes do not have the digest of their name.
///
/// A sink gives an object its name only after the payload ended without error, so nothing that
/// was read through this class gets a wrong name. Safe for several threads where the payload is.
public final class VerifiedPayload implements Payload {
  private final ObjectId id;
  private final Payload payload;
  private final String location;

  /// @param id the name the bytes must have
  /// @param payload the bytes
  /// @param location where they come from, for the message of [CorruptObject]
  public VerifiedPayload(ObjectId id, Payload payload, String location) {
    this.id = id;
    this.payload = payload;
    this.location = location;
  }

  @Override
  public long length() {
    return payload.length();
  }

  /// Opens the bytes; reading past the last one throws [CorruptObject] when the digest is wrong.
  @Override
  public InputStream open() throws IOException {
    return new VerifyingStream(payload.open());
  }

  /// Reads all of it.
  ///
  /// @throws CorruptObject when the digest is wrong
  public void verify() throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = open()) {
      while (in.read(buffer) >= 0) {
        // the end of the stream compares the digest
      }
    }
  }

  private final class VerifyingStream extends BlockStream {
    private final InputStream in;
    private final Digester digester = Digester.of(id.hash());
    private boolean ended;

    VerifyingStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        digester.update(bytes, offset, count);
      } else if (count < 0 && !ended) {
        ended = true;
        ObjectId actual = digester.finish(id.isTree());
        if (!actual.equals(id)) {
          throw new CorruptObject(location, id, actual.hex());
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
