package datasync.cli;

/// What the process is connected to.
public interface Terminal {
  /// Whether stdout is a terminal.
  boolean isOutputTerminal();

  /// Whether stderr is a terminal.
  boolean isErrorTerminal();

  /// The width of the terminal in columns as it is now; 80 when it is unknown.
  int width();
}
