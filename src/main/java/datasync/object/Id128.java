package datasync.object;

import java.util.HexFormat;
import java.util.Optional;

/// An id of a digest of 128 bits, big-endian in two words.
record Id128(HashName hash, long high, long low, boolean isTree) implements ObjectId {
  private static final int HEX_LENGTH = 32;
  private static final String TREE_SUFFIX = ".dir";

  static ObjectId ofDigest(HashName hash, byte[] digest, boolean tree) {
    if (digest.length != Long.BYTES * 2) {
      throw new IllegalArgumentException("a digest of " + digest.length + " bytes");
    }
    return new Id128(hash, word(digest, 0), word(digest, Long.BYTES), tree);
  }

  private static long word(byte[] digest, int from) {
    long word = 0;
    for (int i = from; i < from + Long.BYTES; i++) {
      word = word << 8 | (digest[i] & 0xff);
    }
    return word;
  }

  static Optional<ObjectId> parse(HashName hash, String value) {
    boolean tree = value.endsWith(TREE_SUFFIX);
    int length = tree ? value.length() - TREE_SUFFIX.length() : value.length();
    if (length != HEX_LENGTH) {
      return Optional.empty();
    }
    for (int i = 0; i < length; i++) {
      if (!HexFormat.isHexDigit(value.charAt(i))) {
        return Optional.empty();
      }
    }
    long high = HexFormat.fromHexDigitsToLong(value, 0, HEX_LENGTH / 2);
    long low = HexFormat.fromHexDigitsToLong(value, HEX_LENGTH / 2, HEX_LENGTH);
    return Optional.of(new Id128(hash, high, low, tree));
  }

  @Override
  public String hex() {
    HexFormat format = HexFormat.of();
    return format.toHexDigits(high).concat(format.toHexDigits(low));
  }

  @Override
  public int compareTo(ObjectId other) {
    Id128 that = (Id128) other;
    int order = hash.compareTo(that.hash);
    if (order == 0) {
      order = Long.compareUnsigned(high, that.high);
    }
    if (order == 0) {
      order = Long.compareUnsigned(low, that.low);
    }
    return order == 0 ? Boolean.compare(isTree, that.isTree) : order;
  }

  /// Written out because the generated one takes longer to start than a short command.
  @Override
  public boolean equals(Object other) {
    return other instanceof Id128 that
        && high == that.high
        && low == that.low
        && isTree == that.isTree
        && hash == that.hash;
  }

  @Override
  public int hashCode() {
    return (int) (high ^ high >>> 32) + (isTree ? 1 : 0);
  }

  @Override
  public String toString() {
    return hash.text() + ":" + value();
  }
}
