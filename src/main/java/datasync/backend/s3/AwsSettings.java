package datasync.backend.s3;

import datasync.auth.NoCredentials;
import datasync.auth.aws.AwsCredentials;
import datasync.auth.aws.AwsLogin;
import datasync.backend.Opening;
import datasync.io.Environment;
import java.io.IOException;
import java.util.Optional;

/// What DVC's options of an `s3` remote and AWS's own variables mean.
final class AwsSettings {
  private AwsSettings() {}

  /// Reads the settings of a remote.
  ///
  /// @throws datasync.io.SettingException when a value makes no sense
  static S3Settings of(Opening opening) throws IOException {
    S3Settings.Place place = S3Settings.Place.of(opening.url());
    Environment environment = opening.environment();
    String region =
        opening
            .text("region")
            .or(() -> variable(environment, "AWS_REGION"))
            .or(() -> variable(environment, "AWS_DEFAULT_REGION"))
            .orElse(S3Settings.FIRST_REGION);
    boolean ignored =
        environment.variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").equalsIgnoreCase("true");
    Optional<String> url =
        opening
            .text("endpointurl")
            .or(() -> ignored ? Optional.empty() : variable(environment, "AWS_ENDPOINT_URL_S3"))
            .or(() -> ignored ? Optional.empty() : variable(environment, "AWS_ENDPOINT_URL"));
    Endpoint endpoint =
        url.isPresent()
            ? Endpoint.custom(url.get(), place.bucket(), "auto")
            : Endpoint.amazon(place.bucket(), opening.flag("use_ssl", true), "auto", region);
    AwsLogin login = opening.flag("allow_anonymous_login", false) ? null : login(opening);
    return new S3Settings(
        place,
        endpoint,
        region,
        login,
        Protection.of(opening),
        S3Settings.transport(opening),
        S3Settings.Transfer.usual(endpoint.isSecure()));
  }

  private static AwsLogin login(Opening opening) {
    Optional<String> key = opening.text("access_key_id");
    Optional<String> secret = opening.text("secret_access_key");
    if (key.isPresent() && secret.isPresent()) {
      String token = opening.text("session_token").orElse("");
      return AwsLogin.of(AwsCredentials.of(key.get(), secret.get(), token));
    }
    Environment environment = opening.environment();
    String known = environment.variable("AWS_ACCESS_KEY_ID");
    String hidden = environment.variable("AWS_SECRET_ACCESS_KEY");
    if (!known.isEmpty() && !hidden.isEmpty()) {
      return AwsLogin.of(
          AwsCredentials.of(known, hidden, environment.variable("AWS_SESSION_TOKEN")));
    }
    return new None();
  }

  private static Optional<String> variable(Environment environment, String name) {
    String value = environment.variable(name);
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /// No login at all.
  private record None() implements AwsLogin {
    @Override
    public AwsCredentials current() throws NoCredentials {
      throw new NoCredentials(
          "there are no credentials for S3",
          "`datasync remote modify --local NAME access_key_id KEY` and `secret_access_key SECRET`,"
              + " or set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`");
    }

    @Override
    public boolean renew(AwsCredentials rejected) {
      return false;
    }
  }
}
