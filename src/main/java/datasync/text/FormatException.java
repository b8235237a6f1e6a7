package datasync.text;

import java.io.IOException;

/// Foreign text that does not follow its format.
///
/// The message alone is a complete sentence part without the position; [#position] adds it.
public final class FormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final int line;
  private final int column;

  /// @param source the file or stream as a person would name it, relative where possible
  /// @param line the line counted from 1, or 0 when the whole text is meant
  /// @param column the column in code points counted from 1, or 0 when the whole line is meant
  /// @param reason what is wrong, lower case, no full stop
  public FormatException(String source, int line, int column, String reason) {
    super(reason);
    this.source = source;
    this.line = line;
    this.column = column;
  }

  /// The file or stream the text came from.
  public String source() {
    return source;
  }

  /// The line counted from 1, or 0 when the whole text is meant.
  public int line() {
    return line;
  }

  /// The column in code points counted from 1, or 0 when the whole line is meant.
  public int column() {
    return column;
  }

  /// Source and position as `name:line:column`, without the parts that are unknown.
  public String position() {
    if (line == 0) {
      return source;
    }
    return column == 0 ? source + ":" + line : source + ":" + line + ":" + column;
  }
}
