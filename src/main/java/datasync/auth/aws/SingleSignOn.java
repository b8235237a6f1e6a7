package datasync.auth.aws;

import datasync.auth.NoCredentials;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.io.AtomicFile;
import datasync.io.Environment;
import datasync.io.WholeFile;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The login of IAM Identity Center: the token that `aws sso login` left, exchanged for the
/// credentials of a role.
///
/// A token of a session (`sso_session`) that is about to end is renewed and written back, as the
/// AWS tools do; one of the older kind is not renewable.
final class SingleSignOn {
  private static final int LIMIT = 1 << 20;
  private static final Duration EARLY = Duration.ofMinutes(15);
  private static final String PORTAL = "the portal of the single sign-on";

  private final Network network;
  private final Environment environment;
  private final Settings settings;

  /// What a profile says about it.
  ///
  /// @param profile the name of the profile
  /// @param session the name of the session, or empty for the older kind
  /// @param startUrl where the login begins
  /// @param region where it is
  /// @param account the account
  /// @param role the role in it
  record Settings(
      String profile,
      String session,
      String startUrl,
      String region,
      String account,
      String role) {}

  /// Where the two services are.
  ///
  /// @param portal gives the credentials
  /// @param tokens renews tokens
  record Hosts(URI portal, URI tokens) {}

  private final Hosts hosts;

  SingleSignOn(Network network, Environment environment, Settings settings, Hosts hosts) {
    this.network = network;
    this.environment = environment;
    this.settings = settings;
    this.hosts = hosts;
  }

  /// The credentials of the role.
  AwsCredentials fetch() throws IOException {
    Value.Mapping token = token();
    Optional<Instant> end = Answers.time(Answers.text(token, "expiresAt"));
    Instant now = environment.clock().instant();
    boolean ends = end.isEmpty() || end.get().minus(EARLY).isBefore(now);
    if (ends && !settings.session.isEmpty()) {
      Optional<Value.Mapping> renewed = renew(token);
      if (renewed.isPresent()) {
        token = renewed.get();
        end = Answers.time(Answers.text(token, "expiresAt"));
      }
    }
    if (end.isEmpty() || !end.get().isAfter(now)) {
      throw again("the token of the single sign-on has expired");
    }
    String bearer = Answers.text(token, "accessToken");
    return network.retries().run(() -> credentials(bearer));
  }

  private Path file() {
    String key = settings.session.isEmpty() ? settings.startUrl : settings.session;
    return environment.home().resolve(".aws/sso/cache").resolve(sha1(key) + ".json");
  }

  private Value.Mapping token() throws IOException {
    Path file = file();
    if (!Files.isRegularFile(file)) {
      throw again("nobody has logged in by the single sign-on");
    }
    try {
      Value.Mapping token = Answers.mapping(WholeFile.read(file, LIMIT), file.toString());
      if (token.has("accessToken") && token.has("expiresAt")) {
        return token;
      }
    } catch (FormatException broken) {
      // told below
    }
    throw again("the token of the single sign-on in `" + file + "` cannot be read");
  }

  private NoCredentials again(String reason) {
    return new NoCredentials(
        reason + " (profile `" + settings.profile + "`)",
        "run `aws sso login --profile " + settings.profile + "`");
  }

  /// A new token, or nothing when the old one cannot be renewed.
  private Optional<Value.Mapping> renew(Value.Mapping old) throws IOException {
    Optional<Instant> registered = Answers.time(Answers.text(old, "registrationExpiresAt"));
    boolean complete =
        old.has("refreshToken") && old.has("clientId") && old.has("clientSecret");
    Instant now = environment.clock().instant();
    if (!complete || registered.isEmpty() || !registered.get().isAfter(now)) {
      return Optional.empty();
    }
    Map<String, Value> question = new LinkedHashMap<>();
    question.put("clientId", old.get("clientId"));
    question.put("clientSecret", old.get("clientSecret"));
    question.put("grantType", new Value.Text("refresh_token"));
    question.put("refreshToken", old.get("refreshToken"));
    byte[] body = Json.write(Value.Mapping.of(question)).getBytes(StandardCharsets.UTF_8);
    Request request =
        Request.of("POST", Addresses.below(hosts.tokens, "/token"), RequestBody.of(body))
            .with("Content-Type", "application/json");
    try (Response response = network.services().exchange(request)) {
      if (!response.isSuccess()) {
        return Optional.empty();
      }
      Value.Mapping answer =
          Answers.mapping(response.readAll(LIMIT), "the answer of the single sign-on");
      return Optional.of(keep(old, answer, now));
    } catch (HttpFailure away) {
      return Optional.empty();
    }
  }

  private Value.Mapping keep(Value.Mapping old, Value.Mapping answer, Instant now)
      throws IOException {
    String access = Answers.text(answer, "accessToken");
    if (access.isEmpty() || !(answer.get("expiresIn") instanceof Value.Int seconds)) {
      throw new FormatException("the answer of the single sign-on", 0, 0, "it has no token");
    }
    long validity = seconds.value().min(BigInteger.valueOf(Integer.MAX_VALUE)).longValue();
    Instant end = now.plusSeconds(validity).truncatedTo(ChronoUnit.SECONDS);
    Map<String, Value> token = new LinkedHashMap<>();
    token.put("startUrl", new Value.Text(settings.startUrl));
    token.put("region", new Value.Text(settings.region));
    token.put("accessToken", new Value.Text(access));
    token.put("expiresAt", new Value.Text(end.toString()));
    token.put("clientId", old.get("clientId"));
    token.put("clientSecret", old.get("clientSecret"));
    token.put("registrationExpiresAt", old.get("registrationExpiresAt"));
    if (answer.has("refreshToken")) {
      token.put("refreshToken", answer.get("refreshToken"));
    }
    Value.Mapping whole = Value.Mapping.of(token);
    AtomicFile.writePrivate(file(), Json.write(whole).getBytes(StandardCharsets.UTF_8));
    return whole;
  }

  private AwsCredentials credentials(String bearer) throws IOException {
    String path =
        "/federation/credentials?role_name=" + SigV4.encode(settings.role, false)
            + "&account_id=" + SigV4.encode(settings.account, false);
    Request request =
        Request.get(Addresses.below(hosts.portal, path)).with("x-amz-sso_bearer_token", bearer);
    try (Response response = network.services().exchange(request)) {
      if (response.status() == 401) {
        throw again("the portal of the single sign-on does not accept the token any more");
      }
      if (!response.isSuccess()) {
        HttpFailure failure = HttpFailure.of(response);
        if (failure.isRetryable()) {
          throw failure;
        }
        throw new NoCredentials(
            "the single sign-on does not give the role `" + settings.role + "` of the account `"
                + settings.account + "` (status " + response.status() + ")",
            "check `sso_role_name` and `sso_account_id` of the profile `" + settings.profile
                + "`, or run `aws sso login --profile " + settings.profile + "`");
      }
      Value.Mapping answer = Answers.mapping(response.readAll(LIMIT), PORTAL);
      if (answer.get("roleCredentials") instanceof Value.Mapping role
          && role.get("expiration") instanceof Value.Int millis
          && millis.value().bitLength() < 63) {
        String key = Answers.text(role, "accessKeyId");
        String secret = Answers.text(role, "secretAccessKey");
        if (!key.isEmpty() && !secret.isEmpty()) {
          Instant end = Instant.ofEpochMilli(millis.value().longValue());
          return new AwsCredentials(key, secret, Answers.text(role, "sessionToken"), end);
        }
      }
      throw new FormatException(PORTAL, 0, 0, "it gave no credentials");
    }
  }

  /// The SHA-1 of a text in hexadecimal, which names files of the AWS tools.
  static String sha1(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
