package datasync.text.python;

/// A token.
///
/// @param kind what it is
/// @param text its characters; empty for the ends of lines and blocks
/// @param line the line it begins on, counted from 1
/// @param column where on the line, counted from 1
record Token(Kind kind, String text, int line, int column) {
  /// Kinds of tokens.
  enum Kind { NAME, NUMBER, STRING, OPERATOR, LINE_END, INDENT, DEDENT, END }

  boolean is(String wanted) {
    return (kind == Kind.OPERATOR || kind == Kind.NAME) && text.equals(wanted);
  }
}
