package datasync.auth.aws;

import datasync.auth.NoCredentials;
import datasync.text.FormatException;
import java.io.IOException;

/// Says why a place that should give a login does not.
final class NoCredentialsFrom {
  private NoCredentialsFrom() {}

  /// @param what the place and what it does not, lower case
  /// @param cause the last failure
  static NoCredentials of(String what, IOException cause) {
    String reason = cause instanceof FormatException format
        ? format.source() + ": " + format.getMessage()
        : cause.getMessage();
    NoCredentials failure = new NoCredentials(what + ": " + reason, "");
    failure.initCause(cause);
    return failure;
  }
}
