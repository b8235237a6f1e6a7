package datasync.auth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.NoCredentials;
import datasync.http.FakeServer;
import datasync.http.HttpTransport;
import datasync.http.JdkTransport;
import datasync.http.Percent;
import datasync.http.Request;
import datasync.http.Response;
import datasync.http.RetryListener;
import datasync.http.RetryPolicy;
import datasync.http.TransportSettings;
import datasync.io.Environment;
import datasync.io.SettingException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The places that give a login over a network, each a server on this machine that is strict about
/// what it is asked.
@Timeout(30)
class AwsChainTest {
  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

  @TempDir Path home;

  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  private final AtomicInteger given = new AtomicInteger();
  private volatile Instant now = START;
  private CodePrompt prompt = device -> Optional.empty();

  @BeforeEach
  void thisMachineHasNoRole() {
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
  }

  private AwsSetup setup() {
    Environment environment =
        new Environment(variables, home, home, () -> now, new Random(1));
    RetryPolicy retries =
        RetryPolicy.of(
            RetryPolicy.Limits.DEFAULT,
            new RetryPolicy.Outside(() -> now, new Random(1), t -> { }, RetryListener.NONE));
    return new AwsSetup(settings, environment, retries, device -> prompt.code(device));
  }

  private AwsChain chain() {
    return new AwsChain(setup());
  }

  private void config(String... lines) throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws/config"), String.join("\n", lines));
  }

  private static Map<String, String> form(FakeServer.Seen request) {
    Map<String, String> form = new HashMap<>();
    for (String part : new String(request.body(), StandardCharsets.UTF_8).split("&")) {
      String[] pair = part.split("=", 2);
      form.put(pair[0], Percent.decode(pair[1]));
    }
    return form;
  }

  private String sts(String action, Instant end) {
    int number = given.incrementAndGet();
    return "<" + action + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + action
        + "Result><Credentials><AccessKeyId>AK" + number
        + "</AccessKeyId><SecretAccessKey>secret" + number
        + "</SecretAccessKey><SessionToken>token" + number + "</SessionToken><Expiration>" + end
        + "</Expiration></Credentials></" + action + "Result></" + action + "Response>";
  }

  private FakeServer sts(Duration life) throws IOException {
    FakeServer server =
        new FakeServer(
            (request, reply) ->
                reply.send(200, sts(form(request).get("Action"), now.plus(life))));
    variables.put("AWS_ENDPOINT_URL_STS", server.uri("").toString());
    return server;
  }

  @Test
  void role_isTakenWithTheLoginOfItsSource_signedForTheTokenService() throws IOException {
    config(
        "[profile role]", "role_arn = arn:aws:iam::1:role/r", "source_profile = base",
        "external_id = ex+1", "role_session_name = me", "duration_seconds = 1200",
        "[profile base]", "aws_access_key_id = AKBASE", "aws_secret_access_key = sbase",
        "aws_session_token = tbase");
    settings.putAll(Map.of("profile", "role", "region", "eu-west-3"));
    try (FakeServer server = sts(Duration.ofHours(1));
        AwsChain chain = chain()) {
      AwsCredentials role = chain.current();
      assertThat(role)
          .isEqualTo(new AwsCredentials("AK1", "secret1", "token1", START.plusSeconds(3600)));
      assertThat(chain.current()).isSameAs(role);
      assertThat(server.seen()).hasSize(1);
      FakeServer.Seen asked = server.seen().getFirst();
      assertThat(form(asked))
          .isEqualTo(
              Map.of(
                  "Action", "AssumeRole", "Version", "2011-06-15",
                  "RoleArn", "arn:aws:iam::1:role/r", "RoleSessionName", "me",
                  "ExternalId", "ex+1", "DurationSeconds", "1200"));
      assertThat(asked.header("Authorization"))
          .contains("Credential=AKBASE/20260304/eu-west-3/sts/aws4_request");
      assertThat(asked.header("x-amz-security-token")).isEqualTo("tbase");
      assertThat(chain.origin())
          .isEqualTo("the role `arn:aws:iam::1:role/r` of the profile `role`");
      assertThat(chain + setup().toString() + role).doesNotContain("secret1", "token1", "AK1");
    }
  }

  @Test
  void roles_areTakenOneWithTheOther() throws IOException {
    config(
        "[profile a]", "role_arn = arn:a", "source_profile = b",
        "[profile b]", "role_arn = arn:b", "source_profile = b",
        "aws_access_key_id = AKB", "aws_secret_access_key = sb",
        "[profile c]", "role_arn = arn:c", "source_profile = d",
        "[profile d]", "role_arn = arn:d", "credential_source = Environment");
    variables.putAll(Map.of("AWS_ACCESS_KEY_ID", "AKE", "AWS_SECRET_ACCESS_KEY", "se"));
    try (FakeServer server = sts(Duration.ofHours(1))) {
      for (String[] each : new String[][] {{"a", "AKB/"}, {"b", "AKB/"}, {"c", "AKE/"}}) {
        settings.put("profile", each[0]);
        int before = server.seen().size();
        try (AwsChain chain = chain()) {
          chain.current();
        }
        FakeServer.Seen first = server.seen().get(before);
        assertThat(first.header("Authorization")).contains("Credential=" + each[1]);
        assertThat(server.seen()).hasSize(before + (each[0].equals("c") ? 2 : 1));
      }
      // the login of a place counts, not the role that the profile takes with it
      assertThat(server.seen()).extracting(request -> form(request).get("RoleArn"))
          .containsExactly("arn:a", "arn:b", "arn:d", "arn:c");
    }
  }

  @Test
  void role_wantsTheCodeOfADevice() throws IOException {
    config(
        "[default]", "role_arn = arn:a", "source_profile = default", "mfa_serial = arn:mfa/me",
        "aws_access_key_id = A", "aws_secret_access_key = s");
    try (FakeServer server = sts(Duration.ofHours(1));
        AwsChain chain = chain()) {
      assertThatThrownBy(chain::current)
          .isInstanceOf(NoCredentials.class)
          .hasMessageContaining("`arn:mfa/me`, and nobody can be asked");
      prompt = device -> Optional.of("123456 ");
      chain.current();
      assertThat(form(server.seen().getFirst()))
          .containsEntry("SerialNumber", "arn:mfa/me")
          .containsEntry("TokenCode", "123456");
    }
  }

  /// The names are those that botocore 1.43 makes of the same parameters.
  @Test
  void roleThatTheAwsCommandHas_isNotAskedFor_untilItIsRefused() throws IOException {
    config(
        "[default]", "role_arn = arn:aws:iam::1:role/r", "source_profile = default",
        "mfa_serial = arn:aws:iam::1:mfa/me", "external_id = x y", "duration_seconds = 3600",
        "aws_access_key_id = A", "aws_secret_access_key = s");
    Path kept =
        home.resolve(".aws/cli/cache/30cc2295fecfa18fbee6c02bc876a35a367afdc1.json");
    Files.createDirectories(kept.getParent());
    Files.writeString(
        kept,
        "{\"Credentials\": {\"AccessKeyId\": \"AKCLI\", \"SecretAccessKey\": \"s\","
            + " \"SessionToken\": \"t\", \"Expiration\": \"" + START.plusSeconds(1800)
            + "\"}, \"ResponseMetadata\": {}}");
    assertThat(
            CommandCache.key(
                Map.of(
                    "RoleArn", "arn:a", "SerialNumber", "arn:mfa/me", "RoleSessionName", "s")))
        .isEqualTo("747502a2d21a9a43638da827a133b634c30a1eba");
    try (FakeServer server = sts(Duration.ofHours(1));
        AwsChain chain = chain()) {
      AwsCredentials found = chain.current();
      assertThat(found.accessKey()).isEqualTo("AKCLI");
      assertThat(server.seen()).isEmpty();
      prompt = device -> Optional.of("123456");
      assertThat(chain.renew(found)).isTrue();
      assertThat(chain.current().accessKey()).isEqualTo("AK1");
    }
    now = START.plusSeconds(1000);
    try (FakeServer server = sts(Duration.ofHours(1));
        AwsChain chain = chain()) {
      assertThat(chain.current().accessKey()).isEqualTo("AK2");
      assertThat(form(server.seen().getFirst())).containsEntry("TokenCode", "123456");
    }
  }

  @ParameterizedTest
  @CsvSource({"AccessDenied,403,1", "Throttling,400,5", "IDPCommunicationError,400,5", ",503,5"})
  void refusalsOfTheTokenService_areTold_andBusynessIsTriedAgain(
      String code, int status, int requests) throws IOException {
    config(
        "[default]", "role_arn = arn:a", "source_profile = default",
        "aws_access_key_id = A", "aws_secret_access_key = secretvalue");
    String error =
        "<ErrorResponse><Error><Code>" + code + "</Code><Message>User: x is not\nauthorized."
            + "</Message></Error></ErrorResponse>";
    try (FakeServer server =
        new FakeServer((q, r) -> r.send(status, code == null ? "busy" : error))) {
      variables.put("AWS_ENDPOINT_URL_STS", server.uri("").toString());
      try (AwsChain asking = chain()) {
        assertThatThrownBy(asking::current)
            .isInstanceOf(NoCredentials.class)
            .message()
            .contains(code == null ? "503" : "`" + code + "`: User: x is not authorized")
            .doesNotContain("secretvalue");
      }
      assertThat(server.seen()).hasSize(requests);
    }
  }

  @Test
  void webIdentity_readsItsFileEachTime() throws IOException {
    Files.writeString(home.resolve("token"), "first\n");
    variables.putAll(
        Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", "token", "AWS_ROLE_ARN", "arn:web"));
    try (FakeServer server = sts(Duration.ofHours(1));
        AwsChain chain = chain()) {
      chain.current();
      Files.writeString(home.resolve("token"), "second");
      now = now.plus(Duration.ofMinutes(51));
      assertThat(chain.current().accessKey()).isEqualTo("AK2");
      assertThat(server.seen())
          .extracting(request -> form(request).get("WebIdentityToken"))
          .containsExactly("first", "second");
      assertThat(server.seen().getFirst().header("Authorization")).isEmpty();
      assertThat(form(server.seen().getFirst()))
          .containsEntry("RoleSessionName", "datasync-" + START.getEpochSecond());
    }
  }

  @Test
  void ending_isRenewedByOneThread_whileOthersGoOn() throws Exception {
    Files.writeString(home.resolve("token"), "t");
    variables.putAll(
        Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", "token", "AWS_ROLE_ARN", "arn:web"));
    try (FakeServer server = sts(Duration.ofHours(1));
        AwsChain chain = chain();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      chain.current();
      now = START.plus(Duration.ofMinutes(44));
      assertThat(chain.current().accessKey()).isEqualTo("AK1");
      now = START.plus(Duration.ofMinutes(46));
      List<Callable<AwsCredentials>> many = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        many.add(chain::current);
      }
      threads.invokeAll(many);
      assertThat(server.seen()).hasSize(2);
      now = START.plus(Duration.ofDays(1));
      for (var each : threads.invokeAll(many)) {
        assertThat(each.get().accessKey()).isEqualTo("AK3");
      }
      AwsCredentials refused = chain.current();
      many.clear();
      for (int i = 0; i < 16; i++) {
        many.add(
            () -> {
              assertThat(chain.renew(refused)).isTrue();
              return null;
            });
      }
      for (var each : threads.invokeAll(many)) {
        each.get();
      }
      assertThat(server.seen()).hasSize(4);
    }
  }

  @Test
  void failedRenewal_isNoFailureWhileTheOldLoginHolds() throws IOException {
    Files.writeString(home.resolve("token"), "t");
    variables.putAll(
        Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", "token", "AWS_ROLE_ARN", "arn:web"));
    try (FakeServer server = sts(Duration.ofHours(1));
        AwsChain chain = chain()) {
      chain.current();
      Files.delete(home.resolve("token"));
      now = START.plus(Duration.ofMinutes(47));
      assertThat(chain.current().accessKey()).isEqualTo("AK1");
      now = START.plus(Duration.ofMinutes(51));
      assertThatThrownBy(chain::current)
          .isInstanceOf(NoCredentials.class)
          .hasMessageContaining("is missing");
      assertThat(server.seen()).hasSize(1);
    }
  }

  @Test
  void refusedLogin_isReadAnewFromItsFile() throws IOException {
    config("[default]", "aws_access_key_id = A", "aws_secret_access_key = s");
    try (AwsChain chain = chain()) {
      AwsCredentials old = chain.current();
      assertThat(chain.renew(old)).isFalse();
      config("[default]", "aws_access_key_id = A", "aws_secret_access_key = other");
      assertThat(chain.renew(old)).isTrue();
      assertThat(chain.current().secret()).isEqualTo("other");
    }
  }

  @Test
  void variablesThatHaveExpired_areTold() throws IOException {
    variables.putAll(
        Map.of(
            "AWS_ACCESS_KEY_ID", "A", "AWS_SECRET_ACCESS_KEY", "s",
            "AWS_CREDENTIAL_EXPIRATION", "2026-03-04T05:06:00Z"));
    try (AwsChain chain = chain()) {
      assertThatThrownBy(chain::current)
          .isInstanceOf(NoCredentials.class)
          .hasMessage("the login from `AWS_ACCESS_KEY_ID` has expired");
    }
  }

  private static String json(String key, Instant end) {
    return "{\"Code\": \"Success\", \"AccessKeyId\": \"" + key
        + "\", \"SecretAccessKey\": \"s\", \"Token\": \"t\", \"Expiration\": \"" + end + "\"}";
  }

  @Test
  void container_isAskedWithTheTokenOfItsFile_neverThroughAProxy() throws IOException {
    Files.writeString(home.resolve("auth"), "Bearer one");
    variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", home.resolve("auth").toString());
    variables.put("http_proxy", "http://127.0.0.1:1");
    try (FakeServer server =
        new FakeServer(
            (q, r) ->
                r.send(q.number() == 0 ? 500 : 200, json("AKC", now.plusSeconds(7200))))) {
      variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.uri("/v2/c?id=1").toString());
      try (AwsChain chain = chain()) {
        assertThat(chain.current().accessKey()).isEqualTo("AKC");
        assertThat(chain.origin()).isEqualTo("the container's agent");
      }
      assertThat(server.seen()).hasSize(2);
      assertThat(server.seen().getLast().target()).isEqualTo("/v2/c?id=1");
      assertThat(server.seen().getLast().header("Authorization")).isEqualTo("Bearer one");
      Files.writeString(home.resolve("auth"), "Bearer\r\nX: y");
      try (AwsChain chain = chain()) {
        assertThatThrownBy(chain::current).hasMessageContaining("has a line break");
      }
    }
  }

  /// Sends everything to one server and remembers where it was to go.
  private record Rerouted(HttpTransport inner, URI server, List<String> wanted)
      implements HttpTransport {
    @Override
    public Response exchange(Request request) throws IOException {
      wanted.add(request.uri().toString());
      return inner.exchange(request.to(server.resolve(request.uri().getRawPath())));
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  private AwsChain rerouted(FakeServer server, List<String> wanted) {
    HttpTransport there =
        new Rerouted(new JdkTransport(TransportSettings.DEFAULT), server.uri("/"), wanted);
    return new AwsChain(setup(), new Network(there, there, setup().retries()));
  }

  @Test
  void containerOfARelativeAddress_isTheAgentsOwn() throws IOException {
    variables.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/creds/1");
    List<String> wanted = new ArrayList<>();
    try (FakeServer server =
            new FakeServer((q, r) -> r.send(200, json("AKC", now.plusSeconds(7200))));
        AwsChain chain = rerouted(server, wanted)) {
      chain.current();
      assertThat(wanted).containsExactly("http://169.254.170.2/creds/1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://example.com/x", "http://169.254.169.254/", "file:///etc/x", "nonsense"})
  void containerElsewhere_isRefused(String address) {
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);
    try (AwsChain chain = chain()) {
      assertThatThrownBy(chain::current).isInstanceOf(SettingException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void machine_isAskedByVersionTwo_orOne(boolean second) throws IOException {
    variables.remove("AWS_EC2_METADATA_DISABLED");
    variables.put("http_proxy", "http://127.0.0.1:1");
    FakeServer.Handler service =
        (q, r) -> {
          String token = q.header("x-aws-ec2-metadata-token");
          if (q.method().equals("PUT")) {
            boolean asked = q.header("x-aws-ec2-metadata-token-ttl-seconds").equals("21600");
            r.send(second && asked ? 200 : 404, "tok");
          } else if (!token.equals(second ? "tok" : "")) {
            r.send(401, "");
          } else if (q.target().endsWith("/security-credentials/")) {
            r.send(200, "my-role");
          } else {
            r.send(200, json("AKM", START.minusSeconds(60)));
          }
        };
    try (FakeServer server = new FakeServer(service)) {
      variables.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.uri("").toString());
      try (AwsChain chain = chain()) {
        assertThat(chain.current().accessKey()).isEqualTo("AKM");
        // the service cannot renew: the old login goes on
        assertThat(chain.current().expiry())
            .isBetween(START.plusSeconds(1020), START.plusSeconds(1500));
        assertThat(server.seen())
            .extracting(FakeServer.Seen::toString)
            .containsExactly(
                "PUT /latest/api/token",
                "GET /latest/meta-data/iam/security-credentials/",
                "GET /latest/meta-data/iam/security-credentials/my-role");
      }
      if (!second) {
        variables.put("AWS_EC2_METADATA_V1_DISABLED", "true");
        try (AwsChain chain = chain()) {
          assertThatThrownBy(chain::current)
              .isInstanceOf(NoCredentials.class)
              .hasMessageContaining("version 1 is switched off");
        }
      }
    }
  }

  @Test
  void machineWithoutARole_isOneOfThePlacesThatWereTried() throws IOException {
    variables.remove("AWS_EC2_METADATA_DISABLED");
    try (FakeServer server = new FakeServer((q, r) -> r.send(404, ""))) {
      variables.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.uri("").toString());
      try (AwsChain chain = chain()) {
        assertThatThrownBy(chain::current)
            .isInstanceOf(NoCredentials.class)
            .hasMessageContaining("`access_key_id` of the remote, `AWS_ACCESS_KEY_ID`")
            .hasMessageContaining("the metadata of the machine (status 404)");
      }
    }
  }
}
