package datasync.workspace;

import static datasync.workspace.IndexLayout.BYTES;
import static datasync.workspace.IndexLayout.KEY;
import static datasync.workspace.IndexLayout.UNIT;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/// The entries that are not in the sorted part yet: those another run appended, then those of this
/// run. A hash table over packed entries; not safe for several threads.
final class RecentEntries {
  private static final int FILTER = 1 << 16;

  private LongBuffer entries = LongBuffer.allocate(16 * UNIT);
  private int[] slots = new int[64];
  private int count;
  private int appended;
  /// A bit for the low bits of each key that is here; see [#mayHold].
  private final long[] filter = new long[FILTER / Long.SIZE];

  /// Takes the appended part of a file; entries that are damaged are left out.
  void load(FileChannel channel, long from, long length) throws IOException {
    long bytes = (length - from) / BYTES * BYTES;
    if (bytes <= 0 || bytes > 1 << 28) {
      return;
    }
    ByteBuffer tail = ByteBuffer.allocate((int) bytes);
    long at = from;
    while (tail.hasRemaining()) {
      int read = channel.read(tail, at);
      if (read < 0) {
        break;
      }
      at += read;
    }
    LongBuffer words = IndexLayout.words(tail.flip());
    for (int i = 0; i + UNIT <= words.limit(); i += UNIT) {
      if (IndexLayout.isWhole(words, i)) {
        int place = place(words.get(i + KEY));
        entries.put(place, words, i, UNIT);
      }
    }
    appended = count;
  }

  int count() {
    return count;
  }

  /// How many entries this run learned, or changed.
  int learned() {
    return count - appended;
  }

  LongBuffer words() {
    return entries;
  }

  /// Whether a key may be here. Any thread may ask at any time; a key that another thread adds at
  /// that moment may be missed.
  boolean mayHold(long key) {
    return (filter[(int) (key >>> 6) & filter.length - 1] & 1L << key) != 0;
  }

  /// The offset of a key; negative when it is not there.
  int find(long key) {
    return (slots[slot(key)] - 1) * UNIT;
  }

  /// Adds an entry; one of the same key is hidden by it.
  void put(long key, Stamp stamp, StatIndex.Known known, int day) {
    int at = place(key);
    IndexLayout.write(entries, at, key, stamp, known, day);
  }

  /// Adds what another run learned.
  void take(RecentEntries other) {
    for (int i = other.appended * UNIT; i < other.count * UNIT; i += UNIT) {
      int at = place(other.entries.get(i + KEY));
      entries.put(at, other.entries, i, UNIT);
    }
  }

  /// Where the entry of a key is to be written; the caller does so at once.
  private int place(long key) {
    if ((count + 1) * 2 > slots.length) {
      grow();
    }
    int slot = slot(key);
    if (slots[slot] > appended) {
      return (slots[slot] - 1) * UNIT;
    }
    if ((count + 1) * UNIT > entries.capacity()) {
      entries = LongBuffer.wrap(Arrays.copyOf(entries.array(), entries.capacity() * 2));
    }
    filter[(int) (key >>> 6) & filter.length - 1] |= 1L << key;
    slots[slot] = ++count;
    return (count - 1) * UNIT;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    for (int i = 0; i < count; i++) {
      slots[slot(entries.get(i * UNIT + KEY))] = i + 1;
    }
  }

  /// The slot that holds a key, or the free one where it belongs.
  private int slot(long key) {
    int mask = slots.length - 1;
    int slot = (int) key & mask;
    while (slots[slot] != 0 && entries.get((slots[slot] - 1) * UNIT + KEY) != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// The entries of this run, ready to be appended.
  ByteBuffer learnedBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(learned() * BYTES);
    IndexLayout.words(bytes).put(entries.array(), appended * UNIT, learned() * UNIT);
    return bytes;
  }

  /// The offsets of all entries that are not hidden, by key.
  int[] sorted() {
    long[] keys = new long[count];
    int size = 0;
    for (int filled : slots) {
      if (filled != 0) {
        keys[size++] = entries.get((filled - 1) * UNIT + KEY) ^ Long.MIN_VALUE;
      }
    }
    Arrays.sort(keys, 0, size);
    int[] offsets = new int[size];
    for (int i = 0; i < size; i++) {
      offsets[i] = find(keys[i] ^ Long.MIN_VALUE);
    }
    return offsets;
  }
}
