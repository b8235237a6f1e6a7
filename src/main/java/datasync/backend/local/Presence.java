package datasync.backend.local;

import datasync.io.AtomicFile;
import datasync.io.DiskSync;
import datasync.io.FileStat;
import datasync.object.ObjectId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/// Which objects of a store were all there when its folders were last looked through, so that
/// 256 folders are looked at instead of 200,000 files.
///
/// What is remembered for the folder of a first byte: a sum over the objects that were asked for,
/// and inode and time of the folder, which change when a name in it comes or goes. Where only
/// some folders changed, only their objects are looked at. It is not seen here that a file that is
/// still there was made writable; that is why it holds for a day at most and not over a restart of
/// the system, and is only used where many objects are asked for at once. A cache: damage or a
/// missing file cost time only.
///
/// For one question; not safe for several threads.
final class Presence {
  /// Fewer objects are cheaper to look at one by one.
  static final int MANY = 4096;

  private static final int FOLDERS = 1 << Byte.SIZE;
  /// Questions that are remembered for one folder: those of a few outputs and verbs.
  private static final int KEPT = 4;
  /// The sum in two words, the state of the folder, the time.
  private static final int WORDS = 4;
  private static final int RECORD = WORDS * Long.BYTES;
  private static final int FOLDER = KEPT * RECORD;
  private static final int HEADER = Long.BYTES;
  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
  private static final long RACY_NANOS = 20_000_000;
  private static final long MILLISECOND = 1_000_000;

  private final Path file;
  private final ByteBuffer known;
  private final long[] sums = new long[2 * FOLDERS];
  private final long[] states = new long[FOLDERS];
  private final boolean[] whole = new boolean[FOLDERS];
  private final boolean[] broken = new boolean[FOLDERS];
  private final long now;

  /// Compares what is remembered with the folders as they are.
  ///
  /// @param file where it is remembered
  /// @param folder the one that holds the 256 folders
  /// @param nanos the time, since 1970
  Presence(Path file, Path folder, Collection<ObjectId> wanted, long nanos) throws IOException {
    this.file = file;
    this.now = nanos;
    this.known = read(file);
    for (ObjectId id : wanted) {
      int at = folder(id);
      long mixed = (id.high() ^ id.low() * PRIME) * PRIME;
      sums[2 * at] += mixed ^ mixed >>> 32;
      sums[2 * at + 1] += id.low() ^ (id.isTree() ? PRIME : 0);
    }
    for (int i = 0; i < FOLDERS; i++) {
      if (sums[2 * i] != 0 || sums[2 * i + 1] != 0) {
        states[i] = state(folder.resolve(name(i)));
        whole[i] = states[i] != 0 && find(i) >= 0;
      }
    }
  }

  /// The number of the folder that holds an object.
  static int folder(ObjectId id) {
    return (int) (id.high() >>> Long.SIZE - Byte.SIZE);
  }

  private static String name(int folder) {
    char first = Character.forDigit(folder >> 4, 16);
    return String.valueOf(new char[] {first, Character.forDigit(folder & 15, 16)});
  }

  /// Whether an object that was asked for is known to be there.
  boolean has(ObjectId id) {
    return whole[folder(id)];
  }

  /// An object that was asked for is not there.
  synchronized void absent(ObjectId id) {
    broken[folder(id)] = true;
  }

  /// Remembers the folders of which nothing was absent.
  void save() {
    boolean news = false;
    for (int i = 0; i < FOLDERS; i++) {
      if (!whole[i] && !broken[i] && states[i] != 0) {
        put(i);
        news = true;
      }
    }
    if (news) {
      try {
        Files.createDirectories(file.getParent());
        AtomicFile.writeScratch(file, known.array());
      } catch (IOException unwritable) {
        // the next run looks again
      }
    }
  }

  /// What tells one state of a folder from another; 0 when the folder is not there, changed a
  /// moment ago, or has times too coarse to tell.
  private long state(Path folder) throws IOException {
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(folder, BasicFileAttributes.class);
    } catch (NoSuchFileException none) {
      return 0;
    }
    long changed = found.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    if (changed % MILLISECOND == 0 || changed >= now - RACY_NANOS) {
      return 0;
    }
    return (changed ^ FileStat.inode(found) * PRIME) * PRIME | 1;
  }

  /// The place of what is remembered of a folder with this sum and state, or −1.
  private int find(int folder) {
    for (int at = HEADER + folder * FOLDER; at < HEADER + (folder + 1) * FOLDER; at += RECORD) {
      long age = now - known.getLong(at + 3 * Long.BYTES);
      if (hasSum(at, folder)
          && known.getLong(at + 2 * Long.BYTES) == states[folder]
          && age >= 0
          && age < DAY_NANOS) {
        return at;
      }
    }
    return -1;
  }

  private boolean hasSum(int at, int folder) {
    return known.getLong(at) == sums[2 * folder]
        && known.getLong(at + Long.BYTES) == sums[2 * folder + 1];
  }

  /// Writes over what was remembered of the same question, else over the oldest.
  private void put(int folder) {
    int place = HEADER + folder * FOLDER;
    for (int at = place; at < HEADER + (folder + 1) * FOLDER; at += RECORD) {
      if (hasSum(at, folder)) {
        place = at;
        break;
      }
      if (known.getLong(at + 3 * Long.BYTES) < known.getLong(place + 3 * Long.BYTES)) {
        place = at;
      }
    }
    known.putLong(place, sums[2 * folder]);
    known.putLong(place + Long.BYTES, sums[2 * folder + 1]);
    known.putLong(place + 2 * Long.BYTES, states[folder]);
    known.putLong(place + 3 * Long.BYTES, now);
  }

  /// What a file holds, if it is of this start of the system; else nothing.
  private static ByteBuffer read(Path file) {
    byte[] empty = new byte[HEADER + FOLDERS * FOLDER];
    long start = start();
    ByteBuffer.wrap(empty).putLong(0, start);
    try {
      byte[] bytes = Files.readAllBytes(file);
      boolean ours = bytes.length == empty.length && ByteBuffer.wrap(bytes).getLong(0) == start;
      return ByteBuffer.wrap(ours ? bytes : empty);
    } catch (IOException none) {
      return ByteBuffer.wrap(empty);
    }
  }

  private static long start() {
    return Arrays.hashCode(DiskSync.boot().toCharArray()) * PRIME;
  }
}
