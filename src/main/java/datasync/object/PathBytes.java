package datasync.object;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Paths in UTF-8, one behind the other in pieces of memory that are never moved.
///
/// A single array that doubles would need three times the room while it grows. Grows by [#add];
/// afterwards safe for several threads.
final class PathBytes {
  /// The longest path; far longer than what a file system takes.
  static final int LONGEST = 1 << 16;

  private static final int BITS = 20;
  private static final int SIZE = 1 << BITS;
  private static final int MASK = SIZE - 1;

  private byte[][] pieces = new byte[1][];
  private int last = -1;
  private int used;

  /// Adds bytes and returns where they are.
  ///
  /// @param length at most [#LONGEST]
  int add(byte[] bytes, int from, int length) {
    if (last < 0 || used + length > SIZE) {
      last++;
      if (last == pieces.length) {
        pieces = Arrays.copyOf(pieces, 2 * last);
      }
      pieces[last] = new byte[last == 0 ? Math.max(256, length) : SIZE];
      used = 0;
    }
    if (used + length > pieces[last].length) {
      int room = Math.max(used + length, 4 * pieces[last].length);
      pieces[last] = Arrays.copyOf(pieces[last], Math.min(SIZE, room));
    }
    System.arraycopy(bytes, from, pieces[last], used, length);
    int place = last << BITS | used;
    used += length;
    return place;
  }

  /// Adds what lies somewhere else.
  int add(PathBytes other, int place, int length) {
    return add(other.pieces[place >>> BITS], place & MASK, length);
  }

  void copy(int place, int length, byte[] target, int at) {
    System.arraycopy(pieces[place >>> BITS], place & MASK, target, at, length);
  }

  String text(int place, int length) {
    return new String(pieces[place >>> BITS], place & MASK, length, StandardCharsets.UTF_8);
  }

  /// Orders two paths by their bytes, which is by code point.
  int compare(int place, int length, PathBytes other, int otherPlace, int otherLength) {
    int from = place & MASK;
    int otherFrom = otherPlace & MASK;
    return Arrays.compareUnsigned(
        pieces[place >>> BITS], from, from + length,
        other.pieces[otherPlace >>> BITS], otherFrom, otherFrom + otherLength);
  }

  /// Orders a path and the bytes of another one.
  int compare(int place, int length, byte[] other) {
    int from = place & MASK;
    return Arrays.compareUnsigned(
        pieces[place >>> BITS], from, from + length, other, 0, other.length);
  }
}
