package datasync.cli;

import java.io.IOException;

/// A command line that is not understood; ends with [ExitCode#USAGE].
public final class UsageException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /// @param message the complete sentence part after the program's name, lower case, no full stop
  /// @param hint what to type instead, or empty
  public UsageException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /// What to type instead, or empty.
  public String hint() {
    return hint;
  }
}
