package datasync.text.yaml;

import datasync.text.FormatException;

/// Reads plain and quoted scalars, which fold their lines.
final class ScalarScanner {
  private final Scanner scanner;
  private final Cursor cursor;

  ScalarScanner(Scanner scanner) {
    this.scanner = scanner;
    this.cursor = scanner.cursor;
  }

  Token plain() {
    Token token = scanner.token(Token.Kind.SCALAR);
    int indent = scanner.indent + 1;
    StringBuilder text = null;
    String spaces = "";
    while (cursor.peek() != '#') {
      int length = plainLength();
      if (length == 0) {
        break;
      }
      scanner.allowKey = false;
      String word = cursor.take(length);
      if (token.value == null) {
        token.value = word;
      } else {
        text = text == null ? new StringBuilder(token.value) : text;
        text.append(spaces).append(word);
      }
      token.endLine = cursor.line;
      spaces = plainSpaces();
      if (spaces == null || spaces.isEmpty()
          || cursor.peek() == '#' || !scanner.inFlow() && cursor.column < indent) {
        break;
      }
    }
    token.value = text == null ? token.value == null ? "" : token.value : text.toString();
    if (scanner.keepsComments() && spaces != null && spaces.startsWith("\n")) {
      token.addPost(new Comment(spaces + "\n", token.line, token.column));
    }
    return token;
  }

  private int plainLength() {
    boolean flow = scanner.inFlow();
    int length = 0;
    while (true) {
      char c = cursor.peek(length);
      if (c == ':') {
        if (Cursor.isGap(cursor.peek(length + 1))) {
          return length;
        }
      } else if (Cursor.isGap(c)
          || flow && (c == ',' || c == '[' || c == ']' || c == '{' || c == '}')) {
        return length;
      }
      length++;
    }
  }

  /// What stands between two words: blanks or folded breaks; null at a document separator.
  private String plainSpaces() {
    int start = cursor.at;
    while (cursor.peek() == ' ') {
      cursor.forward();
    }
    if (!Cursor.isBreak(cursor.peek())) {
      return cursor.at - start == 1 ? " " : cursor.text.substring(start, cursor.at);
    }
    String first = cursor.takeBreak();
    scanner.allowKey = true;
    if (cursor.atSeparator()) {
      return null;
    }
    StringBuilder breaks = null;
    while (cursor.peek() == ' ' || Cursor.isBreak(cursor.peek())) {
      if (cursor.peek() == ' ') {
        cursor.forward();
        continue;
      }
      breaks = breaks == null ? new StringBuilder() : breaks;
      breaks.append(cursor.takeBreak());
      if (cursor.atSeparator()) {
        return null;
      }
    }
    return folded(first, breaks);
  }

  private static String folded(String first, StringBuilder breaks) {
    if (!first.equals("\n")) {
      return breaks == null ? first : first + breaks;
    }
    return breaks == null ? " " : breaks.toString();
  }

  Token quoted(char quote) throws FormatException {
    Token token = scanner.token(Token.Kind.SCALAR);
    token.style = quote;
    StringBuilder text = new StringBuilder();
    cursor.forward();
    words(quote, text);
    while (cursor.peek() != quote) {
      spaces(text);
      words(quote, text);
    }
    cursor.forward();
    token.endLine = cursor.line;
    token.value = text.toString();
    return token;
  }

  private void words(char quote, StringBuilder text) throws FormatException {
    while (true) {
      int length = 0;
      for (char c = cursor.peek(); !Cursor.isGap(c) && c != '\'' && c != '"' && c != '\\'; ) {
        c = cursor.peek(++length);
      }
      if (length > 0) {
        text.append(cursor.text, cursor.at, cursor.at + length);
        cursor.forward(length);
      }
      char c = cursor.peek();
      if (quote == '\'' && c == '\'' && cursor.peek(1) == '\'') {
        text.append('\'');
        cursor.forward(2);
      } else if (c == '\\' && quote == '"') {
        cursor.forward();
        escape(text);
      } else if ((c == '\'' || c == '"' || c == '\\') && c != quote) {
        text.append(c);
        cursor.forward();
      } else {
        return;
      }
    }
  }

  private void escape(StringBuilder text) throws FormatException {
    char c = cursor.peek();
    int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits > 0) {
      cursor.forward();
      text.appendCodePoint(hex(digits));
      return;
    }
    if (Cursor.isBreak(c)) {
      cursor.takeBreak();
      breaks(text);
      return;
    }
    int at = "0abt\tnvfre \"/\\N_LP".indexOf(c);
    if (c == 0 || at < 0) {
      throw cursor.wrong("unknown escape character in a double-quoted scalar");
    }
    text.append("\0\u0007\b\t\t\n\u000b\f\r\u001b \"/\\\u0085\u00a0\u2028\u2029".charAt(at));
    cursor.forward();
  }

  private int hex(int digits) throws FormatException {
    long code = 0;
    for (int i = 0; i < digits; i++) {
      char c = cursor.peek(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw cursor.wrong("expected an escape sequence of " + digits + " hexadecimal digits");
      }
      code = code << 4 | digit;
    }
    if (code > Character.MAX_CODE_POINT) {
      throw cursor.wrong("escape sequence beyond the last character");
    }
    cursor.forward(digits);
    return (int) code;
  }

  private void spaces(StringBuilder text) throws FormatException {
    int start = cursor.at;
    while (cursor.peek() == ' ' || cursor.peek() == '\t') {
      cursor.forward();
    }
    char c = cursor.peek();
    if (c == 0) {
      throw cursor.wrong("unexpected end of the text in a quoted scalar");
    }
    if (!Cursor.isBreak(c)) {
      text.append(cursor.text, start, cursor.at);
      return;
    }
    String first = cursor.takeBreak();
    StringBuilder more = new StringBuilder();
    breaks(more);
    text.append(folded(first, more.isEmpty() ? null : more));
  }

  private void breaks(StringBuilder text) throws FormatException {
    while (true) {
      if (cursor.atSeparator()) {
        throw cursor.wrong("unexpected document separator in a quoted scalar");
      }
      while (cursor.peek() == ' ' || cursor.peek() == '\t') {
        cursor.forward();
      }
      if (!Cursor.isBreak(cursor.peek())) {
        return;
      }
      text.append(cursor.takeBreak());
    }
  }
}
