package datasync.object;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// A set of ids in the order they were added that takes about 24 bytes for each, so that a million
/// of them fit a small heap.
///
/// Ids are not removed. Null is no member. Safe for several threads; an iterator sees what was
/// there when it is asked for the next id.
public final class IdSet extends AbstractSet<ObjectId> {
  private static final int FIRST = 64;
  /// Ids in a block: small enough that no collector treats one as something special.
  private static final int BLOCK = 4096;

  private static final byte TREE = 1;
  private static final byte LEGACY = 2;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  /// Index plus one of the id that has a slot, or 0.
  private int[] slots = new int[FIRST];
  private long[][] digests = new long[1][];
  private byte[][] kinds = new byte[1][];
  private int size;

  /// An empty set.
  public IdSet() {}

  /// A set of some ids.
  public IdSet(Collection<? extends ObjectId> ids) {
    addAll(ids);
  }

  /// Adds an id.
  ///
  /// @return whether it was not there
  @Override
  public synchronized boolean add(ObjectId id) {
    Id128 packed = (Id128) id;
    int slot = find(packed.high(), packed.low(), kind(packed));
    if (slots[slot] != 0) {
      return false;
    }
    int block = size / BLOCK;
    int at = size % BLOCK;
    if (at == 0) {
      open(block);
    } else if (at == kinds[block].length) {
      widen(block);
    }
    digests[block][2 * at] = packed.high();
    digests[block][2 * at + 1] = packed.low();
    kinds[block][at] = kind(packed);
    size++;
    slots[slot] = size;
    if (size > slots.length / 4 * 3) {
      rehash();
    }
    return true;
  }

  @Override
  public boolean contains(Object id) {
    return id instanceof ObjectId one && indexOf(one) >= 0;
  }

  /// Which number an id has in the order in which they were added, from 0, or −1 when it is not
  /// there.
  public synchronized int indexOf(ObjectId id) {
    Id128 packed = (Id128) id;
    return slots[find(packed.high(), packed.low(), kind(packed))] - 1;
  }

  /// The id with a number from 0 to [#size].
  public synchronized ObjectId get(int index) {
    if (index < 0 || index >= size) {
      throw new NoSuchElementException("no id " + index + " of " + size);
    }
    int at = index % BLOCK;
    long[] words = digests[index / BLOCK];
    byte kind = kinds[index / BLOCK][at];
    HashName hash = (kind & LEGACY) == 0 ? HashName.MD5 : HashName.MD5_DOS2UNIX;
    return new Id128(hash, words[2 * at], words[2 * at + 1], (kind & TREE) != 0);
  }

  @Override
  public synchronized int size() {
    return size;
  }

  @Override
  public Iterator<ObjectId> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size();
      }

      @Override
      public ObjectId next() {
        ObjectId id = get(next);
        next++;
        return id;
      }
    };
  }

  private void open(int block) {
    if (block == kinds.length) {
      digests = Arrays.copyOf(digests, 2 * block);
      kinds = Arrays.copyOf(kinds, 2 * block);
    }
    int room = block == 0 ? FIRST : BLOCK;
    digests[block] = new long[2 * room];
    kinds[block] = new byte[room];
  }

  /// Makes room in the first block, which starts small.
  private void widen(int block) {
    int room = 2 * kinds[block].length;
    digests[block] = Arrays.copyOf(digests[block], 2 * room);
    kinds[block] = Arrays.copyOf(kinds[block], room);
  }

  private static byte kind(Id128 id) {
    return (byte) ((id.isTree() ? TREE : 0) | (id.hash() == HashName.MD5 ? 0 : LEGACY));
  }

  /// The slot of an id, or the empty one where it would go.
  private int find(long high, long low, byte kind) {
    int slot = home(high, low);
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      int at = index % BLOCK;
      long[] words = digests[index / BLOCK];
      if (words[2 * at] == high
          && words[2 * at + 1] == low
          && kinds[index / BLOCK][at] == kind) {
        return slot;
      }
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
    return slot;
  }

  private int home(long high, long low) {
    return (int) Math.unsignedMultiplyHigh(high ^ low * MIX, slots.length);
  }

  private void rehash() {
    int room = slots.length + slots.length / 2;
    slots = new int[room];
    for (int i = 0; i < size; i++) {
      int at = i % BLOCK;
      long[] words = digests[i / BLOCK];
      int slot = home(words[2 * at], words[2 * at + 1]);
      while (slots[slot] != 0) {
        slot = slot + 1 == room ? 0 : slot + 1;
      }
      slots[slot] = i + 1;
    }
  }
}
