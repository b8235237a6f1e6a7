package datasync.auth.google;

import java.time.Instant;

/// A token that is sent with requests.
///
/// @param value the token; secret
/// @param expires when it ends
public record AccessToken(String value, Instant expires) {
  /// Stands for no login at all: requests go out without a token.
  public static final AccessToken ANONYMOUS = new AccessToken("", Instant.MAX);

  /// When it ends, alone.
  @Override
  public String toString() {
    return "AccessToken[expires=" + expires + "]";
  }
}
