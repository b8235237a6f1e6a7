package datasync.auth.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The keys that signatures of one service and region are made with: one for each secret and day,
/// of which the last is kept. Safe for several threads.
final class SigningKeys {
  private static final String HMAC = "HmacSHA256";

  private final String service;
  private final String region;
  private volatile Kept kept;

  SigningKeys(String service, String region) {
    this.service = service;
    this.region = region;
  }

  /// @param mac has the key and is only copied
  private record Kept(String secret, String day, Mac mac) {
    @Override
    public String toString() {
      return "a key of " + day;
    }
  }

  /// The signature of a text.
  ///
  /// @param day the day as `20261231`
  byte[] sign(String secret, String day, String text) {
    Kept known = kept;
    if (known == null || !known.day.equals(day) || !known.secret.equals(secret)) {
      known = new Kept(secret, day, mac(key(secret, day)));
      kept = known;
    }
    try {
      return ((Mac) known.mac.clone()).doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (CloneNotSupportedException other) {
      // of another provider than the JDK's
      return hmac(key(secret, day), text);
    }
  }

  private byte[] key(String secret, String day) {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    key = hmac(key, day);
    key = hmac(key, region);
    key = hmac(key, service);
    return hmac(key, "aws4_request");
  }

  private static byte[] hmac(byte[] key, String text) {
    return mac(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
