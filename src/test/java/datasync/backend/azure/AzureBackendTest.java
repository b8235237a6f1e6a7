package datasync.backend.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.backend.FileInfo;
import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.backend.VersionedBackend;
import datasync.backend.VersionedBackendContract;
import datasync.http.FakeServer;
import datasync.io.Environment;
import datasync.io.SettingException;
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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AzureBackendTest {
  @TempDir Path folder;
  private AzureFake fake;
  private FakeServer server;
  private AzureBackend backend;

  @BeforeEach
  void start() throws IOException {
    fake = new AzureFake();
    server = new FakeServer(fake);
    backend = open("azure://cont/sp ace", Map.of(), Map.of());
  }

  @AfterEach
  void stop() throws IOException {
    backend.close();
    server.close();
  }

  private AzureBackend open(
      String url, Map<String, String> settings, Map<String, String> variables)
      throws IOException {
    Map<String, String> values = new HashMap<>(settings);
    values.put("url", url);
    values.putIfAbsent("connection_string", AzureFake.connection(server));
    return AzureBackend.open(
        new Opening(
            values,
            new Environment(variables, folder, folder, InstantSource.system(), () -> 0),
            (host, user) -> Optional.empty(),
            UploadSessions.NONE,
            Progress.none()));
  }

  @Nested
  class Contract extends VersionedBackendContract {
    @Override
    protected VersionedBackend openBackend() {
      return backend;
    }
  }

  @Nested
  class Objects extends ObjectStoreContract {
    @Override
    protected ObjectStore openStoreObject() {
      return new BackendStore(backend, DvcLayout.CURRENT);
    }
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private byte[] read(String name) throws IOException {
    try (InputStream in = backend.open(name, 0)) {
      return in.readAllBytes();
    }
  }

  private long sent(String query) {
    return server.seen().stream().filter(each -> each.target().contains(query)).count();
  }

  @Test
  void blocks_thatAreThere_areNotSentAgain() throws IOException {
    byte[] bytes = noise(20 << 20);
    fake.refuse("404 BlobNotFound");
    Payload failing = new Failing(bytes);
    assertThatThrownBy(() -> backend.write("f", failing)).hasMessage("wrong at the end");
    assertThat(backend.size("f")).isEmpty();
    assertThat(fake.staged("sp ace/f")).isEqualTo(2);
    backend.write("f", new StreamedPayload(bytes));
    assertThat(read("f")).isEqualTo(bytes);
    assertThat(sent("comp=block&")).isEqualTo(3);
  }

  /// Bytes that turn out wrong after two blocks.
  private record Failing(byte[] bytes) implements Payload {
    @Override
    public long length() {
      return -1;
    }

    @Override
    public InputStream open() {
      InputStream good = new ByteArrayInputStream(bytes);
      return new datasync.io.BlockStream() {
        private int left = 17 << 20;

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          if (left == 0) {
            throw new IOException("wrong at the end");
          }
          int count = good.read(target, offset, Math.min(length, left));
          left -= count;
          return count;
        }
      };
    }
  }

  @Test
  void blocks_ofAnotherProgram_areDroppedByAWholeFile() throws IOException {
    byte[] bytes = noise((32 << 20) + 1);
    fake.stage("sp ace/f", "c2hvcnQ=");
    backend.write("f", new BytesPayload(bytes));
    assertThat(read("f")).isEqualTo(bytes);
  }

  @Test
  void blocks_thatAreLostBeforeTheyAreCommitted_areSentAnew() throws IOException {
    byte[] bytes = noise(9 << 20);
    AtomicInteger opened = new AtomicInteger();
    Payload payload =
        new Payload() {
          @Override
          public long length() {
            return -1;
          }

          @Override
          public InputStream open() {
            boolean first = opened.getAndIncrement() == 0;
            return new ByteArrayInputStream(bytes) {
              @Override
              public synchronized int read(byte[] target, int offset, int length) {
                int count = super.read(target, offset, length);
                if (count < 0 && first) {
                  fake.dropStaged();
                }
                return count;
              }
            };
          }
        };
    backend.write("f", payload);
    assertThat(read("f")).isEqualTo(bytes);
    assertThat(opened.get()).isGreaterThan(1);
  }

  @Test
  void busyService_isAskedAgain() throws IOException {
    fake.refuse("503 ServerBusy", "500 InternalError");
    backend.write("f", new BytesPayload(new byte[3]));
    assertThat(backend.size("f")).hasValue(3);
  }

  @Test
  void clock_thatIsWrong_isCorrectedFromTheAnswer() throws IOException {
    fake.clockIsAhead(Duration.ofHours(2));
    backend.write("f", new BytesPayload(new byte[3]));
    assertThat(backend.size("f")).hasValue(3);
    assertThat(server.seen()).hasSize(3);
  }

  @Test
  void folders_ofAHierarchicalNamespace_areNoFiles() throws IOException {
    fake.makeFolder("sp ace/a");
    backend.write("a/f", new BytesPayload(new byte[3]));
    List<String> found = new ArrayList<>();
    backend.list("", (name, size) -> found.add(name));
    backend.children("", (name, isFolder, size) -> found.add(name + isFolder));
    assertThat(found).containsExactly("a/f", "atrue");
    assertThat(backend.look("a")).isNull();
  }

  @Test
  void signature_goesWithEachRequest_andIsNotShown() throws IOException {
    String connection =
        "BlobEndpoint=" + server.uri("/acct")
            + ";SharedAccessSignature=?sv=2021-12-02&sp=rwdl&sig=s%2B%2F%3D";
    try (AzureBackend signed =
        open("azure://cont", Map.of("connection_string", connection), Map.of())) {
      FileInfo written = signed.writeVersion("f", new BytesPayload(new byte[3]));
      assertThat(signed.look("f")).isEqualTo(written);
      fake.refuse("403 AuthorizationPermissionMismatch");
      assertThatThrownBy(() -> signed.size("f"))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("lacks a permission")
          .hasMessageNotContaining("s%2B");
      assertThatThrownBy(() -> signed.open("no such", 0))
          .isInstanceOf(NoSuchFileException.class)
          .hasMessageNotContaining("s%2B");
      assertThat(signed.location()).isEqualTo("azure://cont");
    }
  }

  @Test
  void token_thatIsRefused_isFetchedAnewOnce() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (FakeServer authority =
            new FakeServer(
                (q, r) -> r.send(200, "{\"access_token\":\"t" + asked.incrementAndGet()
                    + "\",\"expires_in\":3600}"));
        AzureBackend known =
            open(
                "azure://cont",
                Map.of(
                    "connection_string", "BlobEndpoint=" + server.uri("/acct"),
                    "tenant_id", "a b", "client_id", "c", "client_secret", "s&t"),
                Map.of("AZURE_AUTHORITY_HOST", authority.uri("/").toString()))) {
      fake.takeToken("t1");
      known.write("f", new BytesPayload(new byte[3]));
      fake.takeToken("t2");
      assertThat(known.size("f")).hasValue(3);
      assertThat(asked.get()).isEqualTo(2);
      FakeServer.Seen request = authority.seen().getFirst();
      assertThat(request.target()).isEqualTo("/a+b/oauth2/v2.0/token");
      assertThat(new String(request.body()))
          .isEqualTo(
              "grant_type=client_credentials&scope=https%3A%2F%2Fstorage.azure.com%2F.default"
                  + "&client_id=c&client_secret=s%26t");
      fake.takeToken("never");
      assertThatThrownBy(() -> known.size("f"))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("the login is not accepted");
    }
  }

  @Test
  void listing_thatIsCut_isAFailure() throws IOException {
    try (FakeServer cut =
            new FakeServer((q, r) -> r.send(200, "<EnumerationResults><Blobs>"));
        AzureBackend broken =
            open("azure://cont", Map.of("connection_string", AzureFake.connection(cut)),
                Map.of())) {
      assertThatThrownBy(() -> broken.list("", (name, size) -> { }))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("cut or damaged");
    }
  }

  @Test
  void address_withoutAContainer_isRefused() {
    assertThatThrownBy(() -> open("azure:///path", Map.of(), Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("needs a container");
  }

  @Test
  void timeout_isToldToTheService() throws IOException {
    fake.refuse("404 BlobNotFound");
    try (AzureBackend limited = open("azure://cont", Map.of("timeout", "7"), Map.of())) {
      assertThat(limited.size("f")).isEmpty();
      assertThat(server.seen().getLast().target()).isEqualTo("/acct/cont/f?timeout=7");
    }
  }
}
