package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.backend.ListableBackend;
import datasync.backend.ListableBackendContract;
import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.backend.azure.AzureBackend;
import datasync.http.FakeServer;
import datasync.http.TlsSettings;
import datasync.http.TransportSettings;
import datasync.io.Environment;
import datasync.object.BytesPayload;
import datasync.object.ObjectStore;
import datasync.object.ObjectStoreContract;
import datasync.object.Payload;
import datasync.object.StoreFailure;
import datasync.object.StreamedPayload;
import datasync.task.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The kind on Azurite, with each login that it knows. It keeps no versions.
@Tag("remotes")
@Timeout(60)
class AzuriteBackendTest {
  @TempDir static Path folder;
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Path TLS = Path.of("src/test/java/datasync/http/tls").toAbsolutePath();
  private static AzuriteServer plain;
  private static AzuriteServer secure;
  private static FakeServer authority;

  @BeforeAll
  static void start() throws IOException {
    plain = AzuriteServer.start(folder);
    plain.make("cont", environment(Map.of()), TransportSettings.DEFAULT);
    secure = AzuriteServer.withTokens(folder, TLS.resolve("server.pem"));
    TlsSettings trust = new TlsSettings(true, List.of(TLS.resolve("ca.pem")), List.of());
    secure.make("cont", environment(Map.of()), TransportSettings.DEFAULT.trusting(trust));
    authority =
        new FakeServer(
            (q, r) -> r.send(200, "{\"access_token\":\"" + token() + "\",\"expires_in\":3599}"));
  }

  @AfterAll
  static void stop() throws IOException {
    plain.close();
    secure.close();
    authority.close();
  }

  private static Environment environment(Map<String, String> variables) {
    return new Environment(variables, folder, folder, InstantSource.system(), new Random(7));
  }

  /// A token as Azurite takes it: nobody signed it.
  private static String token() {
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"aud\":\"https://storage.azure.com\","
            + "\"iss\":\"https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/\","
            + "\"iat\":%d,\"nbf\":%d,\"exp\":%d,\"oid\":\"a\",\"ver\":\"1.0\"}"
                .formatted(now - 60, now - 60, now + 3600);
    return encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encoded(claims) + ".x";
  }

  private static String encoded(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static AzureBackend open(
      String container, Map<String, String> login, Map<String, String> variables)
      throws IOException {
    Map<String, String> values = new HashMap<>(login);
    values.put("url", "azure://" + container + "/sp ace/ü" + NUMBER.incrementAndGet());
    return AzureBackend.open(
        new Opening(
            values,
            environment(variables),
            (host, user) -> Optional.empty(),
            UploadSessions.NONE,
            Progress.none()));
  }

  private static AzureBackend withKey(String container) throws IOException {
    return open(container, Map.of("connection_string", plain.connection()), Map.of());
  }

  @Nested
  class WithKey extends ListableBackendContract {
    @Override
    protected ListableBackend openBackend() throws IOException {
      return withKey("cont");
    }
  }

  @Nested
  class WithSignature extends ListableBackendContract {
    @Override
    protected ListableBackend openBackend() throws IOException {
      String connection =
          "BlobEndpoint=" + plain.endpoint() + ";SharedAccessSignature="
              + plain.signature("rwdlac");
      return open("cont", Map.of("connection_string", connection), Map.of());
    }
  }

  @Nested
  class WithTokenOverTls extends ListableBackendContract {
    @Override
    protected ListableBackend openBackend() throws IOException {
      return open(
          "cont",
          Map.of(
              "connection_string", "BlobEndpoint=" + secure.endpoint(),
              "tenant_id", "t",
              "client_id", "c",
              "client_secret", "s"),
          Map.of(
              "REQUESTS_CA_BUNDLE", TLS.resolve("ca.pem").toString(),
              "AZURE_AUTHORITY_HOST", authority.uri("").toString()));
    }
  }

  @Nested
  class Objects extends ObjectStoreContract {
    @Override
    protected ObjectStore openStoreObject() throws IOException {
      return new BackendStore(withKey("cont"), DvcLayout.CURRENT);
    }
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(AzureBackend backend, String name) throws IOException {
    try (InputStream in = backend.open(name, 0)) {
      return in.readAllBytes();
    }
  }

  @Test
  void large_goesInBlocks_fromAFileAndFromAStream() throws IOException {
    byte[] bytes = noise(37 << 20);
    try (AzureBackend backend = withKey("cont")) {
      backend.write("large", new BytesPayload(bytes));
      assertThat(read(backend, "large")).isEqualTo(bytes);
      backend.write("streamed", new StreamedPayload(bytes));
      assertThat(read(backend, "streamed")).isEqualTo(bytes);
    }
  }

  @Test
  void large_thatFailsAtItsEnd_isNotThere_andNextTimeSendsWhatIsMissing() throws IOException {
    byte[] bytes = noise(20 << 20);
    Payload failing =
        new Payload() {
          @Override
          public long length() {
            return -1;
          }

          @Override
          public InputStream open() {
            InputStream cut =
                new InputStream() {
                  @Override
                  public int read() throws IOException {
                    throw new IOException("the bytes are wrong");
                  }
                };
            return new SequenceInputStream(new ByteArrayInputStream(bytes), cut);
          }
        };
    try (AzureBackend backend = withKey("cont")) {
      assertThatThrownBy(() -> backend.write("f", failing)).hasMessage("the bytes are wrong");
      assertThat(backend.size("f")).isEmpty();
      assertThat(backend.look("f")).isNull();
      backend.write("f", new StreamedPayload(bytes));
      assertThat(read(backend, "f")).isEqualTo(bytes);
    }
  }

  @Test
  void container_thatIsNotThere_isTold() throws IOException {
    try (AzureBackend backend = withKey("nowhere")) {
      assertThatThrownBy(() -> backend.size("a"))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("there is no container `nowhere`");
      assertThatThrownBy(() -> backend.list("", (name, size) -> { }))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("there is no container `nowhere`");
      assertThatThrownBy(() -> backend.write("a", new BytesPayload(new byte[1])))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("there is no container `nowhere`");
    }
  }

  @Test
  void login_thatIsWrong_isTold_andNotShown() throws IOException {
    String wrong = plain.connection().replace("Eby8", "AAAA");
    try (AzureBackend backend = open("cont", Map.of("connection_string", wrong), Map.of())) {
      assertThatThrownBy(() -> backend.size("a"))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("does not let this login in")
          .hasMessageNotContaining("AAAA");
    }
    String some =
        "BlobEndpoint=" + plain.endpoint() + ";SharedAccessSignature=" + plain.signature("l");
    try (AzureBackend backend = open("cont", Map.of("connection_string", some), Map.of())) {
      assertThatThrownBy(() -> backend.write("a", new BytesPayload(new byte[1])))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("lacks a permission")
          .hasMessageNotContaining("sig=");
    }
  }
}
