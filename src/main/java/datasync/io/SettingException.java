package datasync.io;

import java.io.IOException;

/// A setting of the user that cannot be used: exit code 4.
public final class SettingException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /// @param reason what is wrong, lower case, without any credential
  public SettingException(String reason) {
    this(reason, "");
  }

  /// @param reason what is wrong, lower case, without any credential
  /// @param hint what to type next, or empty
  public SettingException(String reason, String hint) {
    super(reason);
    this.hint = hint;
  }

  /// What to type next, or empty.
  public String hint() {
    return hint;
  }
}
