package datasync.workspace;

import datasync.object.HashName;
import datasync.object.ObjectId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/// The file of a [StatIndex]: a header, entries sorted by key, and entries appended since.
///
/// Everything is in units of eight words of 64 bits, little-endian: the order of the usual
/// machines, where a mapped file is then read without turning words round. The header is the magic
/// number and the count of sorted entries. An entry is
///
/// | word | |
/// | --- | --- |
/// | 0 | key of path and hash name, unsigned |
/// | 1 | inode |
/// | 2 | time of last modification in nanoseconds |
/// | 3 | size in bytes |
/// | 4, 5 | digest |
/// | 6 | day of last use since 1970 in the upper half, how the file was linked in the lower |
/// | 7 | check over the words before |
///
/// A file was linked in no known way (0), is a plain file (1) or a hard link of the object (2).
///
/// The check makes a torn or damaged entry one that is not there; nothing needs to be synced.
final class IndexLayout {
  /// Words of an entry and of the header.
  static final int UNIT = 8;
  /// The same in bytes.
  static final int BYTES = UNIT * Long.BYTES;
  static final long MAGIC = 0x6473_7374_6174_3032L; // "dsstat02"
  static final int KEY = 0;
  private static final int INODE = 1;
  private static final int MODIFIED = 2;
  private static final int SIZE = 3;
  private static final int HIGH = 4;
  private static final int LOW = 5;
  private static final int USE = 6;
  private static final int CHECK = 7;
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  static final int UNKNOWN = 0;
  static final int PLAIN = 1;
  static final int OBJECT = 2;

  private IndexLayout() {}

  /// The words of bytes of the file.
  static LongBuffer words(ByteBuffer bytes) {
    return bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
  }

  /// The check of the entry at an offset.
  private static long check(LongBuffer entries, int at) {
    long sum = MAGIC;
    for (int i = at; i < at + CHECK; i++) {
      sum = (sum ^ entries.get(i)) * PRIME;
      sum ^= sum >>> 32;
    }
    return sum;
  }

  /// Whether the entry at an offset is whole.
  static boolean isWhole(LongBuffer entries, int at) {
    return entries.get(at + CHECK) == check(entries, at);
  }

  /// Whether an entry describes a file with this stamp.
  static boolean matches(LongBuffer entries, int at, Stamp stamp) {
    return entries.get(at + MODIFIED) == stamp.modifiedNanos()
        && entries.get(at + SIZE) == stamp.size()
        && entries.get(at + INODE) == stamp.inode()
        && isWhole(entries, at);
  }

  /// What the entry at an offset tells of its file.
  static StatIndex.Known known(LongBuffer entries, int at, HashName hash) {
    ObjectId id = ObjectId.ofWords(hash, entries.get(at + HIGH), entries.get(at + LOW), false);
    return new StatIndex.Known(id, (int) entries.get(at + USE));
  }

  /// The day on which the entry at an offset was last of use.
  static int day(LongBuffer entries, int at) {
    return (int) (entries.get(at + USE) >>> Integer.SIZE);
  }

  /// Writes an entry at an offset.
  static void write(
      LongBuffer entries, int at, long key, Stamp stamp, StatIndex.Known known, int day) {
    entries.put(at + KEY, key);
    entries.put(at + INODE, stamp.inode());
    entries.put(at + MODIFIED, stamp.modifiedNanos());
    entries.put(at + SIZE, stamp.size());
    entries.put(at + HIGH, known.id().high());
    entries.put(at + LOW, known.id().low());
    entries.put(at + USE, (long) day << Integer.SIZE | known.kind());
    entries.put(at + CHECK, check(entries, at));
  }

  /// Copies an entry, giving it another day.
  static void copy(LongBuffer from, int at, LongBuffer to, int target, int day) {
    to.put(target, from, at, UNIT);
    to.put(target + USE, (long) day << Integer.SIZE | from.get(at + USE) & 0xffff_ffffL);
    to.put(target + CHECK, check(to, target));
  }
}
