package datasync.repo.care;

import datasync.object.ObjectId;
import java.util.Arrays;
import java.util.HexFormat;

/// Chooses the objects whose bytes are read, by their ids and a seed alone: the same seed chooses
/// the same of them in whatever order they come. Safe for several threads.
final class Sampler {
  private static final int DIGITS = 16;

  private final long seed;
  private final long limit;
  private final boolean all;

  private Sampler(long seed, long limit, boolean all) {
    this.seed = seed;
    this.limit = limit;
    this.all = all;
  }

  /// A part of all objects, about.
  static Sampler ofShare(double share, long seed) {
    if (share >= 1) {
      return new Sampler(seed, 0, true);
    }
    return new Sampler(seed, (long) (share * Long.MAX_VALUE), false);
  }

  /// Whether the bytes of an object are to be read.
  boolean picks(ObjectId id) {
    return all || place(id, seed) < limit;
  }

  /// Where an object stands in the order of a seed, from 0 on.
  private static long place(ObjectId id, long seed) {
    String hex = id.hex();
    long mixed =
        HexFormat.fromHexDigitsToLong(hex, 0, DIGITS)
            ^ Long.rotateLeft(HexFormat.fromHexDigitsToLong(hex, DIGITS, 2 * DIGITS), 17)
            ^ seed * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return (mixed ^ mixed >>> 31) >>> 1;
  }

  /// Counts objects, to choose an exact number of them. Safe for several threads.
  static final class Census {
    private final long seed;
    private long[] places = new long[1024];
    private int size;

    Census(long seed) {
      this.seed = seed;
    }

    /// Counts an object; a listing is not one of those to choose from, as each is read anyway.
    synchronized void add(ObjectId id) {
      if (id.isTree()) {
        return;
      }
      if (size == places.length) {
        places = Arrays.copyOf(places, size + size / 2);
      }
      places[size] = place(id, seed);
      size++;
    }

    /// The sampler that chooses as many as wanted of those that were counted.
    synchronized Sampler choose(long count) {
      if (count >= size) {
        return new Sampler(seed, 0, true);
      }
      Arrays.sort(places, 0, size);
      return new Sampler(seed, places[(int) count], false);
    }
  }
}
