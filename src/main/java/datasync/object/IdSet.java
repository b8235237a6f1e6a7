package datasync.object;

/// A set of ids that takes about 24 bytes for each, so that a million of them fit a small heap.
/// Safe for several threads.
public final class IdSet {
  private static final int FIRST = 1024;
  /// Keep a file and a listing of the same digest apart, and the two hashes; any odd bits do.
  private static final long TREE = 0x9e3779b97f4a7c15L;
  private static final long LEGACY = 0xd1b54a32d192ed03L;

  private long[] words = new long[2 * FIRST];
  private int size;
  private boolean zero;

  /// Adds an id.
  ///
  /// @return whether it was not there
  public synchronized boolean add(ObjectId id) {
    long high = high(id);
    long low = ((Id128) id).low();
    if (high == 0 && low == 0) {
      boolean added = !zero;
      zero = true;
      return added;
    }
    int at = find(words, high, low);
    if (words[at] != 0 || words[at + 1] != 0) {
      return false;
    }
    words[at] = high;
    words[at + 1] = low;
    size++;
    if (size > words.length / 8 * 3) {
      grow();
    }
    return true;
  }

  /// Whether an id is there.
  public synchronized boolean contains(ObjectId id) {
    long high = high(id);
    long low = ((Id128) id).low();
    if (high == 0 && low == 0) {
      return zero;
    }
    int at = find(words, high, low);
    return words[at] != 0 || words[at + 1] != 0;
  }

  /// How many ids there are.
  public synchronized int size() {
    return zero ? size + 1 : size;
  }

  private static long high(ObjectId id) {
    long high = ((Id128) id).high();
    if (id.isTree()) {
      high ^= TREE;
    }
    return id.hash() == HashName.MD5 ? high : high ^ LEGACY;
  }

  /// The place of an id, or the empty one where it would go.
  private static int find(long[] words, long high, long low) {
    int slots = words.length / 2;
    int slot = (int) Math.unsignedMultiplyHigh(high ^ low * TREE, slots);
    while (true) {
      int at = 2 * slot;
      if (words[at] == high && words[at + 1] == low || words[at] == 0 && words[at + 1] == 0) {
        return at;
      }
      slot = slot + 1 == slots ? 0 : slot + 1;
    }
  }

  private void grow() {
    int slots = words.length / 2;
    long[] larger = new long[2 * (slots + slots / 2)];
    for (int i = 0; i < words.length; i += 2) {
      if (words[i] != 0 || words[i + 1] != 0) {
        int at = find(larger, words[i], words[i + 1]);
        larger[at] = words[i];
        larger[at + 1] = words[i + 1];
      }
    }
    words = larger;
  }
}
