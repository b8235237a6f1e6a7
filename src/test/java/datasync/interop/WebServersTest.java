package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.backend.web.WebBackend;
import datasync.backend.web.WebSettings;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.JdkTransport;
import datasync.http.ProxySettings;
import datasync.http.Request;
import datasync.http.Response;
import datasync.http.ResumingStream;
import datasync.http.RetryListener;
import datasync.http.RetryPolicy;
import datasync.http.TlsSettings;
import datasync.http.TransportSettings;
import datasync.http.Transports;
import datasync.io.Environment;
import datasync.object.BytesPayload;
import datasync.object.Payload;
import datasync.object.StoreFailure;
import datasync.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The web remote against real nginx, tinyproxy and squid, and hand-over with real dvc.
@Tag("interop")
@Timeout(120)
class WebServersTest {
  private static final byte[] BYTES = new byte[300_000];

  @TempDir static Path folder;
  private static RealServers servers;
  private static RealServers.Nginx nginx;

  @BeforeAll
  static void start() throws IOException {
    new Random(9).nextBytes(BYTES);
    servers = new RealServers(folder);
    nginx = servers.nginx();
    Files.write(nginx.root().resolve("f"), BYTES);
    Files.write(nginx.root().resolve("empty"), new byte[0]);
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  private static RetryPolicy policy() {
    return RetryPolicy.of(
        RetryPolicy.Limits.DEFAULT,
        new RetryPolicy.Outside(
            InstantSource.system(), new Random(1), time -> { }, RetryListener.NONE));
  }

  private static Environment environment(Map<String, String> variables) {
    return new Environment(variables, folder, folder, InstantSource.system(), new Random(1));
  }

  private static WebBackend backend(URI base, String... options) throws IOException {
    return backend(base, Map.of(), options);
  }

  private static WebBackend backend(URI base, Map<String, String> variables, String... options)
      throws IOException {
    Map<String, String> values = new HashMap<>(Map.of("url", base.toString()));
    for (int i = 0; i < options.length; i += 2) {
      values.put(options[i], options[i + 1]);
    }
    WebSettings settings =
        WebSettings.of(
            new Opening(
                values,
                environment(variables),
                (host, user) -> Optional.empty(),
                UploadSessions.NONE,
                Progress.none()));
    return WebBackend.open(settings, policy(), new Random(1));
  }

  private static Payload payload(byte[] bytes) {
    return new BytesPayload(bytes);
  }

  private static void roundTrip(WebBackend backend, String name) throws IOException {
    assertThat(backend.size(name)).isEmpty();
    assertThatThrownBy(() -> backend.open(name, 0)).isInstanceOf(NoSuchFileException.class);
    backend.write(name, payload(BYTES));
    assertThat(backend.size(name)).hasValue(BYTES.length);
    for (int from : new int[] {0, 7, BYTES.length}) {
      try (InputStream in = backend.open(name, from)) {
        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(BYTES, from, BYTES.length));
      }
    }
    assertThat(nginx.kept().resolve(name)).hasBinaryContent(BYTES);
    backend.write(name + "-empty", payload(new byte[0]));
    assertThat(backend.size(name + "-empty")).hasValue(0);
  }

  @Test
  void files_goUpAndComeBackByPostAndPut() throws IOException {
    try (WebBackend backend = backend(nginx.uri("/post"))) {
      roundTrip(backend, "files/md5/p0/st");
    }
    try (WebBackend backend = backend(nginx.uri("/put"), "method", "PUT")) {
      roundTrip(backend, "files/md5/pu/t");
    }
  }

  @Test
  void files_goUpAndComeBackOverTls() throws IOException {
    String authority = RealServers.authority().toString();
    try (WebBackend backend = backend(nginx.secure("/post"), "ssl_verify", authority)) {
      roundTrip(backend, "tls/post");
    }
    try (WebBackend backend =
        backend(nginx.secure("/put"), "ssl_verify", "false", "method", "PUT")) {
      roundTrip(backend, "tls/put");
    }
    try (WebBackend backend =
        backend(nginx.secure("/put"), Map.of("REQUESTS_CA_BUNDLE", authority), "method", "PUT")) {
      roundTrip(backend, "tls/environment");
    }
    try (WebBackend backend = backend(nginx.secure("/put"))) {
      assertFails(backend, FailureKind.CERTIFICATE);
    }
  }

  private static void assertFails(WebBackend backend, FailureKind kind) {
    assertThatThrownBy(() -> backend.size("x"))
        .isInstanceOf(StoreFailure.class)
        .cause()
        .isInstanceOfSatisfying(
            HttpFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  @Test
  void login_isWanted() throws IOException {
    String[] login = {"auth", "basic", "user", "alice", "password", "secret", "method", "PUT"};
    try (WebBackend backend = backend(nginx.uri("/authput"), login)) {
      roundTrip(backend, "with/login");
    }
    login[5] = "wrong";
    try (WebBackend backend = backend(nginx.uri("/authput"), login)) {
      assertFails(backend, FailureKind.AUTHENTICATION);
    }
    try (WebBackend backend = backend(nginx.uri("/authput"))) {
      assertFails(backend, FailureKind.AUTHENTICATION);
    }
  }

  @Test
  void digest_opensAnApache() throws IOException {
    try (ApacheDavServer apache = new ApacheDavServer(folder)) {
      assertDigestOpens(apache);
    }
  }

  private static void assertDigestOpens(ApacheDavServer apache) throws IOException {
    URI base = apache.uri("/digest");
    String[] login = {"auth", "digest", "user", "alice", "password", "secret", "method", "PUT"};
    try (WebBackend backend = backend(base, login)) {
      assertThat(backend.size("a")).isEmpty();
      for (int i = 0; i < 5; i++) {
        backend.write("a b" + i, payload(BYTES));
        assertThat(backend.size("a b" + i)).hasValue(BYTES.length);
        try (InputStream in = backend.open("a b" + i, 0)) {
          assertThat(in.readAllBytes()).isEqualTo(BYTES);
        }
      }
      assertThat(apache.root().resolve("digest/a b4")).hasBinaryContent(BYTES);
      // one challenge for all of them
      assertThat(Files.readString(apache.log())).containsOnlyOnce(" 401 ");
    }
    login[5] = "wrong";
    try (WebBackend backend = backend(base, login)) {
      assertFails(backend, FailureKind.AUTHENTICATION);
    }
  }

  @Test
  void refusals_inTheMiddleOfAnUploadAreTold() throws IOException {
    Payload large = payload(new byte[50_000_000]);
    try (WebBackend backend = backend(nginx.uri("/authput"), "method", "PUT")) {
      assertThatThrownBy(() -> backend.write("x", large))
          .hasMessageContaining("status 401");
    }
    try (WebBackend backend = backend(nginx.uri("/small"), "method", "PUT")) {
      assertThatThrownBy(() -> backend.write("x", large))
          .hasMessageContaining("status 413");
    }
    try (WebBackend backend = backend(nginx.uri("/"), "method", "PUT")) {
      assertThatThrownBy(() -> backend.write("x", large))
          .hasMessageContaining("status 405");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirects_areFollowedWithoutTheLogin(int status) throws IOException {
    String[] login = {"auth", "basic", "user", "alice", "password", "secret"};
    try (WebBackend backend = backend(nginx.uri("/r" + status), login);
        InputStream in = backend.open("f", 5)) {
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(BYTES, 5, BYTES.length));
    }
    // at the other origin the login would be needed, and is not sent there
    try (WebBackend backend = backend(nginx.uri("/r" + status + "/auth"), login)) {
      assertFails(backend, FailureKind.AUTHENTICATION);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void uploads_followRedirects(int status) throws IOException {
    try (WebBackend backend = backend(nginx.uri("/r" + status + "/post"))) {
      backend.write("redirected", payload(BYTES));
      assertThat(nginx.kept().resolve("redirected")).hasBinaryContent(BYTES);
    }
  }

  @Test
  void serverWithoutRanges_works() throws IOException {
    try (WebBackend backend = backend(nginx.uri("/norange"))) {
      assertThat(backend.size("f")).hasValue(BYTES.length);
      try (InputStream in = backend.open("f", 100_000)) {
        assertThat(in.readAllBytes())
            .isEqualTo(Arrays.copyOfRange(BYTES, 100_000, BYTES.length));
      }
    }
  }

  @Test
  void http2_worksWhereItIsAllowed() throws IOException {
    TlsSettings tls = new TlsSettings(true, List.of(RealServers.authority()), List.of());
    TransportSettings settings = TransportSettings.DEFAULT.trusting(tls).withHttp2(true);
    try (HttpTransport transport = new JdkTransport(settings)) {
      try (Response response = transport.exchange(Request.get(nginx.secure("/f?h2")))) {
        assertThat(response.body().readAllBytes()).isEqualTo(BYTES);
      }
      Request request = Request.get(nginx.secure("/f"));
      try (InputStream in = ResumingStream.open(transport, policy(), request, 1000)) {
        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(BYTES, 1000, BYTES.length));
      }
    }
    assertThat(Files.readString(nginx.log())).contains("GET /f?h2 HTTP/2.0 200");
  }

  @Test
  void identity_opensAGuardedServer() throws IOException {
    TlsSettings tls = new TlsSettings(true, List.of(RealServers.authority()), List.of());
    URI uri = URI.create("https://localhost:" + nginx.guarded() + "/f");
    for (boolean known : new boolean[] {false, true}) {
      TlsSettings mine = known ? tls.as(List.of(RealServers.client())) : tls;
      try (HttpTransport transport = new JdkTransport(TransportSettings.DEFAULT.trusting(mine));
          Response response = transport.exchange(Request.get(uri))) {
        assertThat(response.status()).isEqualTo(known ? 200 : 400);
      }
    }
  }

  @Test
  void stream_startsWhereItIsAskedTo() throws IOException {
    int start = 123_456;
    try (HttpTransport transport =
        Transports.following(new JdkTransport(TransportSettings.DEFAULT), policy())) {
      Request part = Request.get(nginx.uri("/f?part"));
      try (InputStream in = ResumingStream.open(transport, policy(), part, start)) {
        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(BYTES, start, BYTES.length));
      }
      Request done = Request.get(nginx.uri("/f?done"));
      try (InputStream in = ResumingStream.open(transport, policy(), done, BYTES.length)) {
        assertThat(in.readAllBytes()).isEmpty();
      }
    }
    assertThat(Files.readString(nginx.log()))
        .contains("GET /f?part HTTP/1.1 206").contains("GET /f?done HTTP/1.1 416");
  }

  @Test
  void stream_goesOnThoughTheServerIsRestarted() throws IOException {
    byte[] large = new byte[30_000_000];
    new Random(10).nextBytes(large);
    try (RealServers own = new RealServers(folder.resolve("own"));
        HttpTransport transport =
            Transports.following(new JdkTransport(TransportSettings.DEFAULT), policy())) {
      RealServers.Nginx restarted = own.nginx();
      Files.write(restarted.root().resolve("large"), large);
      Request request = Request.get(restarted.uri("/large"));
      try (InputStream in = ResumingStream.open(transport, policy(), request, 0)) {
        assertThat(in.readNBytes(1000)).isEqualTo(Arrays.copyOf(large, 1000));
        restart(own, restarted);
        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(large, 1000, large.length));
      }
      assertThat(Files.readString(restarted.log())).contains("GET /large HTTP/1.1 206");
    }
  }

  private static void restart(RealServers servers, RealServers.Nginx nginx) {
    try {
      servers.restart(nginx.port());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tinyproxy", "squid"})
  void proxies_withAPasswordAreUsed(String kind) throws IOException {
    RealServers.Proxy proxy = kind.equals("squid") ? servers.squid() : servers.tinyproxy();
    String right = proxy.variable("u", "p");
    Map<String, String> variables = Map.of("http_proxy", right, "https_proxy", right);
    String authority = RealServers.authority().toString();
    try (WebBackend backend = backend(nginx.uri("/post"), variables)) {
      roundTrip(backend, kind + "/plain");
    }
    try (WebBackend backend =
        backend(nginx.secure("/post"), variables, "ssl_verify", authority)) {
      roundTrip(backend, kind + "/tls");
    }
    assertThat(Files.readString(proxy.log())).contains("POST");
    String wrong = proxy.variable("u", "s3cret");
    Map<String, String> bad = Map.of("http_proxy", wrong, "https_proxy", wrong);
    for (URI base : List.of(nginx.uri("/post"), nginx.secure("/post"))) {
      try (WebBackend backend = backend(base, bad, "ssl_verify", authority)) {
        // tinyproxy answers a wrong login as a server does, with 401
        boolean odd = kind.equals("tinyproxy") && base.getScheme().equals("http");
        assertFails(backend, odd ? FailureKind.AUTHENTICATION : FailureKind.PROXY);
      }
    }
    Map<String, String> around = new HashMap<>(bad);
    around.put("no_proxy", "localhost");
    try (WebBackend backend = backend(nginx.uri("/post"), around)) {
      roundTrip(backend, kind + "/direct");
    }
    assertThat(ProxySettings.of(environment(bad)).toString()).doesNotContain("s3cret");
  }

  @Test
  void objects_areHandedOverToAndFromRealDvc() throws Exception {
    try (Sandbox sandbox = new Sandbox();
        Tool dvc = new RealDvc()) {
      String[][] commands = {
        {"init", "--no-scm"},
        {"remote", "add", "-d", "web", nginx.secure("/post/shared").toString()},
        {"remote", "modify", "web", "ssl_verify", RealServers.authority().toString()},
      };
      for (String[] command : commands) {
        assertThat(sandbox.run(dvc, command).exit()).isZero();
      }
      Files.write(sandbox.work().resolve("data"), BYTES);
      assertThat(sandbox.run(dvc, "add", "data").exit()).isZero();
      Tool.Result push = sandbox.run(dvc, "push");
      assertThat(push.exit()).as(push.err()).isZero();
      String md5 = md5(BYTES);
      String name = "files/md5/" + md5.substring(0, 2) + "/" + md5.substring(2);
      try (WebBackend backend =
          backend(
              nginx.secure("/post/shared"), "ssl_verify", RealServers.authority().toString())) {
        assertThat(backend.size(name)).hasValue(BYTES.length);
        try (InputStream in = backend.open(name, 0)) {
          assertThat(in.readAllBytes()).isEqualTo(BYTES);
        }
        byte[] ours = "written by the other\n".getBytes();
        String other = md5(ours);
        backend.write(
            "files/md5/" + other.substring(0, 2) + "/" + other.substring(2), payload(ours));
        Files.writeString(
            sandbox.work().resolve("other.dvc"),
            "outs:\n- md5: " + other + "\n  size: 21\n  hash: md5\n  path: other\n");
        Tool.Result pull = sandbox.run(dvc, "pull", "other");
        assertThat(pull.exit()).as(pull.err()).isZero();
        assertThat(sandbox.work().resolve("other")).hasBinaryContent(ours);
      }
    }
  }

  private static String md5(byte[] bytes) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("MD5").digest(bytes));
  }
}
