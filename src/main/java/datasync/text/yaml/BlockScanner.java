package datasync.text.yaml;

import datasync.text.FormatException;

/// Reads block scalars, `|` and `>`.
final class BlockScanner {
  /// Marks, in a folded scalar, a blank that was a line break, for writing it as one again.
  static final char FOLD = '\u0007';

  private final Scanner scanner;
  private final Cursor cursor;
  /// `+` keeps and `-` strips the breaks at the end; 0 keeps one.
  private char chomping;
  /// The indent that the first line states, 0 for none.
  private int increment;
  private int endLine;
  private int endColumn;
  private int deepest;

  BlockScanner(Scanner scanner) {
    this.scanner = scanner;
    this.cursor = scanner.cursor;
  }

  Token scan(char style) throws FormatException {
    Token token = scanner.token(Token.Kind.SCALAR);
    token.style = style;
    cursor.forward();
    firstLineHints();
    String header = firstLineRest();
    StringBuilder breaks = new StringBuilder();
    int least = scanner.indent + 1;
    int indent;
    if (increment == 0) {
      indentation(breaks);
      indent = Math.max(least, deepest);
    } else {
      least = Math.max(least, 1);
      indent = least + increment - 1;
      breaks(indent, breaks);
    }
    StringBuilder text = new StringBuilder();
    String last = lines(style == '>', indent, least, breaks, text);
    if (chomping != '-') {
      text.append(last);
    }
    StringBuilder trailing = new StringBuilder();
    (chomping == '+' ? text : trailing).append(breaks);
    token.value = text.toString();
    token.endLine = endLine;
    if (scanner.keepsComments()) {
      attach(token, header, trailing);
    }
    return token;
  }

  private void attach(Token token, String header, StringBuilder trailing) {
    if (header != null) {
      token.slots = new Slots();
      token.slots.header = header;
    }
    if (trailing.isEmpty()) {
      return;
    }
    Comment after = new Comment(trailing.toString(), endLine, endColumn);
    for (Comment next = scanner.skip(); next != null; next = scanner.skip()) {
      after.append(next);
    }
    token.addPost(after);
  }

  /// Reads the lines; leaves in `breaks` those after the last one and returns its own break.
  private String lines(boolean folded, int indent, int least, StringBuilder breaks,
      StringBuilder text) {
    String last = "";
    while (cursor.column == indent && cursor.peek() != 0) {
      text.append(breaks);
      boolean outdented = cursor.peek() != ' ' && cursor.peek() != '\t';
      int length = 0;
      while (!Cursor.isEnd(cursor.peek(length))) {
        length++;
      }
      text.append(cursor.text, cursor.at, cursor.at + length);
      cursor.forward(length);
      last = cursor.takeBreak();
      last = last == null ? "" : last;
      breaks.setLength(0);
      breaks(indent, breaks);
      if (least == 0 && cursor.column == 0 && cursor.atSeparator()
          || cursor.column != indent || cursor.peek() == 0) {
        break;
      }
      boolean feed = folded && last.equals("\n");
      if (feed && scanner.keepsComments()) {
        text.append(FOLD);
      }
      if (feed && outdented && cursor.peek() != ' ' && cursor.peek() != '\t') {
        if (breaks.isEmpty()) {
          text.append(' ');
        }
      } else {
        text.append(last);
      }
    }
    return last;
  }

  private void firstLineHints() throws FormatException {
    chomping = 0;
    increment = 0;
    for (int i = 0; i < 2; i++) {
      char c = cursor.peek();
      if (chomping == 0 && (c == '+' || c == '-')) {
        chomping = c;
        cursor.forward();
      } else if (increment == 0 && c >= '0' && c <= '9') {
        if (c == '0') {
          throw cursor.wrong("expected an indentation indicator from 1 to 9");
        }
        increment = c - '0';
        cursor.forward();
      }
    }
    if (cursor.peek() != ' ' && !Cursor.isEnd(cursor.peek())) {
      throw cursor.wrong("expected chomping or indentation indicators");
    }
  }

  /// The comment on the first line with the blanks before it, or null.
  private String firstLineRest() throws FormatException {
    int start = cursor.at;
    while (cursor.peek() == ' ') {
      cursor.forward();
    }
    boolean comment = cursor.peek() == '#';
    while (comment && !Cursor.isEnd(cursor.peek())) {
      cursor.forward();
    }
    if (!Cursor.isEnd(cursor.peek())) {
      throw cursor.wrong("expected a comment or a line break");
    }
    String rest = comment ? cursor.text.substring(start, cursor.at) : null;
    cursor.takeBreak();
    return rest;
  }

  private void indentation(StringBuilder breaks) throws FormatException {
    int first = -1;
    deepest = 0;
    markEnd();
    while (cursor.peek() == ' ' || Cursor.isBreak(cursor.peek())) {
      if (cursor.peek() == ' ') {
        cursor.forward();
        deepest = Math.max(deepest, cursor.column);
      } else {
        first = first < 0 ? cursor.column : first;
        breaks.append(cursor.takeBreak());
        markEnd();
      }
    }
    if (first > 0 && deepest > first) {
      throw cursor.wrong("more indented follow up line than first in a block scalar");
    }
  }

  private void breaks(int indent, StringBuilder breaks) {
    markEnd();
    while (true) {
      while (cursor.column < indent && cursor.peek() == ' ') {
        cursor.forward();
      }
      if (!Cursor.isBreak(cursor.peek())) {
        return;
      }
      breaks.append(cursor.takeBreak());
      markEnd();
    }
  }

  private void markEnd() {
    endLine = cursor.line;
    endColumn = cursor.column;
  }
}
