package datasync.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Percent-encoding of addresses (RFC 3986, section 2).
public final class Percent {
  private static final String HEX = "0123456789ABCDEF";
  private static final String SAFE_IN_PATH = "-._~!$&'()*+,;=:@/";

  private Percent() {}

  /// The bytes behind `%xx` as UTF-8; a `%` that is not followed by two digits stays.
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
      if (low < 0) {
        bytes.write(raw[i]);
      } else {
        bytes.write(high << 4 | low);
        i += 2;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// A path for an address: everything but unreserved characters, sub-delimiters, `:`, `@` and `/`
  /// is encoded; `%` always is.
  public static String encodePath(String path) {
    return encode(path, false);
  }

  /// The same for a path that may be encoded already: a `%` followed by two digits stays.
  public static String requotePath(String path) {
    return encode(path, true);
  }

  private static String encode(String text, boolean keepEscapes) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder encoded = new StringBuilder(raw.length);
    for (int i = 0; i < raw.length; i++) {
      int value = raw[i] & 0xff;
      boolean escape =
          keepEscapes
              && value == '%'
              && i + 2 < raw.length
              && Character.digit(raw[i + 1], 16) >= 0
              && Character.digit(raw[i + 2], 16) >= 0;
      if (escape || isSafe(value)) {
        encoded.append((char) value);
      } else {
        encoded.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 15));
      }
    }
    return encoded.toString();
  }

  /// One byte as `%xx`.
  static String encodeByte(int value) {
    return "%" + HEX.charAt(value >> 4 & 15) + HEX.charAt(value & 15);
  }

  private static boolean isSafe(int value) {
    return value >= 'a' && value <= 'z'
        || value >= 'A' && value <= 'Z'
        || value >= '0' && value <= '9'
        || SAFE_IN_PATH.indexOf(value) >= 0;
  }
}
