package datasync.text.yaml;

/// Comment lines and blank lines that stand together, every line with its break.
final class Comment {
  final StringBuilder text;
  final int line;
  int column;

  Comment(String text, int line, int column) {
    this.text = new StringBuilder(text);
    this.line = line;
    this.column = column;
  }

  /// Adds a comment that follows, with the blanks it stood behind.
  void append(Comment next) {
    for (int i = 0; i < next.column; i++) {
      text.append(' ');
    }
    text.append(next.text);
  }
}
