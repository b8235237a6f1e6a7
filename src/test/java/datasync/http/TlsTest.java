package datasync.http;

import static datasync.http.TransportTest.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.io.Environment;
import datasync.text.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
@ParameterizedClass
@EnumSource(Carrier.class)
class TlsTest {
  @Parameter Carrier carrier;

  @TempDir Path folder;

  /// A file of the folder `tls`.
  static Path file(String name) {
    return Path.of("src/test/java/datasync/http/tls").resolve(name).toAbsolutePath();
  }

  /// What a server with this certificate and key uses.
  static SSLContext identity(String name) throws IOException, GeneralSecurityException {
    Pem pem = Pem.read(file(name));
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    Certificate[] chain = pem.certificates().toArray(new Certificate[0]);
    store.setKeyEntry("k", pem.privateKey().orElseThrow(), new char[0], chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new TrustManager[] {new TrustAll()}, null);
    return context;
  }

  private static TlsSettings trusting(Path... files) {
    return new TlsSettings(true, List.of(files), List.of());
  }

  private void get(FakeServer server, TlsSettings tls) throws IOException {
    try (HttpTransport transport = carrier.open(TransportSettings.DEFAULT.trusting(tls));
        Response response = transport.exchange(Request.get(server.uri("/x")))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.readAll(100)).hasSize(2);
    }
  }

  private static FakeServer server(String identity) throws Exception {
    return new FakeServer((q, r) -> r.send(200, "ok"), identity(identity));
  }

  @Test
  void server_ofAPrivateAuthorityIsTrustedWithItsFileOnly() throws Exception {
    try (FakeServer server = server("server.pem")) {
      get(server, trusting(file("ca.pem")));
      assertFails(
          () -> get(server, TlsSettings.DEFAULT), FailureKind.CERTIFICATE, false);
      assertThatThrownBy(() -> get(server, TlsSettings.DEFAULT))
          .hasMessageContaining("authority that is not trusted")
          .isInstanceOfSatisfying(
              HttpFailure.class,
              failure ->
                  assertThat(failure.hint("origin").orElseThrow())
                      .contains("datasync remote modify origin ssl_verify /path/ca.pem"));
    }
  }

  @Test
  void server_isTrustedThroughEachVariableOfTheEnvironment() throws Exception {
    try (FakeServer server = server("server.pem")) {
      for (String name : List.of("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")) {
        Environment environment = environment(Map.of(name, file("ca.pem").toString()));
        get(server, TlsSettings.of(environment, List.of()));
      }
    }
  }

  private Environment environment(Map<String, String> variables) {
    Path here = Path.of("").toAbsolutePath();
    return new Environment(variables, here, folder, InstantSource.system(), new Random(1));
  }

  @Test
  void server_ofAnotherNameIsRefused() throws Exception {
    try (FakeServer server = server("other.pem")) {
      assertThatThrownBy(() -> get(server, trusting(file("ca.pem"))))
          .hasMessageContaining("is for another name");
    }
  }

  @Test
  void server_withAnExpiredCertificateIsRefused() throws Exception {
    try (FakeServer server = server("expired.pem")) {
      assertThatThrownBy(() -> get(server, trusting(file("ca.pem"))))
          .hasMessageContaining("has expired");
    }
  }

  @Test
  void server_isNotCheckedWhenTold() throws Exception {
    for (String name : List.of("server.pem", "other.pem", "expired.pem")) {
      try (FakeServer server = server(name)) {
        get(server, TlsSettings.UNVERIFIED);
      }
    }
  }

  @Test
  void authorities_thatCannotBeReadAreNamed() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing\n");
    try (FakeServer server = server("server.pem")) {
      assertThatThrownBy(() -> get(server, trusting(folder.resolve("gone.pem"))))
          .hasMessageContaining("gone.pem");
      assertThatThrownBy(() -> get(server, trusting(empty))).hasMessageContaining("empty.pem");
    }
  }

  @Test
  void plainServer_behindHttpsIsNamedAsSuch() throws Exception {
    try (FakeServer plain = new FakeServer((q, r) -> r.send(200, ""));
        HttpTransport transport = carrier.open(TransportSettings.DEFAULT)) {
      var uri = java.net.URI.create("https://localhost:" + plain.port() + "/");
      assertThatThrownBy(() -> transport.exchange(Request.get(uri)))
          .isInstanceOf(HttpFailure.class);
    }
  }

  @Test
  void identity_isShownToAServerThatAsks() throws Exception {
    SSLContext context = identity("server.pem");
    try (SSLServerSocket listening =
            (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
        HttpTransport transport =
            carrier.open(
                TransportSettings.DEFAULT.trusting(
                    trusting(file("ca.pem")).as(List.of(file("client.pem")))))) {
      listening.setNeedClientAuth(true);
      var subject = new java.util.concurrent.CompletableFuture<String>();
      Thread.ofVirtual().start(() -> answerWithSubject(listening, subject));
      var uri = java.net.URI.create("https://localhost:" + listening.getLocalPort() + "/");
      transport.exchange(Request.get(uri)).close();
      assertThat(subject.get()).isEqualTo("CN=alice");
    }
  }

  private static void answerWithSubject(
      SSLServerSocket listening, java.util.concurrent.CompletableFuture<String> subject) {
    try (var socket = (javax.net.ssl.SSLSocket) listening.accept()) {
      socket.startHandshake();
      var peer = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      subject.complete(peer.getSubjectX500Principal().getName());
      socket.getOutputStream().write("HTTP/1.1 204 x\r\n\r\n".getBytes());
      socket.getInputStream().readAllBytes();
    } catch (IOException failure) {
      subject.completeExceptionally(failure);
    }
  }

  @Test
  void privateKeys_ofBothFormsAreTheSame() throws Exception {
    assertThat(Pem.read(file("rsa-pkcs1.pem")).privateKey().orElseThrow().getEncoded())
        .isEqualTo(Pem.read(file("rsa-pkcs8.pem")).privateKey().orElseThrow().getEncoded());
  }

  @Test
  void privateKeys_ofOtherFormsSayHowToConvertThem() {
    for (String name : List.of("ec-sec1.pem", "rsa-encrypted.pem")) {
      assertThatThrownBy(() -> Pem.read(file(name)).privateKey())
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt -in " + name);
    }
  }

  @Test
  void pemBlock_withoutEndIsAnErrorWithItsLine() throws IOException {
    Path file = folder.resolve("cut.pem");
    Files.writeString(file, "text\n-----BEGIN CERTIFICATE-----\nAAAA\n");
    assertThatThrownBy(() -> Pem.read(file))
        .isInstanceOfSatisfying(
            FormatException.class, failure -> assertThat(failure.line()).isEqualTo(2));
  }
}
