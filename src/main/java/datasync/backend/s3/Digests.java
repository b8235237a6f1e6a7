package datasync.backend.s3;

import datasync.auth.aws.SigV4;
import datasync.backend.DvcLayout;
import datasync.object.ObjectId;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Digests as S3 has them in fields and tags.
final class Digests {
  /// The SHA-256 of nothing.
  static final String EMPTY = SigV4.sha256(new byte[0]);

  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

  private Digests() {}

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static byte[] md5(byte[] bytes) {
    return md5().digest(bytes);
  }

  /// The SHA-256 of a stream in hexadecimal; the stream is read to its end.
  static String sha256(InputStream in) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
    byte[] block = new byte[1 << 16];
    for (int count = in.read(block); count >= 0; count = in.read(block)) {
      digest.update(block, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// A digest as the value of `Content-MD5`.
  static String base64(byte[] digest) {
    return Base64.getEncoder().encodeToString(digest);
  }

  /// The MD5 of the content that a name in DVC's layout stands for: `files/md5/ab/cdef…`.
  static Optional<byte[]> named(String name) {
    Optional<ObjectId> id = DvcLayout.CURRENT.id(name);
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(HexFormat.of().parseHex(id.get().hex()));
  }

  /// A tag without its quotes and mark of weakness.
  static String tag(String etag) {
    String tag = etag.strip();
    tag = tag.startsWith("W/") ? tag.substring(2) : tag;
    boolean quoted = tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"");
    return quoted ? tag.substring(1, tag.length() - 1) : tag;
  }

  /// Whether a tag may be the MD5 of content and is that of another.
  static boolean contradicts(String etag, byte[] md5) {
    String tag = tag(etag).toLowerCase(Locale.ROOT);
    return MD5.matcher(tag).matches() && !tag.equals(HexFormat.of().formatHex(md5));
  }
}
