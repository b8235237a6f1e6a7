package datasync.auth.aws;

import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.text.FormatException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The login of the role of an EC2 machine, from its metadata service: version 2 with a token, or
/// version 1 where the machine has no version 2 and nobody forbids it.
final class MachineRole {
  private static final String USUAL = "http://169.254.169.254/";
  private static final String USUAL_IPV6 = "http://[fd00:ec2::254]/";
  private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
  private static final String ANSWER = "the answer of the machine's metadata";
  private static final int LIMIT = 1 << 20;
  private static final int SPREAD = 480;
  /// How much longer credentials count that are no longer renewed in time: 17 to 25 minutes.
  private static final int AT_LEAST = 1020;

  private final Network network;
  private final Environment environment;
  private final AwsProfiles profiles;

  MachineRole(Network network, Environment environment, AwsProfiles profiles) {
    this.network = network;
    this.environment = environment;
    this.profiles = profiles;
  }

  /// Why there is no login, for the list of what was tried; not a failure.
  static final class NotHere extends IOException {
    private static final long serialVersionUID = 1L;

    NotHere(String reason) {
      super(reason);
    }
  }

  /// Asks the machine.
  ///
  /// @throws NotHere when it has no role, or this is no such machine
  AwsCredentials fetch() throws IOException {
    if (environment.variable("AWS_EC2_METADATA_DISABLED").equalsIgnoreCase("true")) {
      throw new NotHere("switched off by `AWS_EC2_METADATA_DISABLED`");
    }
    URI service = service();
    Optional<String> token = token(service);
    if (token.isEmpty()
        && profiles.flag("AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled")) {
      throw new NotHere("no token, and version 1 is switched off");
    }
    String role = get(service, ROLES, token).strip();
    if (role.isEmpty() || role.indexOf('\n') >= 0) {
      throw new NotHere("the machine has no role");
    }
    String json = get(service, ROLES + SigV4.encode(role, false), token);
    try {
      return extended(
          Answers.credentials(
              Answers.mapping(json.getBytes(StandardCharsets.UTF_8), ANSWER), "Token", ANSWER));
    } catch (FormatException error) {
      throw new NotHere("no login for the role `" + role + "`");
    }
  }

  private URI service() throws SettingException {
    String own = environment.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    if (own.isEmpty()) {
      own = profiles.value("ec2_metadata_service_endpoint").orElse("");
    }
    if (!own.isEmpty()) {
      return Addresses.of(own, "ec2_metadata_service");
    }
    String mode = environment.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE");
    if (mode.isEmpty()) {
      mode = profiles.value("ec2_metadata_service_endpoint_mode").orElse("");
    }
    boolean ipv6 =
        mode.equalsIgnoreCase("ipv6") || profiles.flag("AWS_IMDS_USE_IPV6", "imds_use_ipv6");
    return URI.create(ipv6 ? USUAL_IPV6 : USUAL);
  }

  private Optional<String> token(URI service) throws IOException {
    Request request =
        Request.of("PUT", Addresses.below(service, "/latest/api/token"), RequestBody.NONE)
            .with("x-aws-ec2-metadata-token-ttl-seconds", "21600");
    for (int i = attempts(); i > 0; i--) {
      try (Response response = network.metadata().exchange(request.within(time()))) {
        switch (response.status()) {
          case 200 -> {
            return Optional.of(text(response));
          }
          case 403, 404, 405 -> {
            return Optional.empty();
          }
          case 400 -> throw new NotHere("the metadata service does not take the request");
          default -> {
            // once more
          }
        }
      } catch (HttpFailure failure) {
        if (failure.kind() == FailureKind.TIMEOUT) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private String get(URI service, String path, Optional<String> token) throws IOException {
    Request request = Request.get(Addresses.below(service, path)).within(time());
    if (token.isPresent()) {
      request = request.with("x-aws-ec2-metadata-token", token.get());
    }
    String reason = "no answer";
    for (int i = attempts(); i > 0; i--) {
      try (Response response = network.metadata().exchange(request)) {
        String text = text(response);
        if (response.status() == 200 && !text.isEmpty()) {
          return text;
        }
        reason = "status " + response.status();
      } catch (HttpFailure failure) {
        reason = failure.getMessage();
      }
    }
    throw new NotHere(reason);
  }

  private static String text(Response response) throws IOException {
    return new String(response.readAll(LIMIT), StandardCharsets.UTF_8);
  }

  private Duration time() {
    return Duration.ofSeconds(
        number("AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout"));
  }

  private int attempts() {
    return number("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts");
  }

  private int number(String variable, String key) {
    String text = environment.variable(variable);
    try {
      return Math.clamp(
          Integer.parseInt(text.isEmpty() ? profiles.value(key).orElse("1") : text.strip()), 1, 60);
    } catch (NumberFormatException notANumber) {
      return 1;
    }
  }

  /// Machines go on with an ended login while the service cannot renew it.
  private AwsCredentials extended(AwsCredentials credentials) {
    Instant now = environment.clock().instant();
    if (credentials.expiry().isAfter(now)) {
      return credentials;
    }
    Instant later = now.plusSeconds(AT_LEAST + environment.random().nextInt(SPREAD));
    return new AwsCredentials(
        credentials.accessKey(), credentials.secret(), credentials.sessionToken(), later);
  }
}
