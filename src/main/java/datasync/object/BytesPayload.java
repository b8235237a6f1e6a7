package datasync.object;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// A payload in memory: listings and other small texts. Safe for several threads as long as
/// nobody changes the array it was made of.
public final class BytesPayload implements RangedPayload {
  private final byte[] content;

  /// @param content the bytes, which must not change afterwards
  public BytesPayload(byte[] content) {
    this.content = content;
  }

  @Override
  public long length() {
    return content.length;
  }

  @Override
  public InputStream openAt(long offset) {
    int from = Math.toIntExact(offset);
    return new ByteArrayInputStream(content, from, content.length - from);
  }
}
