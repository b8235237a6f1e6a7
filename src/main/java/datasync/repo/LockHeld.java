package datasync.repo;

import java.io.IOException;

/// Somebody else works in the project; exit code 7.
public final class LockHeld extends IOException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /// @param message who holds what, as far as it is known; may have several lines
  /// @param hint what to type next
  public LockHeld(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /// What to type next.
  public String hint() {
    return hint;
  }
}
