package datasync.auth.aws;

import java.time.Instant;

/// What requests are signed with.
///
/// @param accessKey the id of the key, which the service is told
/// @param secret the secret of the key, which it is not
/// @param sessionToken the token of temporary credentials, or empty
/// @param expiry when they end; [Instant#MAX] when they do not or nobody said
public record AwsCredentials(
    String accessKey, String secret, String sessionToken, Instant expiry) {
  /// Credentials that do not end.
  ///
  /// @param sessionToken the token of temporary credentials, or empty
  public static AwsCredentials of(String accessKey, String secret, String sessionToken) {
    return new AwsCredentials(accessKey, secret, sessionToken, Instant.MAX);
  }

  /// Only whether there is a session token: the rest identifies somebody.
  @Override
  public String toString() {
    return sessionToken.isEmpty() ? "AwsCredentials" : "AwsCredentials with a session token";
  }
}
