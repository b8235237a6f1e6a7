package datasync.config;

import java.io.IOException;

/// A configuration that can't be read, is not valid, or must not be changed as asked: exit code 4.
///
/// The message is DVC's without its lead-in, one sentence part, free of secrets. The cause, when
/// there is one, has the position.
public final class ConfigException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param reason what is wrong, as a person should read it
  public ConfigException(String reason) {
    super(Secrets.mask(reason));
  }

  /// @param cause what was found while reading a file
  public ConfigException(String reason, IOException cause) {
    super(Secrets.mask(reason), cause);
  }
}
