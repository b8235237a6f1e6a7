package datasync.object;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The files of a tracked directory: relative paths with object ids, sorted by code point.
///
/// Immutable and packed: a file costs its path in UTF-8 and 28 bytes, so that a tree of a million
/// files fits a small heap. Paths have `/` between components and no leading `./`; they are not
/// checked for safety here, whoever writes files does that.
public final class Tree {
  private final HashName hash;
  private final byte[] paths;
  private final int[] ends;
  private final long[] digests;
  private final long[] sizes;

  private Tree(HashName hash, byte[] paths, int[] ends, long[] digests, long[] sizes) {
    this.hash = hash;
    this.paths = paths;
    this.ends = ends;
    this.digests = digests;
    this.sizes = sizes;
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
    return ends.length;
  }

  /// The path of the file at an index from 0 to [#size].
  public String path(int index) {
    int start = start(index);
    return new String(paths, start, ends[index] - start, StandardCharsets.UTF_8);
  }

  /// The object id of the file at an index.
  public ObjectId id(int index) {
    return new Id128(hash, digests[2 * index], digests[2 * index + 1], false);
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
    return Arrays.compareUnsigned(
        paths, start(index), ends[index],
        other.paths, other.start(otherIndex), other.ends[otherIndex]);
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
    byte[] wanted = path.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = ends.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order =
          Arrays.compareUnsigned(
              paths, start(middle), ends[middle], wanted, 0, wanted.length);
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
        builder.copy(this, i);
      }
    }
    return builder;
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  /// Equal trees have the same hash name, paths and ids; sizes do not count.
  @Override
  public boolean equals(Object other) {
    return other instanceof Tree that
        && hash == that.hash
        && Arrays.equals(ends, that.ends)
        && Arrays.equals(digests, that.digests)
        && Arrays.equals(paths, that.paths);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digests);
  }

  /// Collects files in any order. Not safe for several threads.
  public static final class Builder {
    private final HashName hash;
    private byte[] paths;
    private int[] ends;
    private long[] digests;
    private long[] sizes;
    private int count;

    /// @param hash the hash of every id that will be added
    /// @param expected about how many files there will be
    public Builder(HashName hash, int expected) {
      this.hash = hash;
      this.paths = new byte[Math.max(16, expected) * 16];
      this.ends = new int[Math.max(16, expected)];
      this.digests = new long[ends.length * 2];
      this.sizes = new long[ends.length];
    }

    /// The number of files so far.
    public int size() {
      return count;
    }

    /// Adds a file.
    ///
    /// @param size its bytes, or −1 when unknown
    /// @throws IllegalArgumentException when the path cannot be written in UTF-8 or the id is of
    ///     another hash
    public Builder add(String path, ObjectId id, long size) {
      Id128 packed = (Id128) id;
      if (packed.hash() != hash || packed.isTree()) {
        throw new IllegalArgumentException(id + " in a tree of " + hash.text());
      }
      byte[] name = encode(path);
      append(name, 0, name.length);
      digests[2 * count] = packed.high();
      digests[2 * count + 1] = packed.low();
      sizes[count] = size;
      count++;
      return this;
    }

    private void copy(Tree from, int index) {
      int start = from.start(index);
      append(from.paths, start, from.ends[index] - start);
      digests[2 * count] = from.digests[2 * index];
      digests[2 * count + 1] = from.digests[2 * index + 1];
      sizes[count] = from.sizes[index];
      count++;
    }

    /// Makes room for one more file and adds its path.
    private void append(byte[] names, int from, int length) {
      int start = count == 0 ? 0 : ends[count - 1];
      if (start + length > paths.length) {
        paths = Arrays.copyOf(paths, Math.max(start + length, paths.length * 2));
      }
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, count * 2);
        digests = Arrays.copyOf(digests, count * 4);
        sizes = Arrays.copyOf(sizes, count * 2);
      }
      System.arraycopy(names, from, paths, start, length);
      ends[count] = start + length;
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

    /// The tree of all files added.
    ///
    /// @throws IllegalArgumentException when a path was added twice
    public Tree build() {
      Tree added =
          new Tree(
              hash,
              paths,
              Arrays.copyOf(ends, count),
              Arrays.copyOf(digests, count * 2),
              Arrays.copyOf(sizes, count));
      int at = 1;
      while (at < count && added.comparePath(at - 1, added, at) < 0) {
        at++;
      }
      if (at >= count) {
        int used = count == 0 ? 0 : ends[count - 1];
        return new Tree(
            hash, Arrays.copyOf(paths, used), added.ends, added.digests, added.sizes);
      }
      return sorted(added);
    }

    private Tree sorted(Tree added) {
      Integer[] order = new Integer[count];
      Arrays.setAll(order, index -> index);
      Arrays.sort(order, (left, right) -> added.comparePath(left, added, right));
      Builder builder = new Builder(hash, count);
      for (int i = 0; i < count; i++) {
        int index = order[i];
        if (i > 0 && added.comparePath(order[i - 1], added, index) == 0) {
          throw new IllegalArgumentException("twice: " + added.path(index));
        }
        builder.copy(added, index);
      }
      return builder.build();
    }
  }
}
