package datasync.auth.google;

import datasync.auth.NoCredentials;
import java.io.IOException;

/// Where tokens come from: one login at Google. Safe for several threads.
public interface TokenSource {
  /// A fresh token, or [AccessToken#ANONYMOUS] when there is no login. Blocks, and may ask a
  /// server.
  ///
  /// @throws NoCredentials when a login is not accepted
  /// @throws IOException when the server that gives tokens cannot be reached
  AccessToken fetch() throws IOException;

  /// What login it is and where it was found, without anything secret.
  String origin();

  /// What to say when a login is needed and there is none.
  default NoCredentials absence() {
    return new NoCredentials("Google wants a login", "");
  }

  /// The project that requests are accounted to, or empty for the login's own.
  default String quotaProject() {
    return "";
  }
}
