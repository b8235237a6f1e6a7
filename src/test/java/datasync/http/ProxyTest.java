package datasync.http;

import static datasync.http.TransportTest.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.io.Environment;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
@ParameterizedClass
@EnumSource(Carrier.class)
class ProxyTest {
  @Parameter Carrier carrier;

  private static final String LOGIN = "Basic dTpwIEA6"; // u and "p @:"

  static ProxySettings proxies(Map<String, String> variables) {
    Path here = Path.of("/");
    return ProxySettings.of(
        new Environment(variables, here, here, InstantSource.system(), new Random(1)));
  }

  private static FakeServer proxy(int[] target) throws IOException {
    return new FakeServer(
        (q, r) -> {
          if (!q.header("Proxy-Authorization").equals(LOGIN)) {
            r.send(407, "", "Proxy-Authenticate: Basic realm=x");
          } else if (q.method().equals("CONNECT")) {
            r.tunnel("localhost", target[0]);
          } else {
            r.send(200, "through " + q.target());
          }
        });
  }

  @Test
  void plainRequests_goThroughAProxyOnLoopbackWithItsLogin() throws IOException {
    try (FakeServer proxy = proxy(new int[1]);
        HttpTransport transport =
            carrier.open(
                TransportSettings.DEFAULT.through(
                    proxies(
                        Map.of("http_proxy", "http://u:p%20%40%3A@localhost:" + proxy.port()))));
        Response response =
            transport.exchange(Request.get(URI.create("http://data.invalid/a?b")))) {
      assertThat(new String(response.readAll(100))).isEqualTo("through http://data.invalid/a?b");
    }
  }

  @Test
  void secureRequests_goThroughATunnelAndTheServerDoesNotSeeTheLogin() throws Exception {
    int[] target = new int[1];
    try (FakeServer server =
            new FakeServer((q, r) -> r.send(200, "ok"), TlsTest.identity("server.pem"));
        FakeServer proxy = proxy(target);
        HttpTransport transport =
            carrier.open(
                TransportSettings.DEFAULT
                    .trusting(new TlsSettings(true, List.of(TlsTest.file("ca.pem")), List.of()))
                    .through(
                        proxies(
                            Map.of("HTTPS_PROXY", "u:p%20%40%3A@localhost:" + proxy.port()))))) {
      target[0] = server.port();
      try (Response response = transport.exchange(Request.get(server.uri("/s")))) {
        assertThat(response.status()).isEqualTo(200);
      }
      assertThat(proxy.seen().getFirst().method()).isEqualTo("CONNECT");
      assertThat(server.seen().getFirst().headers()).doesNotContainKey("Proxy-Authorization");
    }
  }

  @Test
  void wrongLogin_isAFailureOfTheProxyThatShowsNoSecret() throws Exception {
    try (FakeServer proxy = proxy(new int[1]);
        HttpTransport transport =
            carrier.open(
                TransportSettings.DEFAULT.through(
                    proxies(Map.of("all_proxy", "http://u:s3cret@localhost:" + proxy.port()))))) {
      try (Response answer = transport.exchange(Request.get(URI.create("http://x.invalid/")))) {
        assertThat(HttpFailure.of(answer).kind()).isEqualTo(FailureKind.PROXY);
      }
      Request secure = Request.get(URI.create("https://x.invalid/"));
      try (Response answer = transport.exchange(secure)) {
        assertThat(HttpFailure.of(answer).kind()).isEqualTo(FailureKind.PROXY);
      } catch (HttpFailure failure) {
        assertThat(failure.kind()).isEqualTo(FailureKind.PROXY);
        assertThat(failure.toString() + failure.getCause()).doesNotContain("s3cret");
      }
    }
  }

  @Test
  void proxyThatRefusesToConnect_isAFailureOfTheProxy() throws Exception {
    try (FakeServer proxy = new FakeServer((q, r) -> r.send(403, "no"));
        HttpTransport transport =
            carrier.open(
                TransportSettings.DEFAULT.through(
                    proxies(Map.of("https_proxy", "localhost:" + proxy.port()))))) {
      Request request = Request.get(URI.create("https://x.invalid/"));
      assertFails(() -> transport.exchange(request), FailureKind.PROXY, false);
    }
  }

  @Test
  void proxyThatIsDown_isAFailureOfTheProxy() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProxySettings proxies = proxies(Map.of("http_proxy", "localhost:" + port));
    try (HttpTransport transport =
        carrier.open(TransportSettings.DEFAULT.through(proxies))) {
      Request request = Request.get(URI.create("http://x.invalid/"));
      assertThatThrownBy(() -> transport.exchange(request))
          .hasMessageContaining("the proxy refuses the connection");
    }
  }

  @Test
  void variables_ofLowerCaseWinAndAllProxyIsTheLastResort() {
    ProxySettings settings =
        proxies(
            Map.of(
                "http_proxy", "http://lower:1",
                "HTTP_PROXY", "http://upper:2",
                "ALL_PROXY", "all:3"));
    assertThat(settings.forAddress(URI.create("http://x/"))).hasToString("Optional[lower:1]");
    assertThat(settings.forAddress(URI.create("https://x/"))).hasToString("Optional[all:3]");
    assertThat(
            proxies(Map.of("http_proxy", "", "HTTP_PROXY", "upper:2"))
                .forAddress(URI.create("http://x/")))
        .isEmpty();
    assertThat(proxies(Map.of("https_proxy", "socks5://s:1")).forAddress(URI.create("https://x/")))
        .isEmpty();
    assertThat(
            proxies(Map.of("HTTP_PROXY", "evil:1", "REQUEST_METHOD", "GET"))
                .forAddress(URI.create("http://x/")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "*, http://any.example/, true",
    "example.com, http://example.com/, true",
    "example.com, https://a.example.com:8443/, true",
    ".example.com, http://a.example.com/, true",
    "*.example.com, http://a.example.com/, true",
    "example.com, http://badexample.com/, false",
    "EXAMPLE.com, http://Example.COM/, true",
    "a b;c example.com, http://example.com/, true",
    "host:8080, http://host:8080/, true",
    "host:8080, http://host/, false",
    "host:443, https://host/, true",
    "10.0.0.0/8, http://10.9.8.7/, true",
    "10.0.0.0/8, http://11.9.8.7/, false",
    "192.168.1.128/25, http://192.168.1.127/, false",
    "192.168.1.128/25, http://192.168.1.200/, true",
    "10.0.0.0/8, http://10.example/, false",
    "127.0.0.1, http://127.0.0.1:99/, true",
    "127.0.0.1:99, http://127.0.0.1:99/, true",
    "127.0.0.1:98, http://127.0.0.1:99/, false",
    "::1, http://[::1]:99/, true",
    "[::1]:99, http://[::1]:99/, true",
    "fd00::/8, http://[fd12::1]/, true",
    "fd00::/8, http://[fe80::1]/, false",
    "nothing, http://169.254.169.254/latest, true",
    "'', http://x/, false",
  })
  void noProxy_coversWhatItNames(String list, URI uri, boolean direct) {
    assertThat(NoProxy.of(list).covers(Origin.of(uri))).isEqualTo(direct);
    ProxySettings settings = proxies(Map.of("all_proxy", "http://p:1", "no_proxy", list));
    assertThat(settings.forAddress(uri).isEmpty()).isEqualTo(direct);
    assertThat(settings.forAddress(uri).toString()).doesNotContain("@");
  }
}
