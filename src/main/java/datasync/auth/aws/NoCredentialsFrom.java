package datasync.auth.aws;

import datasync.auth.NoCredentials;
import datasync.http.HttpFailure;
import datasync.text.FormatException;
import java.io.IOException;

/// Says why a place that should give a login does not.
final class NoCredentialsFrom {
  private NoCredentialsFrom() {}

  /// @param what the place and what it does not, lower case
  /// @param cause the last failure
  static NoCredentials of(String what, IOException cause) {
    String reason =
        switch (cause) {
          case FormatException format -> format.source() + ": " + format.getMessage();
          case HttpFailure http -> "`" + http.url() + "`: " + http.getMessage();
          default -> cause.getMessage();
        };
    NoCredentials failure = new NoCredentials(what + ": " + reason, "");
    failure.initCause(cause);
    return failure;
  }
}
