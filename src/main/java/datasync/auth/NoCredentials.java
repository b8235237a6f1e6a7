package datasync.auth;

import java.io.IOException;

/// No login could be had, or it is not accepted: exit code 5.
public final class NoCredentials extends IOException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /// @param reason what was tried and why it failed, lower case, without any credential
  /// @param hint what to type next, or empty
  public NoCredentials(String reason, String hint) {
    super(reason);
    this.hint = hint;
  }

  /// What to type next, or empty.
  public String hint() {
    return hint;
  }
}
