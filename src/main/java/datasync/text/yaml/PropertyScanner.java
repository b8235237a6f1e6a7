package datasync.text.yaml;

import datasync.text.FormatException;

/// Reads anchors, aliases, tags and directives.
final class PropertyScanner {
  private final Cursor cursor;

  PropertyScanner(Cursor cursor) {
    this.cursor = cursor;
  }

  private Token token(Token.Kind kind) {
    return new Token(kind, cursor.line, cursor.column);
  }

  /// An anchor or, after `*`, an alias.
  Token anchor() throws FormatException {
    boolean alias = cursor.peek() == '*';
    Token token = token(alias ? Token.Kind.ALIAS : Token.Kind.ANCHOR);
    cursor.forward();
    int length = 0;
    while (isNameCharacter(cursor.peek(length))) {
      length++;
    }
    char after = cursor.peek(length);
    if (length == 0 || !Cursor.isGap(after) && "?:,[]{}%@`".indexOf(after) < 0) {
      throw cursor.wrong("expected the name of an " + (alias ? "alias" : "anchor"));
    }
    token.value = cursor.take(length);
    return token;
  }

  private static boolean isNameCharacter(char c) {
    return c > ' ' && c < 0x7f && c != ',' && c != '[' && c != ']' && c != '{' && c != '}'
        || c >= 0xa0 && c != '\ufeff' && !Cursor.isBreak(c) || Character.isSurrogate(c);
  }

  Token tag() throws FormatException {
    Token token = token(Token.Kind.TAG);
    token.handle = "!";
    if (cursor.peek(1) == '!') {
      token.handle = "!!";
      cursor.forward();
    }
    char c = cursor.peek(1);
    if (c == '<') {
      cursor.forward(2);
      token.handle = null;
      token.value = uri();
      if (cursor.peek() != '>') {
        throw cursor.wrong("expected `>` at the end of a tag");
      }
      cursor.forward();
    } else if (Cursor.isGap(c)) {
      token.value = token.handle;
      token.handle = null;
      cursor.forward();
    } else {
      int length = 1;
      while (c != ' ' && !Cursor.isEnd(c) && c != '!') {
        c = cursor.peek(++length);
      }
      if (c == '!') {
        token.handle = handle();
      } else {
        cursor.forward();
      }
      token.value = uri();
    }
    if (cursor.peek() != ' ' && !Cursor.isEnd(cursor.peek())) {
      throw cursor.wrong("expected a blank after a tag");
    }
    return token;
  }

  private String handle() throws FormatException {
    int length = 1;
    char c = cursor.peek(length);
    if (c != ' ') {
      while (isWord(c)) {
        c = cursor.peek(++length);
      }
      if (c != '!') {
        throw cursor.wrong("expected `!` in a tag");
      }
      length++;
    }
    return cursor.take(length);
  }

  private static boolean isWord(char c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
        || c == '-' || c == '_';
  }

  private String uri() throws FormatException {
    StringBuilder text = new StringBuilder();
    while (true) {
      char c = cursor.peek();
      if (c == '%') {
        int high = Character.digit(cursor.peek(1), 16);
        int low = Character.digit(cursor.peek(2), 16);
        if (high < 0 || low < 0) {
          throw cursor.wrong("expected an escape of two hexadecimal digits in a tag");
        }
        text.append((char) (high << 4 | low));
        cursor.forward(3);
      } else if (isWord(c) || c != 0 && ";/?:@&=+$,.!~*'()[]#".indexOf(c) >= 0) {
        text.append(c);
        cursor.forward();
      } else if (text.isEmpty()) {
        throw cursor.wrong("expected the name of a tag");
      } else {
        return text.toString();
      }
    }
  }

  /// A directive with its line: the version of `%YAML` in the detail, handle and prefix of `%TAG`.
  Token directive() throws FormatException {
    Token token = token(Token.Kind.DIRECTIVE);
    cursor.forward();
    int length = 0;
    while (isWord(cursor.peek(length)) || cursor.peek(length) == ':'
        || cursor.peek(length) == '.') {
      length++;
    }
    if (length == 0) {
      throw cursor.wrong("expected the name of a directive");
    }
    token.value = cursor.take(length);
    requireGap();
    if (token.value.equals("YAML")) {
      skipBlanks();
      token.detail = version();
    } else if (token.value.equals("TAG")) {
      skipBlanks();
      token.handle = cursor.peek() == '!' ? handle() : "";
      if (cursor.peek() != ' ' || token.handle.isEmpty()) {
        throw cursor.wrong("expected a tag handle");
      }
      skipBlanks();
      token.detail = uri();
      requireGap();
    } else {
      skipLine();
    }
    skipBlanks();
    if (cursor.peek() == '#') {
      skipLine();
    }
    if (!Cursor.isEnd(cursor.peek())) {
      throw cursor.wrong("expected a comment or a line break after a directive");
    }
    cursor.takeBreak();
    return token;
  }

  private String version() throws FormatException {
    int length = 0;
    int dot = -1;
    for (char c = cursor.peek(); c >= '0' && c <= '9' || c == '.' && dot < 0; ) {
      dot = c == '.' ? length : dot;
      c = cursor.peek(++length);
    }
    if (dot < 1 || dot == length - 1) {
      throw cursor.wrong("expected a version");
    }
    String version = cursor.take(length);
    requireGap();
    return version;
  }

  private void requireGap() throws FormatException {
    if (cursor.peek() != ' ' && !Cursor.isEnd(cursor.peek())) {
      throw cursor.wrong("unexpected character in a directive");
    }
  }

  private void skipBlanks() {
    while (cursor.peek() == ' ') {
      cursor.forward();
    }
  }

  private void skipLine() {
    while (!Cursor.isEnd(cursor.peek())) {
      cursor.forward();
    }
  }
}
