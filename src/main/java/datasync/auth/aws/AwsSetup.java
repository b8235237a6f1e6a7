package datasync.auth.aws;

import datasync.http.RetryPolicy;
import datasync.io.Environment;
import java.util.Map;

/// What the search for a login of AWS is given.
///
/// @param settings the settings of the remote by their names in DVC; of interest are
///     `access_key_id`, `secret_access_key`, `session_token`, `profile`, `region`, `configpath` and
///     `credentialpath`
/// @param environment variables, home, clock and randomness
/// @param retries how requests to the services are made again
/// @param prompt asks a person for a code
public record AwsSetup(
    Map<String, String> settings,
    Environment environment,
    RetryPolicy retries,
    CodePrompt prompt) {
  /// Copies the settings.
  public AwsSetup {
    settings = Map.copyOf(settings);
  }

  /// The names of the settings: their values may be secret.
  @Override
  public String toString() {
    return "AwsSetup" + settings.keySet();
  }
}
