package datasync.workspace;

import static datasync.workspace.IndexLayout.BYTES;
import static datasync.workspace.IndexLayout.KEY;
import static datasync.workspace.IndexLayout.MAGIC;
import static datasync.workspace.IndexLayout.UNIT;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The part of an index file that is sorted and never changed.
///
/// A small one is read, because the first map of a process takes the JDK 30 ms to set up; a large
/// one is mapped, so that opening it costs the same for any number. Safe for several threads.
final class SortedEntries {
  /// What a map of the JDK can hold.
  private static final long MOST = (Integer.MAX_VALUE - BYTES) / BYTES;

  /// Up to so many entries are read, 1 MiB.
  private static final int SMALL = 1 << 14;

  /// More than it ever takes when keys are spread evenly.
  private static final int GUESSES = 16;

  static final SortedEntries NONE = new SortedEntries(LongBuffer.allocate(0), 0);

  private final LongBuffer entries;
  private final int count;
  private final long[] used;

  private SortedEntries(LongBuffer entries, int count) {
    this.entries = entries;
    this.count = count;
    this.used = new long[(count + 63) / 64];
  }

  /// Opens the sorted part, and hands the appended one to `recent`.
  static SortedEntries open(Path file, RecentEntries recent) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = channel.size();
      long sorted = count(channel);
      if (sorted < 0 || length < BYTES + sorted * BYTES) {
        return NONE;
      }
      long end = BYTES + sorted * BYTES;
      recent.load(channel, end, length);
      return sorted == 0 ? NONE : new SortedEntries(entries(channel, sorted), (int) sorted);
    } catch (IOException unreadable) {
      return NONE;
    }
  }

  /// The count of sorted entries that the header of a file tells; negative when it is no
  /// index.
  static long count(FileChannel channel) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(BYTES);
    if (channel.read(header, 0) < BYTES) {
      return -1;
    }
    LongBuffer words = IndexLayout.words(header.flip());
    long count = words.get(1);
    return words.get(0) == MAGIC && count <= MOST ? count : -1;
  }

  private static LongBuffer entries(FileChannel channel, long count) throws IOException {
    if (count > SMALL) {
      return IndexLayout.words(
          channel.map(FileChannel.MapMode.READ_ONLY, BYTES, count * BYTES));
    }
    ByteBuffer entries = ByteBuffer.allocate((int) count * BYTES);
    while (entries.hasRemaining()) {
      if (channel.read(entries, BYTES + entries.position()) < 0) {
        throw new EOFException("the index became shorter");
      }
    }
    return IndexLayout.words(entries.flip());
  }

  int count() {
    return count;
  }

  LongBuffer words() {
    return entries;
  }

  long key(int index) {
    return entries.get(index * UNIT + KEY);
  }

  int day(int index) {
    return IndexLayout.day(entries, index * UNIT);
  }

  /// The index of a key, or −1. Keys are spread evenly, so that from one key and its place follows
  /// about where another one is: of 200,000 keys it takes three or four looks, each of which may
  /// have to wait for memory, where halving takes twelve.
  int find(long key) {
    int low = 0;
    int high = count - 1;
    int guess = (int) Math.unsignedMultiplyHigh(key, count);
    for (int i = 0; low <= high && i < GUESSES; i++) {
      long found = key(guess);
      if (found == key) {
        return guess;
      }
      if (Long.compareUnsigned(found, key) < 0) {
        low = guess + 1;
        guess = (int) Math.min(high, low + Math.unsignedMultiplyHigh(key - found, count));
      } else {
        high = guess - 1;
        guess = (int) Math.max(low, high - Math.unsignedMultiplyHigh(found - key, count));
      }
    }
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Long.compareUnsigned(key(middle), key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /// Remembers that an entry is of use. Two threads may lose a mark: the entry then ages early.
  void use(int index) {
    used[index >> 6] |= 1L << (index & 63);
  }

  boolean isUsed(int index) {
    return (used[index >> 6] & 1L << (index & 63)) != 0;
  }
}
