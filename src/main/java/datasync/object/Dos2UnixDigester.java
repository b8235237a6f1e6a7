package datasync.object;

import java.security.MessageDigest;

/// MD5 of DVC 2: in each chunk of 1 MiB that looks like text, CR LF counts as LF.
///
/// Source: spec `dvc-format.md` 4.2. The look is at the first 512 bytes of the chunk; a pair that
/// crosses the end of a chunk stays as it is.
final class Dos2UnixDigester implements Digester {
  private static final int CHUNK = 1 << 20;
  private static final int SAMPLE = 512;
  private static final double TEXT_LIMIT = 0.30;

  private final MessageDigest digest = Md5Digester.create();
  private final byte[] chunk = new byte[CHUNK];
  private int filled;

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      int count = Math.min(left, CHUNK - filled);
      System.arraycopy(bytes, from, chunk, filled, count);
      filled += count;
      from += count;
      left -= count;
      if (filled == CHUNK) {
        flush();
      }
    }
  }

  private void flush() {
    digest.update(chunk, 0, isText() ? normalise() : filled);
    filled = 0;
  }

  /// Drops the CR of each pair in place and returns the length that is left.
  private int normalise() {
    int to = 0;
    for (int from = 0; from < filled; from++) {
      boolean pair = chunk[from] == '\r' && from + 1 < filled && chunk[from + 1] == '\n';
      if (!pair) {
        chunk[to++] = chunk[from];
      }
    }
    return to;
  }

  private boolean isText() {
    int length = Math.min(SAMPLE, filled);
    int other = 0;
    for (int i = 0; i < length; i++) {
      byte each = chunk[i];
      if (each == 0) {
        return false;
      }
      boolean printable = each >= 0x20 && each <= 0x7e;
      boolean blank = each == '\n' || each == '\r' || each == '\t' || each == '\f' || each == '\b';
      if (!printable && !blank) {
        other++;
      }
    }
    return length == 0 || (double) other / length <= TEXT_LIMIT;
  }

  @Override
  public ObjectId finish(boolean tree) {
    flush();
    return ObjectId.ofDigest(HashName.MD5_DOS2UNIX, digest.digest(), tree);
  }
}
