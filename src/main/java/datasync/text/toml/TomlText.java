package datasync.text.toml;

import datasync.text.FormatException;

/// The characters of a document, a place in them, and the strings among them.
final class TomlText {
  final String text;
  private final String source;
  int at;

  TomlText(String text, String source) {
    this.text = text.replace("\r\n", "\n");
    this.source = source;
  }

  /// The character here, or -1 at the end.
  int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  boolean take(String wanted) {
    if (!text.startsWith(wanted, at)) {
      return false;
    }
    at += wanted.length();
    return true;
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /// Passes a comment, if one stands here, up to the end of its line.
  void skipComment() throws FormatException {
    if (peek() == '#') {
      while (peek() >= 0 && peek() != '\n') {
        refuseControl(peek());
        at++;
      }
    }
  }

  /// Passes blanks, comments and line ends.
  void skipLines() throws FormatException {
    while (true) {
      skipBlanks();
      skipComment();
      if (peek() != '\n') {
        return;
      }
      at++;
    }
  }

  /// Passes the end of a line with its comment.
  void endLine() throws FormatException {
    skipBlanks();
    skipComment();
    if (peek() >= 0 && !take("\n")) {
      throw wrong("expected the end of the line");
    }
  }

  /// Reads a string of one line, basic or literal.
  String string() throws FormatException {
    char quote = text.charAt(at++);
    StringBuilder out = new StringBuilder();
    while (true) {
      int c = peek();
      if (c < 0 || c == '\n') {
        throw wrong("unterminated string");
      }
      at++;
      if (c == quote) {
        return out.toString();
      }
      if (c == '\\' && quote == '"') {
        escape(out);
      } else {
        at--;
        refuseControl(c);
        at++;
        out.append((char) c);
      }
    }
  }

  /// Reads a string in three quotes.
  String lines() throws FormatException {
    char quote = text.charAt(at);
    String end = String.valueOf(quote).repeat(3);
    at += 3;
    take("\n");
    StringBuilder out = new StringBuilder();
    while (true) {
      int c = peek();
      if (c < 0) {
        throw wrong("unterminated string");
      }
      if (text.startsWith(end, at)) {
        at += 3;
        for (int more = 0; more < 2 && peek() == quote; more++) {
          out.append(quote);
          at++;
        }
        return out.toString();
      }
      if (c == '\\' && quote == '"') {
        at++;
        if (!joinsLines()) {
          escape(out);
        }
      } else {
        if (c != '\n') {
          refuseControl(c);
        }
        out.append((char) c);
        at++;
      }
    }
  }

  /// After a backslash: passes blank space that has a line end in it, if that is what follows.
  private boolean joinsLines() {
    int end = at;
    boolean broken = false;
    while (end < text.length() && " \t\n".indexOf(text.charAt(end)) >= 0) {
      if (!broken && text.charAt(end) == '\n') {
        broken = true;
      }
      end++;
    }
    if (broken) {
      at = end;
    }
    return broken;
  }

  private void escape(StringBuilder out) throws FormatException {
    int c = peek();
    at++;
    switch (c) {
      case 'b' -> out.append('\b');
      case 't' -> out.append('\t');
      case 'n' -> out.append('\n');
      case 'f' -> out.append('\f');
      case 'r' -> out.append('\r');
      case '"' -> out.append('"');
      case '\\' -> out.append('\\');
      case 'u' -> out.appendCodePoint(hex(4));
      case 'U' -> out.appendCodePoint(hex(8));
      default -> {
        at--;
        throw wrong("invalid escape in a string");
      }
    }
  }

  private int hex(int digits) throws FormatException {
    long code = 0;
    for (int i = 0; i < digits; i++) {
      int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw wrong("invalid escape in a string");
      }
      code = code << 4 | digit;
      at++;
    }
    if (code > Character.MAX_CODE_POINT || code >= 0xd800 && code <= 0xdfff) {
      throw wrong("escaped character is no Unicode scalar value");
    }
    return (int) code;
  }

  private void refuseControl(int c) throws FormatException {
    if (c < ' ' && c != '\t' || c == 0x7f) {
      throw wrong("control character");
    }
  }

  FormatException wrong(String reason) {
    int line = 1;
    int start = 0;
    int end = Math.min(at, text.length());
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new FormatException(source, line, text.codePointCount(start, end) + 1, reason);
  }
}
