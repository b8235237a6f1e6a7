package datasync.object;

import java.util.Optional;

/// The name of an object: a digest, how it was computed, and whether the object lists a directory.
///
/// Values compare by hash name, then digest as unsigned bytes, then files before trees. Ids are
/// small; millions of them belong into a [Tree], which packs them.
public sealed interface ObjectId extends Comparable<ObjectId> permits Id128 {
  /// How the digest was computed.
  HashName hash();

  /// Whether the object is a directory listing, written with the suffix `.dir`.
  boolean isTree();

  /// The digest in lower-case hexadecimal, without suffix.
  String hex();

  /// The first eight bytes of the digest, big-endian.
  long high();

  /// The last eight bytes of the digest, big-endian.
  long low();

  /// The digest as metadata files record it: hexadecimal, with `.dir` for a tree.
  default String value() {
    return isTree() ? hex() + ".dir" : hex();
  }

  /// The id of a digest of 16 bytes.
  static ObjectId ofDigest(HashName hash, byte[] digest, boolean tree) {
    return Id128.ofDigest(hash, digest, tree);
  }

  /// The id of a digest in two words, as [#high] and [#low] give them.
  static ObjectId ofWords(HashName hash, long high, long low, boolean tree) {
    return new Id128(hash, high, low, tree);
  }

  /// The id a recorded value names, or empty when the value is no digest of this hash. Upper-case
  /// digits are accepted, as DVC lower-cases what it reads.
  static Optional<ObjectId> parse(HashName hash, String value) {
    return Id128.parse(hash, value);
  }

  /// The id a recorded value names.
  ///
  /// @throws IllegalArgumentException when the value is no digest; use [#parse] for foreign text
  static ObjectId of(HashName hash, String value) {
    return parse(hash, value)
        .orElseThrow(() -> new IllegalArgumentException("no " + hash.text() + ": " + value));
  }
}
