package datasync.cli;

/// Makes text from files and servers safe to print: a name may hold what tells a terminal to
/// erase, retitle or type.
final class Visible {
  private static final int LONGEST = 1 << 14;

  private Visible() {}

  /// The text with control characters but tab and line feed escaped as `\x1b`, bidirectional
  /// controls as `\u202e`. The same string when there are none.
  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i))) {
        return escaped(text);
      }
    }
    return text;
  }

  /// As [#of], with the middle of an enormous text left out.
  static String cut(String text) {
    if (text.length() <= LONGEST) {
      return of(text);
    }
    int half = LONGEST / 2;
    return of(text.substring(0, half) + " … " + text.substring(text.length() - half));
  }

  private static boolean isControl(char c) {
    return c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0
        || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isControl(c)) {
        out.append(c);
      } else if (c < 0x100) {
        out.append(c < 0x10 ? "\\x0" : "\\x").append(Integer.toHexString(c));
      } else {
        out.append("\\u").append(Integer.toHexString(c));
      }
    }
    return out.toString();
  }
}
