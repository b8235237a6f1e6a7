package datasync.backend.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.backend.FileInfo;
import datasync.backend.Opening;
import datasync.backend.Prompt;
import datasync.backend.UploadSessions;
import datasync.http.Authentication;
import datasync.http.FailureKind;
import datasync.http.FakeServer;
import datasync.http.HttpFailure;
import datasync.http.RetryListener;
import datasync.http.RetryPolicy;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.object.BytesPayload;
import datasync.object.CorruptObject;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Payload;
import datasync.object.StoreFailure;
import datasync.object.VerifiedPayload;
import datasync.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WebBackendTest {
  private static final String NAME = "files/md5/ab/cdef";

  @TempDir Path folder;

  private Environment environment(Map<String, String> variables) {
    return new Environment(variables, folder, folder, InstantSource.system(), new Random(1));
  }

  private WebSettings settings(Map<String, String> values) throws SettingException {
    return settings(values, (host, user) -> Optional.empty());
  }

  private WebSettings settings(Map<String, String> values, Prompt prompt)
      throws SettingException {
    return WebSettings.of(
        new Opening(
            values, environment(Map.of()), prompt, UploadSessions.NONE, Progress.none()));
  }

  private WebBackend backend(Map<String, String> values) throws SettingException {
    RetryPolicy policy =
        RetryPolicy.of(
            RetryPolicy.Limits.DEFAULT,
            new RetryPolicy.Outside(
                InstantSource.system(), new Random(1), time -> { }, RetryListener.NONE));
    return WebBackend.open(settings(values), policy, new Random(1));
  }

  private WebBackend backend(FakeServer server) throws SettingException {
    return backend(Map.of("url", server.uri("/base").toString()));
  }

  private static Payload payload(byte[] bytes) {
    return new BytesPayload(bytes);
  }

  @Test
  void written_filesAreThereWithTheirSizeAndBytes() throws IOException {
    Keeping kept = new Keeping();
    try (FakeServer server = new FakeServer(kept);
        WebBackend backend = backend(server)) {
      assertThat(backend.size(NAME)).isEmpty();
      assertThatThrownBy(() -> backend.open(NAME, 0)).isInstanceOf(NoSuchFileException.class);
      byte[] bytes = new byte[200_000];
      new Random(5).nextBytes(bytes);
      backend.write(NAME, payload(bytes));
      assertThat(backend.size(NAME)).hasValue(bytes.length);
      for (int from : new int[] {0, 1, 199_999, 200_000}) {
        try (InputStream in = backend.open(NAME, from)) {
          assertThat(in.readAllBytes())
              .isEqualTo(Arrays.copyOfRange(bytes, from, bytes.length));
        }
      }
      backend.write(NAME, payload(new byte[0]));
      assertThat(backend.size(NAME)).hasValue(0);
      assertThat(kept.files()).containsOnlyKeys("/base/" + NAME);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 405, 501})
  void look_asksByGetWhenTheServerKnowsNoHead(int refusal) throws IOException {
    FakeServer.Handler handler =
        (q, r) -> {
          if (q.toString().startsWith("HEAD ")) {
            r.head(refusal, 0);
          } else {
            r.send(200, "12345", "ETag: \"e\"");
          }
        };
    try (FakeServer server = new FakeServer(handler);
        WebBackend backend = backend(server)) {
      assertThat(backend.look("f")).isEqualTo(new FileInfo(5, "\"e\"", ""));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 500})
  void look_failsWhenTheServerDoesNotTell(int answer) throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.head(answer, 0));
        WebBackend backend = backend(server)) {
      assertThatThrownBy(() -> backend.look("f")).isInstanceOf(HttpFailure.class);
    }
  }

  @Test
  void look_ofNothingThereIsNull() throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.head(404, 0));
        WebBackend backend = backend(server)) {
      assertThat(backend.look("f")).isNull();
    }
  }

  @Test
  void upload_isWhatDvcSends() throws IOException {
    try (FakeServer server = new FakeServer(new Keeping());
        WebBackend backend = backend(server)) {
      backend.write(NAME, payload(new byte[3]));
      FakeServer.Seen seen = server.seen().getFirst();
      assertThat(seen).hasToString("POST /base/files/md5/ab/cdef");
      assertThat(seen.header("Transfer-Encoding")).isEqualTo("chunked");
      assertThat(seen.header("Content-Type")).isEqualTo("application/octet-stream");
      assertThat(seen.headers()).doesNotContainKey("Content-Length");
    }
  }

  @Test
  void upload_isSentWithItsLengthToAServerThatWantsIt() throws IOException {
    FakeServer.Handler strict =
        (q, r) -> r.send(q.header("Content-Length").isEmpty() ? 411 : 200, "");
    try (FakeServer server = new FakeServer(strict);
        WebBackend backend = backend(server)) {
      backend.write(NAME, payload(new byte[3]));
      backend.write(NAME, payload(new byte[3]));
      assertThat(server.seen()).hasSize(3);
      assertThat(server.seen().getLast().body()).hasSize(3);
    }
  }

  @Test
  void upload_ofCorruptBytesIsNeverSentWhole() throws IOException {
    for (int size : new int[] {0, 10, 65_536, 200_000}) {
      for (boolean wantsLength : new boolean[] {false, true}) {
        Keeping kept = new Keeping();
        FakeServer.Handler strict =
            (q, r) -> {
              if (q.target().endsWith("first")) {
                r.send(wantsLength && q.header("Content-Length").isEmpty() ? 411 : 200, "");
              } else {
                kept.answer(q, r);
              }
            };
        try (FakeServer server = new FakeServer(strict);
            WebBackend backend = backend(server)) {
          backend.write("first", payload(new byte[1]));
          ObjectId id = ObjectId.of(HashName.MD5, "0".repeat(32));
          Payload wrong = new VerifiedPayload(id, payload(new byte[size]), "here");
          assertThatThrownBy(() -> backend.write(NAME, wrong)).isInstanceOf(CorruptObject.class);
          assertThat(kept.files()).as(size + " " + wantsLength).isEmpty();
        }
      }
    }
  }

  @Test
  void upload_isTriedAgainWhenTheConnectionIsLost() throws IOException {
    Keeping kept = new Keeping();
    FakeServer.Handler cutting =
        (q, r) -> {
          if (q.number() < 2) {
            r.cut();
          }
          kept.answer(q, r);
        };
    try (FakeServer server = new FakeServer(cutting);
        WebBackend backend = backend(server)) {
      backend.write(NAME, payload(new byte[3]));
      assertThat(kept.files()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, 7, 7", "203, 7, 7", "206, 1, -1", "404, 0, ", "410, 0, ", "403, 0, ", "405, 0, ",
    "400, 0, ", "501, 0, ",
  })
  void size_takesTheAnswersOfDvcsQuestion(int status, int length, Long size) throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.send(status, new byte[length]));
        WebBackend backend = backend(server)) {
      OptionalLong found = backend.size(NAME);
      assertThat(found)
          .isEqualTo(size == null ? OptionalLong.empty() : OptionalLong.of(size));
      assertThat(server.seen()).allMatch(seen -> seen.method().equals("GET"));
    }
  }

  @Test
  void size_worksWithAServerThatRefusesRanges() throws IOException {
    FakeServer.Handler refusing =
        (q, r) -> r.send(q.header("Range").isEmpty() ? 200 : 400, new byte[5]);
    try (FakeServer server = new FakeServer(refusing);
        WebBackend backend = backend(server)) {
      assertThat(backend.size(NAME)).hasValue(5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 407, 429, 500, 503})
  void size_isAFailureWhenTheServerCannotTell(int status) throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.send(status, ""));
        WebBackend backend = backend(server)) {
      assertThatThrownBy(() -> backend.size(NAME))
          .isInstanceOfSatisfying(
              StoreFailure.class,
              failure -> {
                assertThat(failure.operation()).isEqualTo("query");
                assertThat(failure.object()).isEqualTo(NAME);
                assertThat(failure.isRetryable()).isEqualTo(status >= 429);
                assertThat(((HttpFailure) failure.getCause()).status()).isEqualTo(status);
              });
    }
  }

  @Test
  void refusal_ofAnUploadNamesItsKind() throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.send(405, ""));
        WebBackend backend = backend(server)) {
      assertThatThrownBy(() -> backend.write(NAME, payload(new byte[3])))
          .hasCauseInstanceOf(HttpFailure.class)
          .cause()
          .isInstanceOfSatisfying(
              HttpFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED));
    }
  }

  @Test
  void read_thatBreaksOffTooOftenIsAFailureOfTheStore() throws IOException {
    FakeServer.Handler cutting =
        (q, r) -> {
          r.head(200, 100);
          r.cut();
        };
    try (FakeServer server = new FakeServer(cutting);
        WebBackend backend = backend(server)) {
      assertThatThrownBy(
              () -> {
                try (InputStream in = backend.open(NAME, 0)) {
                  in.readAllBytes();
                }
              })
          .isInstanceOfSatisfying(
              StoreFailure.class, failure -> assertThat(failure.object()).isEqualTo(NAME));
    }
  }

  @Test
  void oldServer_thatEndsBodiesByClosingWorks() throws IOException {
    FakeServer.Handler old =
        (q, r) -> {
          r.raw("HTTP/1.0 200 OK\r\nContent-Type: x/y\r\n\r\nhello".getBytes());
          r.cut();
        };
    try (FakeServer server = new FakeServer(old);
        WebBackend backend = backend(server)) {
      assertThat(backend.size(NAME)).hasValue(-1);
      try (InputStream in = backend.open(NAME, 2)) {
        assertThat(in.readAllBytes()).isEqualTo("llo".getBytes());
      }
    }
  }

  @Test
  void addresses_keepQueryAndEncodingOfTheUrl() throws IOException {
    Keeping kept = new Keeping();
    try (FakeServer server = new FakeServer(kept);
        WebBackend backend =
            backend(Map.of("url", server.uri("").toString() + "/a b%2Fc/\u00e4/?t=1"))) {
      backend.write("x y/z", payload(new byte[1]));
      assertThat(kept.files()).containsOnlyKeys("/a%20b%2Fc/%C3%A4/x%20y/z?t=1");
    }
  }

  @Test
  void hostNames_ofOtherScriptsAreWrittenAsDnsHasThem() throws SettingException {
    assertThat(settings(Map.of("url", "https://b\u00fccher.example:8443/x")).base())
        .hasToString("https://xn--bcher-kva.example:8443/x");
    assertThat(settings(Map.of("url", "http://[::1]:80/x")).base())
        .hasToString("http://[::1]:80/x");
  }

  @Test
  void login_inTheUrlIsUsedAndNotShown() throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.send(404, ""));
        WebBackend backend =
            backend(Map.of("url", "http://me:s%333cret@localhost:" + server.port() + "/x"))) {
      backend.size(NAME);
      assertThat(server.seen().getFirst().header("Authorization"))
          .isEqualTo(new Authentication.Basic("me", "s33cret").value());
      assertThat(backend.location()).isEqualTo("http://localhost:" + server.port() + "/x");
    }
  }

  @Test
  void keys_ofDvcAreUnderstood() throws SettingException {
    Map<String, String> values = new HashMap<>();
    values.put("url", "https://h/p");
    assertThat(settings(values).method()).isEqualTo("POST");
    assertThat(settings(values).authentication()).isEqualTo(Authentication.NONE);
    assertThat(settings(values).transport().readTimeout()).isEqualTo(Duration.ofSeconds(60));
    values.putAll(Map.of("method", "put", "connect_timeout", "1.5", "read_timeout", "0"));
    values.putAll(Map.of("ssl_verify", "False", "user", "u", "password", "p"));
    assertThat(settings(values).method()).isEqualTo("PUT");
    assertThat(settings(values).authentication()).isEqualTo(Authentication.NONE);
    assertThat(settings(values).transport().connectTimeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(settings(values).transport().readTimeout()).isGreaterThan(Duration.ofDays(1));
    assertThat(settings(values).transport().tls().verify()).isFalse();
    values.put("auth", "BASIC");
    assertThat(settings(values).authentication())
        .isEqualTo(new Authentication.Basic("u", "p"));
    values.put("auth", "digest");
    assertThat(settings(values).authentication())
        .isEqualTo(new Authentication.Digest("u", "p"));
    values.putAll(Map.of("auth", "custom", "custom_auth_header", "X-Key", "ssl_verify", "ca.pem"));
    assertThat(settings(values).authentication())
        .isEqualTo(new Authentication.Header("X-Key", "p"));
    assertThat(settings(values).transport().tls().authorities())
        .containsExactly(folder.resolve("ca.pem"));
    values.remove("password");
    assertThatThrownBy(() -> settings(values)).hasMessageContaining("`password`");
    values.put("ask_password", "true");
    assertThat(
            settings(values, (host, user) -> Optional.of(user))
                .authentication())
        .isEqualTo(new Authentication.Header("X-Key", "u"));
  }

  @ParameterizedTest
  @CsvSource({
    "url, http://my_host/x", "url, http:///x", "method, DELETE", "read_timeout, soon",
    "connect_timeout, -1", "auth, ntlm", "auth, basic", "auth, custom", "auth, digest",
  })
  void keys_thatMakeNoSenseAreNamed(String key, String value) {
    Map<String, String> values = new HashMap<>(Map.of("url", "http://h/x"));
    values.put(key, value);
    assertThatThrownBy(() -> settings(values)).isInstanceOf(SettingException.class);
  }
}
