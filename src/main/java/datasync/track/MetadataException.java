package datasync.track;

import java.io.IOException;
import java.util.List;

/// A metadata file that does not say what DVC accepts.
///
/// The message is DVC's sentence without its full stop, such as `'./x.dvc' validation failed`;
/// the reasons are the lines below it, such as `extra keys not allowed, in outs -> 0 -> foo`.
public final class MetadataException extends IOException {
  /// What the message of a file with conflict markers ends with.
  static final String CONFLICT = " (possible merge conflicts)";

  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final int column;
  private final transient List<String> reasons;

  /// A failure without a known position.
  ///
  /// @param file the file relative to the working directory, or empty when unknown
  public MetadataException(String file, String message) {
    this(file, message, 0, 0, List.of());
  }

  /// @param file the file relative to the working directory, or empty when unknown
  /// @param line counted from 1, or 0 when unknown
  /// @param column in code points counted from 1, or 0 when unknown
  public MetadataException(
      String file, String message, int line, int column, List<String> reasons) {
    super(message);
    this.file = file;
    this.line = line;
    this.column = column;
    this.reasons = List.copyOf(reasons);
  }

  /// The file relative to the working directory, or empty when unknown.
  public String file() {
    return file;
  }

  /// Whether the file is not readable and has what looks like conflict markers.
  public boolean isConflict() {
    return getMessage().endsWith(CONFLICT);
  }

  /// The line counted from 1, or 0 when unknown.
  public int line() {
    return line;
  }

  /// The column in code points counted from 1, or 0 when unknown.
  public int column() {
    return column;
  }

  /// What exactly is wrong, one sentence part for each.
  public List<String> reasons() {
    return reasons == null ? List.of() : reasons;
  }
}
