package datasync.object;

import java.io.IOException;
import java.io.InputStream;

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

  /// The id of bytes that are read for it.
  ///
  /// @throws IOException when they cannot be read
  static ObjectId digest(HashName hash, Payload payload, boolean tree) throws IOException {
    Digester digester = of(hash);
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = payload.open()) {
      int count = in.read(buffer);
      while (count >= 0) {
        digester.update(buffer, 0, count);
        count = in.read(buffer);
      }
    }
    return digester.finish(tree);
  }
}
