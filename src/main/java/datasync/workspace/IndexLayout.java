package datasync.workspace;

import datasync.object.HashName;
import datasync.object.ObjectId;
import java.nio.ByteBuffer;

/// The file of a [StatIndex]: a header, entries sorted by key, and entries appended since.
///
/// Everything is in units of 64 bytes, numbers are big-endian. The header is the magic number and
/// the count of sorted entries. An entry is
///
/// | offset | bytes | |
/// | --- | --- | --- |
/// | 0 | 8 | key of path and hash name, unsigned |
/// | 8 | 8 | inode |
/// | 16 | 8 | time of last modification in nanoseconds |
/// | 24 | 8 | size in bytes |
/// | 32 | 16 | digest |
/// | 48 | 4 | day of last use, since 1970 |
/// | 52 | 4 | how the file was linked: 0 unknown, 1 a plain file, 2 a hard link of the object |
/// | 56 | 8 | check over the bytes before |
///
/// The check makes a torn or damaged entry one that is not there; nothing needs to be synced.
final class IndexLayout {
  static final int UNIT = 64;
  static final long MAGIC = 0x6473_7374_6174_3031L; // "dsstat01"
  static final int KEY = 0;
  static final int INODE = 8;
  static final int MODIFIED = 16;
  static final int SIZE = 24;
  static final int DIGEST = 32;
  static final int DAY = 48;
  static final int KIND = 52;
  static final int CHECK = 56;

  static final int UNKNOWN = 0;
  static final int PLAIN = 1;
  static final int OBJECT = 2;

  private IndexLayout() {}

  /// The check of the entry at an offset.
  static long check(ByteBuffer entries, int at) {
    long sum = MAGIC;
    for (int i = 0; i < CHECK; i += Long.BYTES) {
      sum = (sum ^ entries.getLong(at + i)) * 0x9E3779B97F4A7C15L;
      sum ^= sum >>> 32;
    }
    return sum;
  }

  /// Whether the entry at an offset is whole.
  static boolean isWhole(ByteBuffer entries, int at) {
    return entries.getLong(at + CHECK) == check(entries, at);
  }

  /// Whether an entry describes a file with this stamp.
  static boolean matches(ByteBuffer entries, int at, Stamp stamp) {
    return entries.getLong(at + MODIFIED) == stamp.modifiedNanos()
        && entries.getLong(at + SIZE) == stamp.size()
        && entries.getLong(at + INODE) == stamp.inode()
        && isWhole(entries, at);
  }

  /// What the entry at an offset tells of its file.
  static StatIndex.Known known(ByteBuffer entries, int at, HashName hash) {
    long high = entries.getLong(at + DIGEST);
    long low = entries.getLong(at + DIGEST + Long.BYTES);
    return new StatIndex.Known(ObjectId.ofWords(hash, high, low, false), entries.getInt(at + KIND));
  }

  /// Writes an entry at an offset.
  static void write(
      ByteBuffer entries, int at, long key, Stamp stamp, StatIndex.Known known, int day) {
    entries.putLong(at + KEY, key);
    entries.putLong(at + INODE, stamp.inode());
    entries.putLong(at + MODIFIED, stamp.modifiedNanos());
    entries.putLong(at + SIZE, stamp.size());
    entries.putLong(at + DIGEST, known.id().high());
    entries.putLong(at + DIGEST + Long.BYTES, known.id().low());
    entries.putInt(at + DAY, day);
    entries.putInt(at + KIND, known.kind());
    entries.putLong(at + CHECK, check(entries, at));
  }

  /// Copies an entry, giving it another day.
  static void copy(ByteBuffer from, int at, ByteBuffer to, int target, int day) {
    to.put(target, from, at, UNIT);
    to.putInt(target + DAY, day);
    to.putLong(target + CHECK, check(to, target));
  }
}
