package datasync.object;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/// The files of a tracked directory: relative paths with object ids, sorted by code point.
///
/// Immutable and packed: a file costs its path in UTF-8 and 30 bytes, so that a tree of a million
/// files fits a small heap, also while it is built. Paths have `/` between components and no
/// leading `./`; they are not checked for safety here, whoever writes files does that.
public final class Tree {
  private final HashName hash;
  private final PathBytes paths;
  private final int[] places;
  private final char[] lengths;
  private final long[] digests;
  private final long[] sizes;

  /// Takes what a builder has, and leaves it empty.
  private Tree(Builder builder) {
    hash = builder.hash;
    paths = builder.paths;
    places = builder.count == builder.places.length
        ? builder.places : Arrays.copyOf(builder.places, builder.count);
    builder.places = null;
    lengths = builder.count == builder.lengths.length
        ? builder.lengths : Arrays.copyOf(builder.lengths, builder.count);
    builder.lengths = null;
    digests = 2 * builder.count == builder.digests.length
        ? builder.digests : Arrays.copyOf(builder.digests, 2 * builder.count);
    builder.digests = null;
    sizes = builder.count == builder.sizes.length
        ? builder.sizes : Arrays.copyOf(builder.sizes, builder.count);
    builder.clear(0);
  }

  private Tree(Tree other, long[] bytes) {
    hash = other.hash;
    paths = other.paths;
    places = other.places;
    lengths = other.lengths;
    digests = other.digests;
    sizes = bytes;
  }

  /// A tree without files, of DVC 3's hash.
  public static Tree empty() {
    return new Builder(HashName.MD5, 0).build();
  }

  /// The hash that names the files.
  public HashName hash() {
    return hash;
  }

  /// The number of files.
  public int size() {
    return places.length;
  }

  /// The path of the file at an index from 0 to [#size].
  public String path(int index) {
    return paths.text(places[index], lengths[index]);
  }

  /// Copies the path of the file at an index, in UTF-8.
  ///
  /// @param target long enough for [#pathLength] bytes from `at`
  public void copyPath(int index, byte[] target, int at) {
    paths.copy(places[index], lengths[index], target, at);
  }

  /// The bytes of a path in UTF-8.
  public int pathLength(int index) {
    return lengths[index];
  }

  /// The object id of the file at an index.
  public ObjectId id(int index) {
    return new Id128(hash, digests[2 * index], digests[2 * index + 1], false);
  }

  /// The ids of all files, as a view.
  public List<ObjectId> ids() {
    return new AbstractList<>() {
      @Override
      public ObjectId get(int index) {
        return id(index);
      }

      @Override
      public int size() {
        return places.length;
      }
    };
  }

  /// The same files with other sizes.
  ///
  /// @param bytes for each index the bytes of the file, or −1; not copied
  public Tree withSizes(long[] bytes) {
    return new Tree(this, bytes);
  }

  /// The bytes of the file at an index, or −1 when unknown: listings do not tell.
  public long bytes(int index) {
    return sizes[index];
  }

  /// Whether the files at two indices of two trees have the same id; costs no allocation.
  public boolean sameId(int index, Tree other, int otherIndex) {
    return hash == other.hash
        && digests[2 * index] == other.digests[2 * otherIndex]
        && digests[2 * index + 1] == other.digests[2 * otherIndex + 1];
  }

  /// Orders the paths at two indices of two trees by code point; costs no allocation.
  public int comparePath(int index, Tree other, int otherIndex) {
    return paths.compare(
        places[index], lengths[index],
        other.paths, other.places[otherIndex], other.lengths[otherIndex]);
  }

  /// The sum of all sizes in bytes, or −1 when one is unknown.
  public long totalBytes() {
    long total = 0;
    for (long size : sizes) {
      if (size < 0) {
        return -1;
      }
      total += size;
    }
    return total;
  }

  /// The index of a path, or `-(insertion point) - 1` when it is not there.
  public int indexOf(String path) {
    return indexOf(within(""), path);
  }

  /// The files below a folder, among which [#indexOf(Within, String)] searches.
  ///
  /// @param from the index of the first
  /// @param to the index behind the last
  /// @param start the bytes of a path that come before what is relative to the folder
  public record Within(int from, int to, int start) {}

  /// The files below a folder.
  ///
  /// @param folder empty for all files
  public Within within(String folder) {
    if (folder.isEmpty()) {
      return new Within(0, size(), 0);
    }
    int start = folder.getBytes(StandardCharsets.UTF_8).length + 1;
    return new Within(startOf(folder), endOf(folder), start);
  }

  /// The index of a path that is relative to a folder, or `-(insertion point) - 1` when it is not
  /// there. Cheaper than [#indexOf(String)] where many are searched for.
  public int indexOf(Within within, String path) {
    byte[] wanted = path.getBytes(StandardCharsets.UTF_8);
    int start = within.start();
    int low = within.from();
    int high = within.to() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = paths.compare(places[middle] + start, lengths[middle] - start, wanted);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /// The index of the first file below a folder; the files of a folder are consecutive from there
  /// to [#endOf].
  public int startOf(String folder) {
    int index = indexOf(folder + "/");
    return index >= 0 ? index : -index - 1;
  }

  /// The index behind the last file below a folder; equal to [#startOf] when there is none.
  public int endOf(String folder) {
    int index = indexOf(folder + "0"); // '0' is the character behind '/'
    return index >= 0 ? index : -index - 1;
  }

  /// The files below a folder as a tree of their own, with paths relative to the folder.
  public Tree below(String folder) {
    int from = startOf(folder);
    int to = endOf(folder);
    Builder part = new Builder(hash, to - from);
    for (int i = from; i < to; i++) {
      part.add(path(i).substring(folder.length() + 1), id(i), sizes[i]);
    }
    return part.build();
  }

  /// A builder that starts with the files of this tree that `folder` does not hold.
  public Builder without(String folder) {
    Builder builder = new Builder(hash, size());
    int from = startOf(folder);
    int to = endOf(folder);
    int exact = indexOf(folder);
    for (int i = 0; i < size(); i++) {
      if ((i < from || i >= to) && i != exact) {
        builder.add(this, i);
      }
    }
    return builder;
  }

  /// Equal trees have the same hash name, paths and ids; sizes do not count.
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Tree that)
        || hash != that.hash
        || !Arrays.equals(lengths, that.lengths)
        || !Arrays.equals(digests, that.digests)) {
      return false;
    }
    if (paths == that.paths && places == that.places) {
      return true;
    }
    for (int i = 0; i < places.length; i++) {
      if (comparePath(i, that, i) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digests);
  }

  /// Collects files in any order. Not safe for several threads.
  public static final class Builder {
    private final HashName hash;
    private PathBytes paths;
    private int[] places;
    private char[] lengths;
    private long[] digests;
    private long[] sizes;
    private int count;

    /// @param hash the hash of every id that will be added
    /// @param expected about how many files there will be
    public Builder(HashName hash, int expected) {
      this.hash = hash;
      clear(expected);
    }

    private void clear(int expected) {
      count = 0;
      paths = new PathBytes();
      places = new int[Math.max(16, expected)];
      lengths = new char[places.length];
      digests = new long[places.length * 2];
      sizes = new long[places.length];
    }

    /// The number of files so far.
    public int size() {
      return count;
    }

    /// Adds a file.
    ///
    /// @param size its bytes, or −1 when unknown
    /// @throws IllegalArgumentException when the path cannot be written in UTF-8 or is longer than
    ///     65,535 bytes, or the id is of another hash
    public Builder add(String path, ObjectId id, long size) {
      Id128 packed = (Id128) id;
      if (packed.hash() != hash || packed.isTree()) {
        throw new IllegalArgumentException(id + " in a tree of " + hash.text());
      }
      byte[] name = encode(path);
      if (name.length >= PathBytes.LONGEST) {
        throw new IllegalArgumentException("a path of " + name.length + " bytes");
      }
      grow();
      places[count] = paths.add(name, 0, name.length);
      put(name.length, packed.high(), packed.low(), size);
      return this;
    }

    /// Adds a file of unknown size whose path is ASCII.
    ///
    /// @param high the first word of its digest
    /// @param low the last word of it
    /// @throws IllegalArgumentException when the path is longer than 65,535 bytes
    public void add(byte[] ascii, int from, int length, long high, long low) {
      if (length >= PathBytes.LONGEST) {
        throw new IllegalArgumentException("a path of " + length + " bytes");
      }
      grow();
      places[count] = paths.add(ascii, from, length);
      put(length, high, low, -1);
    }

    /// Adds the file at an index of another tree of the same hash.
    public void add(Tree from, int index) {
      grow();
      places[count] = paths.add(from.paths, from.places[index], from.lengths[index]);
      put(from.lengths[index], from.digests[2 * index], from.digests[2 * index + 1],
          from.sizes[index]);
    }

    private void put(int length, long high, long low, long size) {
      lengths[count] = (char) length;
      digests[2 * count] = high;
      digests[2 * count + 1] = low;
      sizes[count] = size;
      count++;
    }

    /// Makes room for one more file.
    private void grow() {
      if (count == places.length) {
        int room = count + count / 2;
        places = Arrays.copyOf(places, room);
        lengths = Arrays.copyOf(lengths, room);
        digests = Arrays.copyOf(digests, room * 2);
        sizes = Arrays.copyOf(sizes, room);
      }
    }

    private static byte[] encode(String path) {
      byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
      if (path.indexOf('?') < 0) {
        for (byte each : bytes) {
          if (each == '?') {
            throw new IllegalArgumentException("not valid UTF-8: " + path);
          }
        }
        return bytes;
      }
      try {
        var strict = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(path));
        return Arrays.copyOf(strict.array(), strict.limit());
      } catch (CharacterCodingException broken) {
        throw new IllegalArgumentException("not valid UTF-8: " + path, broken);
      }
    }

    /// Whether the files were added in the order of a tree.
    public boolean isSorted() {
      int at = 1;
      while (at < count && compare(at - 1, at) < 0) {
        at++;
      }
      return at >= count;
    }

    /// The tree of all files added. The builder is empty afterwards.
    ///
    /// @throws IllegalArgumentException when a path was added twice
    public Tree build() {
      if (!isSorted()) {
        sort();
      }
      return new Tree(this);
    }

    private int compare(int left, int right) {
      return paths.compare(
          places[left], lengths[left], paths, places[right], lengths[right]);
    }

    private void sort() {
      int[] order = IntOrder.of(count, this::compare);
      for (int i = 1; i < count; i++) {
        if (compare(order[i - 1], order[i]) == 0) {
          int twice = order[i];
          throw new IllegalArgumentException(
              "twice: " + paths.text(places[twice], lengths[twice]));
        }
      }
      for (int i = 0; i < count; i++) {
        if (order[i] >= 0) {
          cycle(order, i);
        }
      }
    }

    /// Brings the files of one cycle of a permutation to their places, and marks them as done.
    private void cycle(int[] order, int start) {
      int place = places[start];
      char length = lengths[start];
      long high = digests[2 * start];
      long low = digests[2 * start + 1];
      long size = sizes[start];
      int to = start;
      for (int from = order[to]; from != start; from = order[to]) {
        places[to] = places[from];
        lengths[to] = lengths[from];
        digests[2 * to] = digests[2 * from];
        digests[2 * to + 1] = digests[2 * from + 1];
        sizes[to] = sizes[from];
        order[to] = -1;
        to = from;
      }
      order[to] = -1;
      places[to] = place;
      lengths[to] = length;
      digests[2 * to] = high;
      digests[2 * to + 1] = low;
      sizes[to] = size;
    }
  }
}
