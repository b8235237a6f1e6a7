package datasync.remote;

import java.io.IOException;

/// A remote whose settings cannot be used.
public final class RemoteException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /// @param message the reason, without any credential
  /// @param hint what to type next, or empty
  public RemoteException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /// What to type next, or empty.
  public String hint() {
    return hint;
  }
}
