package datasync.object;

import datasync.io.BlockStream;
import java.io.IOException;
import java.io.InputStream;

/// A payload whose streams fail when far more bytes come than the object can have: a server that
/// never ends its answer fills no disk.
///
/// The recorded size of an object is a hint, which may be wrong by an edit of a metadata file, so
/// [#SLACK] more is let through; the digest decides about the rest. A listing has no recorded size
/// and is let be as long as [#LONGEST_LISTING].
public final class BoundedPayload implements RangedPayload {
  /// How many bytes more than recorded are read before an answer counts as endless.
  public static final long SLACK = 64L << 20;
  /// The longest listing that is read, in bytes: some ten million files.
  public static final long LONGEST_LISTING = 1L << 30;

  private final RangedPayload payload;
  private final ObjectId id;
  private final String location;
  private final long limit;

  private BoundedPayload(RangedPayload payload, ObjectId id, String location, long limit) {
    this.payload = payload;
    this.id = id;
    this.location = location;
    this.limit = limit;
  }

  /// A payload with the bound of its object; the same payload when nothing is known of it.
  ///
  /// @param recorded the size of the object in bytes that metadata files name, or −1; without
  ///     meaning for a listing
  /// @param location where the bytes come from, without credentials
  public static RangedPayload of(
      RangedPayload payload, ObjectId id, long recorded, String location) {
    if (id.isTree()) {
      return new BoundedPayload(payload, id, location, LONGEST_LISTING);
    }
    return recorded < 0 || recorded > Long.MAX_VALUE - SLACK
        ? payload
        : new BoundedPayload(payload, id, location, recorded + SLACK);
  }

  @Override
  public long length() {
    return payload.length();
  }

  /// Opens the bytes; reading further than the bound throws [CorruptObject].
  @Override
  public InputStream openAt(long offset) throws IOException {
    return new Bounded(payload.openAt(offset), limit - offset);
  }

  @Override
  public InputStream openRange(long offset, long length) throws IOException {
    return payload.openRange(offset, length);
  }

  private final class Bounded extends BlockStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      left -= Math.max(count, 0);
      if (left < 0) {
        throw CorruptObject.endless(location, id, limit);
      }
      return count;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
