package datasync.workspace;

import datasync.object.HashName;

/// The 64 bits by which [StatIndex] finds a path.
///
/// Two paths with one key only cost a hash: an entry is used only when inode, time and size are
/// those of the file, too.
final class PathKey {
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private PathKey() {}

  /// The state before the first character.
  static long start() {
    return 0xCBF29CE484222325L;
  }

  /// The state after more characters.
  static long extend(long state, String text) {
    long hash = state;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  /// The state after a separator and a name; at the top there is no separator.
  static long child(long state, String name) {
    return extend(state == start() ? state : extend(state, "/"), name);
  }

  /// The key of a whole path and the hash that names its content.
  static long finish(long state, HashName hash) {
    long key = state + hash.ordinal() * PRIME;
    key = (key ^ key >>> 30) * 0xBF58476D1CE4E5B9L;
    key = (key ^ key >>> 27) * 0x94D049BB133111EBL;
    return key ^ key >>> 31;
  }
}
