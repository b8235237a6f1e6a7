package datasync.cli;

import java.io.InputStream;
import java.util.Optional;

/// What the process is connected to.
public interface Terminal {
  /// Whether stdout is a terminal.
  boolean isOutputTerminal();

  /// Whether stderr is a terminal.
  boolean isErrorTerminal();

  /// The width of the terminal in columns as it is now; 80 when it is unknown.
  int width();

  /// What is typed or sent to the process; it ends at once when there is nothing. Reading blocks,
  /// closing does nothing.
  default InputStream input() {
    return InputStream.nullInputStream();
  }

  /// Asks the person at the terminal a question and waits for the answer.
  ///
  /// @return whether the answer was yes; false at once when nobody can answer
  default boolean confirm(String question) {
    return false;
  }

  /// Asks the person at the terminal for a secret, which is not shown while it is typed.
  ///
  /// @return what was typed, or empty when nobody can answer
  default Optional<String> secret(String question) {
    return Optional.empty();
  }
}
