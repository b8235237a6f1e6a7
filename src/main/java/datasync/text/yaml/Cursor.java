package datasync.text.yaml;

import datasync.text.FormatException;

/// A position in a text that counts lines and columns as ruamel does.
///
/// Only a line feed starts a line; columns and the index count code points, a byte order mark
/// takes none. Beyond the end there are zero characters, which no legal text holds.
final class Cursor {
  final String text;
  final String source;
  int at;
  int line;
  int column;
  int index;

  Cursor(String text, String source) {
    this.text = text;
    this.source = source;
  }

  char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  void forward() {
    if (at >= text.length()) {
      return;
    }
    char c = text.charAt(at++);
    if (c == '\n') {
      line++;
      column = 0;
      index++;
    } else if (!Character.isLowSurrogate(c)) {
      index++;
      if (c != '\ufeff') {
        column++;
      }
    }
  }

  void forward(int count) {
    for (int i = 0; i < count; i++) {
      forward();
    }
  }

  /// Takes that many units as a string.
  String take(int count) {
    String taken = text.substring(at, at + count);
    forward(count);
    return taken;
  }

  /// Passes a line break and returns it, a line feed for what means one; null without a break.
  String takeBreak() {
    char c = peek();
    if (c == '\n' || c == '\u0085') {
      forward();
      return "\n";
    }
    if (c == '\u2028' || c == '\u2029') {
      forward();
      return c == '\u2028' ? "\u2028" : "\u2029";
    }
    return null;
  }

  /// Whether a line of three dashes or dots begins here, wherever in the line this is.
  boolean atSeparator() {
    return (text.startsWith("---", at) || text.startsWith("...", at)) && isGap(peek(3));
  }

  FormatException wrong(String reason) {
    return new FormatException(source, line + 1, column + 1, reason);
  }

  static boolean isBreak(char c) {
    return c == '\n' || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }

  /// Whether a line ends with this character: a break or the end of the text.
  static boolean isEnd(char c) {
    return c == 0 || isBreak(c);
  }

  /// Whether this character separates tokens: a blank, tab, break or the end of the text.
  static boolean isGap(char c) {
    return c == ' ' || c == '\t' || isEnd(c);
  }

  /// Refuses characters that no YAML text may hold.
  static void requirePrintable(String text, String source) throws FormatException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f || c == '\n' || c == '\t' || c == '\r') {
        continue;
      }
      if (Character.isHighSurrogate(c) && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c < 0xa0 && c != 0x85 || Character.isSurrogate(c) || c >= 0xfffe) {
        Cursor cursor = new Cursor(text, source);
        cursor.forward(i);
        throw cursor.wrong("special characters are not allowed");
      }
    }
  }
}
