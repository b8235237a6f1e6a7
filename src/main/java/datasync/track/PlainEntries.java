package datasync.track;

import datasync.object.Tree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the entries of a listing as long as they are written just as [DirListing] and DVC write
/// them, without making text of them: a listing of a million files is read by every command.
///
/// At the first entry with anything else, wrong or only unusual, it stops before that entry, and
/// [JsonTokens] goes on from there.
final class PlainEntries {
  private static final byte[] BEFORE_DIGEST = ascii("{\"md5\": \"");
  private static final byte[] BEFORE_PATH = ascii("\", \"relpath\": \"");
  private static final int DIGEST = 32;
  private static final byte[] VALUES = values();
  private static final int ROOM = 1 << 18;
  /// So many bytes are there when an entry is tried, unless the listing ends before.
  private static final int LONGEST = 1 << 16;
  private static final int LONGEST_PATH = 1 << 14;
  private static final byte DELETE = 0x7f;
  private static final int NONE = -1;

  private final InputStream in;
  private final Tree.Builder tree;
  private final byte[] buffer = new byte[ROOM];
  private int at;
  private int limit;
  private boolean ended;
  private boolean digits = true;
  private long before;

  PlainEntries(InputStream in, Tree.Builder tree) {
    this.in = in;
    this.tree = tree;
  }

  /// Adds entries to the tree.
  ///
  /// @return whether all were read, to the end of the listing
  /// @throws IllegalArgumentException when the tree does not take a path
  boolean read() throws IOException {
    fill();
    if (limit == 0 || buffer[0] != '[') {
      return false;
    }
    at = 1;
    int next = entry();
    while (next != NONE) {
      at = next;
      if (limit - at < LONGEST && !ended) {
        fill();
      }
      if (at == limit) {
        return true;
      }
      next = entry();
    }
    at = at == 1 && before == 0 ? 0 : at;
    return false;
  }

  /// The bytes before the entry at which this stopped; 0 when there is none before it.
  long passed() {
    return before + at;
  }

  /// That entry and what follows it.
  InputStream rest() {
    return new SequenceInputStream(new ByteArrayInputStream(buffer, at, limit - at), in);
  }

  private void fill() throws IOException {
    System.arraycopy(buffer, at, buffer, 0, limit - at);
    before += at;
    limit -= at;
    at = 0;
    while (limit < ROOM && !ended) {
      int count = in.read(buffer, limit, ROOM - limit);
      ended = count < 0;
      limit += Math.max(count, 0);
    }
  }

  /// Adds the next entry and returns where the one behind it begins, or [#NONE].
  private int entry() {
    int digest = behind(BEFORE_DIGEST, at);
    int path = digest == NONE ? NONE : behind(BEFORE_PATH, digest + DIGEST);
    int end = path == NONE ? NONE : endOfPath(path);
    int next = end == NONE ? NONE : behindEntry(end);
    if (next == NONE) {
      return NONE;
    }
    long high = word(digest);
    long low = word(digest + DIGEST / 2);
    if (!digits) {
      return NONE;
    }
    tree.add(buffer, path, end - path, high, low);
    return next;
  }

  private int behind(byte[] wanted, int from) {
    if (from + wanted.length > limit) {
      return NONE;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (buffer[from + i] != wanted[i]) {
        return NONE;
      }
    }
    return from + wanted.length;
  }

  /// Where the quote behind a path is, if the path is safe ASCII without escapes.
  private int endOfPath(int from) {
    int name = from;
    for (int i = from; i < Math.min(limit, from + LONGEST_PATH); i++) {
      byte each = buffer[i];
      if (each == '/' || each == '"') {
        int length = i - name;
        boolean dots = length > 0 && buffer[name] == '.'
            && (length == 1 || length == 2 && buffer[name + 1] == '.');
        if (length == 0 || dots) {
          return NONE;
        }
        if (each == '"') {
          return i;
        }
        name = i + 1;
      } else if (each < ' ' || each == '\\' || each == DELETE) {
        return NONE;
      }
    }
    return NONE;
  }

  private int behindEntry(int quote) {
    int next = quote + 2;
    if (next >= limit || buffer[quote + 1] != '}') {
      return NONE;
    }
    if (buffer[next] == ']') {
      return ended && next + 1 == limit ? limit : NONE;
    }
    return next + 1 < limit && buffer[next] == ',' && buffer[next + 1] == ' ' ? next + 2 : NONE;
  }

  /// The number that 16 digits stand for; where one is no digit, [#digits] becomes false.
  private long word(int from) {
    long word = 0;
    int all = 0;
    for (int i = from; i < from + DIGEST / 2; i++) {
      int digit = VALUES[buffer[i] & 0xff];
      all |= digit;
      word = word << 4 | digit;
    }
    digits &= all >= 0;
    return word;
  }

  /// The value of each byte as a digit, −1 for one that is none.
  private static byte[] values() {
    byte[] values = new byte[1 << Byte.SIZE];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < 16; i++) {
      values[Character.forDigit(i, 16)] = (byte) i;
    }
    return values;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
