package datasync.auth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.NoCredentials;
import datasync.http.FakeServer;
import datasync.http.RetryPolicy;
import datasync.io.Environment;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SingleSignOnTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  /// By the SHA-1 of `team`.
  private static final String OF_SESSION = "d25187dc137f35c88bc80ec8c3ffbdb17b5eb873.json";

  @TempDir Path home;

  private final Map<String, String> variables = new HashMap<>();
  private int portalStatus = 200;

  @BeforeEach
  void profile() throws IOException {
    Files.createDirectories(home.resolve(".aws/sso/cache"));
    Files.writeString(
        home.resolve(".aws/config"),
        """
        [default]
        sso_session = team
        sso_account_id = 000123
        sso_role_name = read only
        [sso-session team]
        sso_region = eu-north-1
        sso_start_url = https://start.test
        [profile old]
        sso_start_url = https://start.test
        sso_region = eu-north-1
        sso_account_id = 1
        sso_role_name = r
        """);
  }

  private Path cache() throws IOException {
    try (var files = Files.list(home.resolve(".aws/sso/cache"))) {
      return files.findFirst().orElseThrow();
    }
  }

  private void token(String name, String end) throws IOException {
    Files.writeString(
        home.resolve(".aws/sso/cache").resolve(name),
        "{\"accessToken\": \"at1\", \"expiresAt\": \"" + end + "\", \"refreshToken\": \"rt1\","
            + " \"clientId\": \"ci\", \"clientSecret\": \"cs\","
            + " \"registrationExpiresAt\": \"2026-04-04T05:06:07Z\"}");
  }

  private FakeServer server() throws IOException {
    FakeServer server =
        new FakeServer(
            (q, r) -> {
              if (q.target().equals("/token")) {
                r.send(
                    200,
                    "{\"accessToken\": \"at2\", \"expiresIn\": 3600, \"refreshToken\": \"rt2\"}");
              } else {
                r.send(
                    portalStatus,
                    "{\"roleCredentials\": {\"accessKeyId\": \"AK\", \"secretAccessKey\": \"s\","
                        + " \"sessionToken\": \"t\", \"expiration\": "
                        + NOW.plusSeconds(3600).toEpochMilli() + "}}");
              }
            });
    variables.put("AWS_ENDPOINT_URL_SSO", server.uri("").toString());
    variables.put("AWS_ENDPOINT_URL_SSO_OIDC", server.uri("").toString());
    return server;
  }

  private AwsChain chain(String profile) {
    Environment environment = new Environment(variables, home, home, () -> NOW, new Random(1));
    return new AwsChain(
        new AwsSetup(
            Map.of("profile", profile), environment, RetryPolicy.none(), d -> Optional.empty()));
  }

  @Test
  void token_isExchangedForTheCredentialsOfTheRole() throws IOException {
    token(OF_SESSION, "2026-03-04T09:00:00Z");
    try (FakeServer server = server();
        AwsChain chain = chain("default")) {
      assertThat(chain.current())
          .isEqualTo(new AwsCredentials("AK", "s", "t", NOW.plusSeconds(3600)));
      assertThat(server.seen())
          .extracting(FakeServer.Seen::toString)
          .containsExactly(
              "GET /federation/credentials?role_name=read%20only&account_id=000123");
      assertThat(server.seen().getFirst().header("x-amz-sso_bearer_token")).isEqualTo("at1");
    }
  }

  @Test
  void tokenThatEndsSoon_isRenewed_andKeptForTheOtherTools() throws IOException {
    token(OF_SESSION, "2026-03-04T05:16:07UTC");
    try (FakeServer server = server();
        AwsChain chain = chain("default")) {
      chain.current();
      FakeServer.Seen renewal = server.seen().getFirst();
      Value.Mapping asked = (Value.Mapping) Json.parse(renewal.body(), "request");
      assertThat(asked.get("grantType")).isEqualTo(new Value.Text("refresh_token"));
      assertThat(asked.get("refreshToken")).isEqualTo(new Value.Text("rt1"));
      assertThat(server.seen().getLast().header("x-amz-sso_bearer_token")).isEqualTo("at2");
    }
    assertThat(Files.readString(cache()))
        .isEqualTo(
            "{\"startUrl\": \"https://start.test\", \"region\": \"eu-north-1\","
                + " \"accessToken\": \"at2\", \"expiresAt\": \"2026-03-04T06:06:07Z\","
                + " \"clientId\": \"ci\", \"clientSecret\": \"cs\","
                + " \"registrationExpiresAt\": \"2026-04-04T05:06:07Z\","
                + " \"refreshToken\": \"rt2\"}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache())))
        .isEqualTo("rw-------");
  }

  @Test
  void missingExpiredOrRefusedToken_saysWhatToType() throws IOException {
    try (FakeServer server = server();
        AwsChain chain = chain("default")) {
      assertThatThrownBy(chain::current)
          .isInstanceOfSatisfying(
              NoCredentials.class,
              failure ->
                  assertThat(failure.hint()).isEqualTo("run `aws sso login --profile default`"));
      token(OF_SESSION, "2026-03-04T09:00:00Z");
      portalStatus = 401;
      assertThatThrownBy(chain::current)
          .isInstanceOf(NoCredentials.class)
          .message()
          .contains("does not accept the token")
          .doesNotContain("at1");
      token("66b884d22f65a5f7d190840f806cdfefb9e5e804.json", "2026-03-04T05:00:00Z");
      assertThat(server.seen()).hasSize(1);
    }
    try (AwsChain old = chain("old")) {
      assertThatThrownBy(old::current)
          .isInstanceOf(NoCredentials.class)
          .hasMessageContaining("has expired (profile `old`)");
    }
  }
}
