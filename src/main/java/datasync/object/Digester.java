package datasync.object;

/// Computes the digest that names content. Used once, by one thread.
public sealed interface Digester permits Md5Digester, Dos2UnixDigester {
  /// Takes the next bytes.
  void update(byte[] bytes, int offset, int length);

  /// The id of everything taken; the digester is not used again.
  ///
  /// @param tree whether the content is a directory listing
  ObjectId finish(boolean tree);

  /// A new digester for a hash.
  static Digester of(HashName hash) {
    return hash == HashName.MD5 ? new Md5Digester() : new Dos2UnixDigester();
  }

  /// The id of bytes in memory.
  static ObjectId digest(HashName hash, byte[] content, boolean tree) {
    Digester digester = of(hash);
    digester.update(content, 0, content.length);
    return digester.finish(tree);
  }
}
