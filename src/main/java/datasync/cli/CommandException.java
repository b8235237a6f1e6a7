package datasync.cli;

import java.io.IOException;

/// A command's own failure, already in words.
public final class CommandException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exit;
  private final String hint;

  /// @param exit how the process ends
  /// @param message the reason, lower case, no full stop
  /// @param hint what to type next, or empty
  public CommandException(ExitCode exit, String message, String hint) {
    super(message);
    this.exit = exit;
    this.hint = hint;
  }

  /// How the process ends.
  public ExitCode exit() {
    return exit;
  }

  /// What to type next, or empty.
  public String hint() {
    return hint;
  }
}
