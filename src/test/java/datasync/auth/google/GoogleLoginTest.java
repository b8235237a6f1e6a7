package datasync.auth.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.NoCredentials;
import datasync.http.FakeServer;
import datasync.http.HttpTransport;
import datasync.http.JdkTransport;
import datasync.http.Origin;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.Transports;
import datasync.http.TransportSettings;
import datasync.io.Environment;
import datasync.task.Parallel;
import datasync.text.FormatException;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class GoogleLoginTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final TestAccount ACCOUNT = new TestAccount();

  @TempDir Path folder;
  private final AtomicInteger asked = new AtomicInteger();
  private FakeServer.Handler handler = (request, reply) -> reply.send(404, "");
  private FakeServer server;
  private HttpTransport transport;
  private TokenEndpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer((request, reply) -> handler.answer(request, reply));
    transport = new JdkTransport(TransportSettings.DEFAULT);
    endpoint = new TokenEndpoint(transport, () -> NOW);
  }

  @AfterEach
  void stop() throws IOException {
    transport.close();
    server.close();
  }

  private Environment environment(Map<String, String> variables) {
    return new Environment(variables, folder, folder, () -> NOW, new Random(1));
  }

  private Map<String, String> form(FakeServer.Seen request) {
    return TestAccount.form(new String(request.body(), StandardCharsets.US_ASCII));
  }

  private void tokens() {
    handler =
        (request, reply) ->
            reply.send(
                200,
                "{\"access_token\": \"tok" + asked.incrementAndGet() + "\", \"expires_in\": 600}");
  }

  private TokenSource login(String json, Purpose purpose) throws IOException {
    Path file = Files.writeString(folder.resolve("login.json"), json);
    return LoginFile.read(file, "the test", purpose, endpoint);
  }

  @Test
  void serviceAccount_exchangesAStatementForAToken() throws IOException {
    tokens();
    String file = ACCOUNT.file(server.uri("/token"));
    AccessToken token = login(file, Purpose.DRIVE.actingFor("a@b.org")).fetch();
    assertThat(token.value()).isEqualTo("tok1");
    assertThat(token.expires()).isEqualTo(NOW.plusSeconds(600));
    Map<String, String> form = form(server.seen().getFirst());
    assertThat(form).containsEntry("grant_type", TestAccount.GRANT);
    JsonFields claims = ACCOUNT.claims(form.get("assertion"));
    assertThat(claims.text("iss")).isEqualTo(TestAccount.EMAIL);
    assertThat(claims.text("sub")).isEqualTo("a@b.org");
    assertThat(claims.text("aud")).isEqualTo(server.uri("/token").toString());
    assertThat(claims.text("scope")).isEqualTo(Purpose.DRIVE.scopes());
    assertThat(claims.number("iat")).isEqualTo(NOW.getEpochSecond());
    assertThat(claims.number("exp")).isEqualTo(NOW.getEpochSecond() + 3600);
  }

  @Test
  void serviceAccountAtGoogle_signsItsTokensForStorageItself() throws IOException {
    TokenSource login = login(ACCOUNT.file(TokenEndpoint.GOOGLE), Purpose.STORAGE);
    JsonFields claims = ACCOUNT.claims(login.fetch().value());
    assertThat(claims.text("aud")).isEqualTo("https://storage.googleapis.com/");
    assertThat(claims.text("sub")).isEqualTo(TestAccount.EMAIL);
    assertThat(claims.text("scope")).isEmpty();
    assertThat(login.origin()).contains(TestAccount.EMAIL).contains("login.json");
    assertThat(login + "").doesNotContain(ACCOUNT.secret());
  }

  @Test
  void usersLogin_isRefreshed_andARefusalNamesNoSecret() throws IOException {
    handler =
        (request, reply) -> {
          boolean good = form(request).get("refresh_token").equals("1//good");
          reply.send(
              good ? 200 : 400,
              good
                  ? "{\"access_token\": \"tok\", \"expires_in\": 10}"
                  : "{\"error\": \"invalid_grant\", \"error_description\": \"expired\"}");
        };
    String file =
        "{\"type\": \"authorized_user\", \"client_id\": \"i\", \"client_secret\": \"s3cret\","
            + " \"refresh_token\": \"1//%s\", \"quota_project_id\": \"p\", \"token_uri\": \""
            + server.uri("/token") + "\"}";
    TokenSource login = login(file.formatted("good"), Purpose.STORAGE);
    assertThat(login.fetch().value()).isEqualTo("tok");
    assertThat(login.quotaProject()).isEqualTo("p");
    assertThatThrownBy(() -> login(file.formatted("bad"), Purpose.STORAGE).fetch())
        .isInstanceOf(NoCredentials.class)
        .hasMessageContaining("invalid_grant: expired")
        .hasMessageNotContaining("1//")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void otherLogins_areExchangedForOnesOfGoogle() throws IOException {
    handler =
        (request, reply) -> {
          if (request.target().equals("/sts")) {
            Map<String, String> form = form(request);
            assertThat(form)
                .containsEntry("subject_token", "theirs")
                .containsEntry("audience", "a");
            reply.send(200, "{\"access_token\": \"between\", \"expires_in\": 60}");
          } else {
            assertThat(request.header("Authorization")).isEqualTo("Bearer between");
            JsonFields body = JsonFields.parse(request.body(), "body");
            assertThat(body.texts("scope")).containsExactly(Purpose.STORAGE.scopes());
            reply.send(
                200, "{\"accessToken\": \"last\", \"expireTime\": \"2026-03-01T13:00:00Z\"}");
          }
        };
    Files.writeString(folder.resolve("token"), "{\"id\": \"theirs\"}");
    String json =
        "{\"type\": \"external_account\", \"audience\": \"a\", \"subject_token_type\": \"t\","
            + " \"token_url\": \"" + server.uri("/sts") + "\", \"credential_source\": {\"file\":"
            + " \"" + folder.resolve("token") + "\", \"format\": {\"type\": \"json\","
            + " \"subject_token_field_name\": \"id\"}}, \"service_account_impersonation_url\": \""
            + server.uri("/v1/projects/-/serviceAccounts/r@p:generateAccessToken") + "\"}";
    TokenSource login = login(json, Purpose.STORAGE);
    assertThat(login.fetch().value()).isEqualTo("last");
    assertThat(login.origin()).contains("`r@p`");
  }

  @Test
  void filesThatAreNoLogins_areRefused() {
    for (String json :
        new String[] {
          "{}", "[]", "{\"type\": \"odd\"}", "{\"type\": \"service_account\"}",
          "{\"type\": \"service_account\", \"client_email\": \"e\", \"private_key\": \"AAAA\"}",
          "{\"type\": \"authorized_user\", \"client_id\": \"x\"}"
        }) {
      assertThatThrownBy(() -> login(json, Purpose.STORAGE)).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void theMachinesLogin_isAskedForDirectly_andOnlyOfGooglesServer() throws IOException {
    handler =
        (request, reply) -> {
          assertThat(request.header("Metadata-Flavor")).isEqualTo("Google");
          assertThat(request.target())
              .startsWith("/computeMetadata/v1/instance/service-accounts/default/token?scopes=");
          String token = "{\"access_token\": \"tok\", \"expires_in\": 3000}";
          if (asked.incrementAndGet() == 1) {
            reply.send(200, token, "Metadata-Flavor: Google");
          } else {
            reply.send(200, token);
          }
        };
    Map<String, String> variables =
        Map.of(
            "GCE_METADATA_HOST", "localhost:" + server.port(),
            "http_proxy", "http://localhost:1");
    assertThat(standard(variables).fetch().value()).isEqualTo("tok");
    assertThat(standard(variables).fetch()).isEqualTo(AccessToken.ANONYMOUS);
  }

  private DefaultLogin standard(Map<String, String> variables) {
    return new DefaultLogin(environment(variables), Purpose.STORAGE, endpoint, true);
  }

  @Test
  void standardPlaces_areLookedAtInOrder() throws IOException {
    tokens();
    Map<String, String> none = Map.of("NO_GCE_CHECK", "true");
    assertThat(standard(none).fetch()).isEqualTo(AccessToken.ANONYMOUS);
    assertThat(standard(none).absence())
        .hasMessageContaining("`GOOGLE_APPLICATION_CREDENTIALS` is not set")
        .hasMessageContaining(".config/gcloud/application_default_credentials.json");
    Path gcloud = folder.resolve(".config/gcloud/application_default_credentials.json");
    Files.createDirectories(gcloud.getParent());
    Files.writeString(gcloud, ACCOUNT.file(server.uri("/gcloud")));
    DefaultLogin second = standard(none);
    second.fetch();
    assertThat(second.origin()).contains("application_default_credentials");
    Files.writeString(folder.resolve("named.json"), ACCOUNT.file(server.uri("/named")));
    DefaultLogin first = standard(Map.of("GOOGLE_APPLICATION_CREDENTIALS", "named.json"));
    first.fetch();
    assertThat(first.origin()).contains("named.json");
    assertThatThrownBy(
            () -> standard(Map.of("GOOGLE_APPLICATION_CREDENTIALS", "missing.json")).fetch())
        .isInstanceOf(NoCredentials.class);
  }

  private final class Counting implements TokenSource {
    @Override
    public AccessToken fetch() {
      return new AccessToken("t" + asked.incrementAndGet(), NOW.plusSeconds(600));
    }

    @Override
    public String origin() {
      return "the test";
    }
  }

  @Test
  void manyThreads_shareOneToken_andRenewItTogether() throws IOException {
    AtomicInteger time = new AtomicInteger();
    BearerSigner signer =
        new BearerSigner(
            new Counting(), Origin.of(server.uri("")), () -> NOW.plusSeconds(time.get()));
    handler =
        (request, reply) -> {
          boolean ended = time.get() > 0 && request.header("Authorization").endsWith(" t1");
          reply.send(ended ? 401 : 200, "");
        };
    Request request = Request.get(server.uri("/x"));
    HttpTransport signed = Transports.signing(transport, signer);
    for (int round = 0; round < 2; round++) {
      Parallel.forTransfers(4)
          .forEach(
              Collections.nCopies(20, request),
              each -> {
                try (Response response = signed.exchange(each)) {
                  assertThat(response.status()).isEqualTo(200);
                }
              });
      time.set(1);
    }
    assertThat(asked.get()).isEqualTo(2);
    time.set(500);
    signed.exchange(request).close();
    assertThat(asked.get()).isEqualTo(3);
    assertThat(signer.sign(Request.get(server.numericUri("/x"))).headers().has("Authorization"))
        .isFalse();
  }

  @Test
  void withoutALogin_nothingIsWrittenAtGoogle_andEverythingElsewhere() throws IOException {
    DefaultLogin nobody = standard(Map.of("NO_GCE_CHECK", "true"));
    Origin here = Origin.of(server.uri(""));
    Request read = Request.get(server.uri("/x"));
    Request removal = Request.of("DELETE", server.uri("/x"), RequestBody.NONE);
    BearerSigner google = new BearerSigner(nobody, here, () -> NOW);
    assertThat(google.sign(read)).isEqualTo(read);
    assertThatThrownBy(() -> google.sign(removal)).isInstanceOf(NoCredentials.class);
    assertThat(new BearerSigner(nobody, here, () -> NOW, false).sign(removal)).isEqualTo(removal);
  }

  @Test
  void aTokenThatIsRefusedTwice_endsIt() {
    handler = (request, reply) -> reply.send(401, "");
    TokenSource same =
        new TokenSource() {
          @Override
          public AccessToken fetch() {
            return new AccessToken("same", NOW.plusSeconds(600));
          }

          @Override
          public String origin() {
            return "the test";
          }
        };
    HttpTransport signed =
        Transports.signing(
            transport, new BearerSigner(same, Origin.of(server.uri("")), () -> NOW));
    assertThatThrownBy(() -> signed.exchange(Request.get(server.uri("/x"))))
        .isInstanceOf(NoCredentials.class)
        .hasMessage("Google does not accept the test");
  }

  private static final String KEPT =
      """
      {"access_token": "%s", "client_id": "theirs", "client_secret": "s", "refresh_token": "r",
       "token_expiry": "%s", "token_uri": "%s", "user_agent": null, "revoke_uri": "x",
       "id_token": null, "id_token_jwt": null, "token_response": {"a": 1}, "scopes": ["y"],
       "token_info_uri": "z", "invalid": false, "_class": "OAuth2Credentials",
       "_module": "oauth2client.client"}
      """;

  @Test
  void whatDvcKept_isUsedWhileItIsGood_andRenewedInPlace() throws IOException {
    tokens();
    Path file = folder.resolve("kept.json");
    Files.writeString(file, KEPT.formatted("old", "2026-03-01T12:30:00Z", server.uri("/token")));
    CachedLogin login = CachedLogin.find(file, endpoint).orElseThrow();
    assertThat(login.fetch().value()).isEqualTo("old");
    assertThat(server.seen()).isEmpty();
    // asked once more the first has been refused
    assertThat(login.fetch().value()).isEqualTo("tok1");
    assertThat(form(server.seen().getFirst()))
        .containsEntry("client_id", "theirs").containsEntry("refresh_token", "r");
    JsonFields kept = JsonFields.parse(Files.readAllBytes(file), "kept");
    assertThat(kept.text("access_token")).isEqualTo("tok1");
    assertThat(kept.text("token_expiry")).isEqualTo("2026-03-01T12:10:00Z");
    assertThat(kept.text("_class")).isEqualTo("OAuth2Credentials");
    assertThat(kept.text("revoke_uri")).isEqualTo("x");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.writeString(file, KEPT.formatted("new", "2026-03-01T12:30:00Z", server.uri("/token")));
    assertThat(login.fetch().value()).isEqualTo("new");
  }

  @Test
  void missingOrEmptyFiles_holdNoLogin() throws IOException {
    assertThat(CachedLogin.find(folder.resolve("none"), endpoint)).isEmpty();
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThat(CachedLogin.find(empty, endpoint)).isEmpty();
    Path other = Files.writeString(folder.resolve("other"), "{}");
    assertThatThrownBy(() -> CachedLogin.find(other, endpoint))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void aPersonsLogin_comesBackFromTheBrowser() throws Exception {
    handler =
        (request, reply) -> {
          Map<String, String> form = form(request);
          assertThat(form)
              .containsEntry("grant_type", "authorization_code")
              .containsEntry("code", "c0de")
              .containsEntry("client_secret", "mine");
          assertThat(challenge(form.get("code_verifier"))).isEqualTo(shown.get("code_challenge"));
          reply.send(
              200,
              "{\"access_token\": \"tok\", \"refresh_token\": \"re\", \"expires_in\": 3599}");
        };
    OauthClient client =
        new OauthClient("id", "mine", URI.create("http://localhost/auth"), server.uri("/token"));
    BrowserLogin.Invitation person =
        address -> {
          shown = TestAccount.form(address.getRawQuery());
          String back = shown.get("redirect_uri");
          Thread.ofVirtual()
              .start(
                  () -> {
                    visit(back + "favicon.ico");
                    visit(back + "?state=wrong&code=evil");
                    visit(back + "?state=" + shown.get("state") + "&code=c0de&scope=x");
                  });
          return true;
        };
    Path file = folder.resolve("cache/id/default.json");
    CachedLogin login =
        new BrowserLogin(client, endpoint, new Random(1), person).keepIn(file);
    assertThat(login.fetch().value()).isEqualTo("tok");
    assertThat(shown)
        .containsEntry("access_type", "offline")
        .containsEntry("client_id", "id")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", Purpose.DRIVE.scopes());
    assertThat(CachedLogin.find(file, endpoint).orElseThrow().fetch().value()).isEqualTo("tok");
    assertThatThrownBy(
            () ->
                new BrowserLogin(client, endpoint, new Random(1), address -> false).keepIn(file))
        .isInstanceOf(NoCredentials.class)
        .hasMessageContaining("needs a person at a terminal");
  }

  private volatile Map<String, String> shown = Map.of();

  private static String challenge(String verifier) throws IOException {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IOException(impossible);
    }
  }

  private static void visit(String address) {
    try {
      var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.getResponseCode();
      connection.disconnect();
    } catch (IOException refused) {
      // the next visit counts
    }
  }
}
