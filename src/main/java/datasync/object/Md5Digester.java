package datasync.object;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// MD5 over the bytes as they are.
final class Md5Digester implements Digester {
  private final MessageDigest digest = create();

  static MessageDigest create() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has MD5", impossible);
    }
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
  }

  @Override
  public ObjectId finish(boolean tree) {
    return ObjectId.ofDigest(HashName.MD5, digest.digest(), tree);
  }
}
