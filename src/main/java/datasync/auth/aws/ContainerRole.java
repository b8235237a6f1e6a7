package datasync.auth.aws;

import datasync.auth.NoCredentials;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.Response;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.io.WholeFile;
import datasync.text.FormatException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The login that the agent of a container (ECS, EKS) gives at an address in the environment.
final class ContainerRole {
  static final String RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
  static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

  private static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
  private static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
  private static final String AGENT = "http://169.254.170.2";
  private static final String ANSWER = "the answer of the container's agent";
  private static final Set<String> ALLOWED =
      Set.of("169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost");
  private static final Duration TIME = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 3;
  private static final int LIMIT = 1 << 20;

  private final Network network;
  private final Environment environment;

  ContainerRole(Network network, Environment environment) {
    this.network = network;
    this.environment = environment;
  }

  /// The place, or nothing when the environment names no address.
  static Optional<Place> find(Network network, Environment environment) {
    boolean given =
        !environment.variable(RELATIVE).isEmpty() || !environment.variable(FULL).isEmpty();
    ContainerRole role = new ContainerRole(network, environment);
    return given ? Optional.of(new Place("the container's agent", role::fetch)) : Optional.empty();
  }

  /// Asks the agent.
  AwsCredentials fetch() throws IOException {
    URI address = address();
    IOException last = null;
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        return ask(address);
      } catch (HttpFailure | FormatException failed) {
        last = failed;
      }
    }
    throw NoCredentialsFrom.of(
        "the container's agent at `" + address.getHost() + "` gives no login", last);
  }

  private AwsCredentials ask(URI address) throws IOException {
    Request request = Request.get(address).with("Accept", "application/json").within(TIME);
    Optional<String> token = token();
    if (token.isPresent()) {
      request = request.with("Authorization", token.get());
    }
    try (Response response = network.metadata().exchange(request)) {
      if (response.status() != 200) {
        throw HttpFailure.of(response);
      }
      return Answers.credentials(
          Answers.mapping(response.readAll(LIMIT), ANSWER), "Token", ANSWER);
    }
  }

  private URI address() throws SettingException {
    String relative = environment.variable(RELATIVE);
    String name = relative.isEmpty() ? FULL : RELATIVE;
    try {
      URI address =
          URI.create(relative.isEmpty() ? environment.variable(FULL) : AGENT + relative);
      if (address.getHost() != null && isAllowed(address)) {
        return address;
      }
    } catch (IllegalArgumentException wrong) {
      // told below
    }
    throw new SettingException(
        "`" + name + "` names no address that a login may come from",
        "it must be one of `https`, of this machine, or of the container's agent");
  }

  private static boolean isAllowed(URI address) {
    if ("https".equalsIgnoreCase(address.getScheme())) {
      return true;
    }
    String host = address.getHost();
    String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (!"http".equalsIgnoreCase(address.getScheme())) {
      return false;
    }
    if (ALLOWED.contains(plain)) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(plain).isLoopbackAddress();
    } catch (IllegalArgumentException name) {
      return false;
    }
  }

  private Optional<String> token() throws IOException {
    String file = environment.variable(TOKEN_FILE);
    String token = environment.variable(TOKEN);
    if (!file.isEmpty()) {
      byte[] content = WholeFile.read(environment.workingDirectory().resolve(file), LIMIT);
      token = new String(content, StandardCharsets.UTF_8);
    }
    if (token.indexOf('\r') >= 0 || token.indexOf('\n') >= 0) {
      throw new NoCredentials(
          "the token in `" + (file.isEmpty() ? TOKEN : TOKEN_FILE) + "` has a line break",
          "write the token without a line break at its end");
    }
    return token.isEmpty() ? Optional.empty() : Optional.of(token);
  }
}
