package datasync.text.python;

import java.util.Locale;

/// The text that a string token stands for.
final class StringLiteral {
  private StringLiteral() {}

  /// The text, or null for bytes, formatted strings and wrong escapes.
  static String value(String token) {
    int start = 0;
    while ("\"'".indexOf(token.charAt(start)) < 0) {
      start++;
    }
    String prefix = token.substring(0, start).toLowerCase(Locale.ROOT);
    if (prefix.contains("b") || prefix.contains("f")) {
      return null;
    }
    boolean isLong = token.startsWith("\"\"\"", start) || token.startsWith("'''", start);
    int quotes = isLong && token.length() - start >= 6 ? 3 : 1;
    String body = token.substring(start + quotes, token.length() - quotes);
    return prefix.contains("r") || body.indexOf('\\') < 0 ? body : unescape(body);
  }

  private static String unescape(String body) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      c = body.charAt(++i);
      int simple = "abfnrtv\\'\"".indexOf(c);
      if (simple >= 0) {
        out.append("\u0007\b\f\n\r\t\u000b\\'\"".charAt(simple));
      } else if (c >= '0' && c <= '7') {
        int end = i + 1;
        while (end < body.length() && end < i + 3 && body.charAt(end) >= '0'
            && body.charAt(end) <= '7') {
          end++;
        }
        out.append((char) Integer.parseInt(body, i, end, 8));
        i = end - 1;
      } else if (c == 'x' || c == 'u' || c == 'U') {
        int digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
        int code = hex(body, i + 1, digits);
        if (code < 0 || code > Character.MAX_CODE_POINT) {
          return null;
        }
        out.appendCodePoint(code);
        i += digits;
      } else if (c == 'N') {
        int end = body.indexOf('}', i);
        if (!body.startsWith("{", i + 1) || end < 0) {
          return null;
        }
        try {
          out.appendCodePoint(Character.codePointOf(body.substring(i + 2, end)));
        } catch (IllegalArgumentException e) {
          return null;
        }
        i = end;
      } else if (c != '\n') {
        out.append('\\').append(c);
      }
    }
    return out.toString();
  }

  private static int hex(String body, int from, int digits) {
    if (from + digits > body.length()) {
      return -1;
    }
    long code = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = body.charAt(i) < 128 ? Character.digit(body.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      code = code << 4 | digit;
    }
    return code > Character.MAX_CODE_POINT ? -1 : (int) code;
  }
}
