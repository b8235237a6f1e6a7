package datasync.track;

import datasync.io.BlockStream;
import datasync.object.Payload;
import datasync.object.Tree;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;

/// The bytes of a listing, made while they are read.
final class ListingPayload implements Payload {
  private final Tree tree;
  private final long length;

  ListingPayload(Tree tree) {
    this.tree = tree;
    long bytes = 0;
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    for (int next = 0; next <= tree.size(); ) {
      next = DirListing.write(tree, next, buffer);
      bytes += buffer.size();
      buffer.reset();
    }
    length = bytes;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream open() {
    return new Reading(tree);
  }

  /// One reading, a part of the listing at a time.
  private static final class Reading extends BlockStream {
    private final Tree tree;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private byte[] part = {};
    private int at;
    private int next;

    Reading(Tree tree) {
      this.tree = tree;
    }

    private boolean isAtEnd() {
      while (at == part.length && next <= tree.size()) {
        next = DirListing.write(tree, next, buffer);
        part = buffer.toByteArray();
        buffer.reset();
        at = 0;
      }
      return at == part.length;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (isAtEnd()) {
        return -1;
      }
      int count = Math.min(length, part.length - at);
      System.arraycopy(part, at, bytes, offset, count);
      at += count;
      return count;
    }
  }
}
