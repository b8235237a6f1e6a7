package datasync.backend.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.NoCredentials;
import datasync.auth.google.TestAccount;
import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.backend.Opening;
import datasync.backend.StoredSessions;
import datasync.backend.UploadSessions;
import datasync.http.FakeServer;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.object.BytesPayload;
import datasync.object.CorruptObject;
import datasync.object.FilePayload;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.ObjectStore;
import datasync.object.ObjectStoreContract;
import datasync.object.Payload;
import datasync.object.StoreFailure;
import datasync.object.StreamedPayload;
import datasync.object.VerifiedPayload;
import datasync.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
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
class GcsBackendTest {
  private static final TestAccount ACCOUNT = new TestAccount();
  private static final int PIECE = 256 << 10;

  @TempDir Path folder;
  private final GcsFake fake = new GcsFake(ACCOUNT);
  private FakeServer.Handler before = (request, reply) -> fake.answer(request, reply);
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer((request, reply) -> before.answer(request, reply));
    Files.writeString(folder.resolve("key.json"), ACCOUNT.file(server.uri("/token")));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Opening opening(
      Map<String, String> more, Map<String, String> variables, UploadSessions sessions) {
    Map<String, String> values = new HashMap<>();
    values.put("url", "gs://bkt/shop");
    values.put("endpointurl", server.uri("/").toString());
    values.put("credentialpath", "key.json");
    values.putAll(more);
    values.values().removeIf(String::isEmpty);
    // no wait at all between two attempts
    Environment environment =
        new Environment(variables, folder, folder, InstantSource.system(), () -> 0);
    return new Opening(
        values, environment, (host, user) -> Optional.empty(), sessions, Progress.none());
  }

  private GcsBackend backend() throws IOException {
    return GcsBackend.open(opening(Map.of(), Map.of(), UploadSessions.NONE), PIECE);
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(GcsBackend backend, String name) throws IOException {
    try (InputStream in = backend.open(name, 0)) {
      return in.readAllBytes();
    }
  }

  private FilePayload file(byte[] bytes) throws IOException {
    return new FilePayload(Files.write(folder.resolve("large"), bytes), bytes.length);
  }

  private long sent(String method) {
    return server.seen().stream()
        .filter(seen -> seen.method().equals(method) && seen.target().startsWith("/session"))
        .mapToLong(seen -> seen.body().length)
        .sum();
  }

  @Test
  void longFiles_goInPieces_alsoWhenTheServerKeepsPartsOfThem() throws IOException {
    byte[] bytes = noise(3 * PIECE + 17);
    try (GcsBackend backend = backend()) {
      backend.write("a", file(bytes));
      assertThat(read(backend, "a")).isEqualTo(bytes);
      assertThat(sent("PUT")).isEqualTo(bytes.length);
      fake.keepAtMost(100_000);
      backend.write("b", file(bytes));
      assertThat(read(backend, "b")).isEqualTo(bytes);
    }
  }

  @Test
  void filesOfUnknownLength_areSentToTheirEnd() throws IOException {
    try (GcsBackend backend = backend()) {
      for (int size : new int[] {0, 10, PIECE, PIECE + 1, 3 * PIECE}) {
        backend.write("a" + size, new StreamedPayload(noise(size)));
        assertThat(read(backend, "a" + size)).isEqualTo(noise(size));
      }
    }
  }

  @Test
  void aLaterRun_goesOnWhereTheLineBroke() throws IOException {
    byte[] bytes = noise(4 * PIECE);
    StoredSessions sessions = new StoredSessions(folder.resolve("uploads"));
    Opening opening = opening(Map.of(), Map.of(), sessions);
    before =
        (request, reply) -> {
          if (request.header("Content-Range").startsWith("bytes " + 3 * PIECE)) {
            reply.cut();
          }
          fake.answer(request, reply);
        };
    try (GcsBackend first = GcsBackend.open(opening, PIECE)) {
      assertThatThrownBy(() -> first.write("a", file(bytes)))
          .isInstanceOf(StoreFailure.class)
          .hasMessageNotContaining("s3ss10n")
          .satisfies(
              failure ->
                  assertThat(((HttpFailure) failure.getCause()).url())
                      .contains("upload_id").doesNotContain("s3ss10n"));
      assertThat(first.size("a")).isEmpty();
    }
    before = (request, reply) -> fake.answer(request, reply);
    int requests = server.seen().size();
    try (GcsBackend second = GcsBackend.open(opening, PIECE)) {
      second.write("a", file(bytes));
      assertThat(read(second, "a")).isEqualTo(bytes);
    }
    long again =
        server.seen().stream().skip(requests).filter(seen -> seen.method().equals("PUT"))
            .mapToLong(seen -> seen.body().length).sum();
    assertThat(again).isEqualTo(PIECE);
    assertThat(sessions.find(server.uri("") + " bkt shop/a")).isEmpty();
  }

  @Test
  void anUploadThatTheServerForgot_startsOver() throws IOException {
    byte[] bytes = noise(3 * PIECE);
    AtomicInteger pieces = new AtomicInteger();
    before =
        (request, reply) -> {
          if (request.method().equals("PUT") && pieces.incrementAndGet() == 2) {
            fake.endSessions();
          }
          fake.answer(request, reply);
        };
    try (GcsBackend backend = backend()) {
      backend.write("a", file(bytes));
      assertThat(read(backend, "a")).isEqualTo(bytes);
    }
  }

  @Test
  void busyServers_areAskedAgain() throws IOException {
    byte[] bytes = noise(2 * PIECE);
    AtomicInteger count = new AtomicInteger();
    before =
        (request, reply) -> {
          if (request.target().equals("/token") || count.incrementAndGet() % 3 != 1) {
            fake.answer(request, reply);
          } else if (count.get() % 2 == 0) {
            reply.send(429, "slow down");
          } else {
            reply.send(503, "later");
          }
        };
    try (GcsBackend backend = backend()) {
      backend.write("a", file(bytes));
      backend.write("b", new BytesPayload(noise(5)));
      assertThat(read(backend, "a")).isEqualTo(bytes);
      backend.delete(List.of("a"));
      assertThat(backend.size("a")).isEmpty();
    }
  }

  @Test
  void longPayloadsThatTurnOutCorrupt_leaveNothing() throws IOException {
    ObjectId other = ObjectId.of(HashName.MD5, "d41d8cd98f00b204e9800998ecf8427e");
    byte[] bytes = noise(2 * PIECE + 5);
    StoredSessions sessions = new StoredSessions(folder.resolve("uploads"));
    try (GcsBackend backend = GcsBackend.open(opening(Map.of(), Map.of(), sessions), PIECE)) {
      for (Payload payload : List.of(file(bytes), new StreamedPayload(bytes))) {
        Payload bad = new VerifiedPayload(other, payload, "test");
        assertThatThrownBy(() -> backend.write("a", bad)).isInstanceOf(CorruptObject.class);
        assertThat(backend.size("a")).isEmpty();
      }
      backend.write("a", file(bytes));
      assertThat(read(backend, "a")).isEqualTo(bytes);
    }
  }

  @Test
  void bytesThatChangeOnTheirWay_areRemovedAgain() throws IOException {
    before =
        (request, reply) -> {
          for (int i = 0; i < request.body().length; i++) {
            if (request.target().startsWith("/upload") && request.body()[i] == 'x') {
              request.body()[i] = 'y';
            }
          }
          fake.answer(request, reply);
        };
    try (GcsBackend backend = backend()) {
      byte[] bytes = "0x0\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
      assertThatThrownBy(() -> backend.write("a", new BytesPayload(bytes)))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("changed on their way");
      assertThat(backend.size("a")).isEmpty();
    }
  }

  @Test
  void packedObjects_areReadAsTheyAreStored() throws IOException {
    byte[] bytes = noise(100);
    try (GcsBackend backend = backend()) {
      backend.write("a", new BytesPayload(bytes));
      fake.packAll();
      assertThat(read(backend, "a")).isEqualTo(bytes);
    }
  }

  @Test
  void tokensThatEndInBetween_areRenewed() throws IOException {
    try (GcsBackend backend = backend()) {
      backend.write("a", new BytesPayload(noise(5)));
      fake.endTokens();
      assertThat(backend.size("a")).hasValue(5);
      fake.endTokens();
      backend.write("b", file(noise(2 * PIECE)));
      assertThat(backend.size("b")).hasValue(2 * PIECE);
    }
  }

  @Test
  void aBucketThatIsNot_isNotAnEmptyOne() throws IOException {
    Opening opening = opening(Map.of("url", "gs://other/shop"), Map.of(), UploadSessions.NONE);
    try (GcsBackend backend = GcsBackend.open(opening)) {
      assertThatThrownBy(() -> backend.size("a"))
          .isInstanceOf(StoreFailure.class)
          .hasMessage("Google says: The specified bucket does not exist (status 404)");
      assertThatThrownBy(() -> backend.list("", (name, size) -> { }))
          .isInstanceOf(StoreFailure.class);
      assertThatThrownBy(() -> backend.write("a", new BytesPayload(noise(1))))
          .isInstanceOf(StoreFailure.class)
          .satisfies(
              failure ->
                  assertThat(((HttpFailure) failure.getCause()).kind())
                      .isEqualTo(FailureKind.NOT_FOUND));
    }
  }

  @Test
  void withoutALogin_readsAreTriedAndTheRefusalSaysWhereOneWasLookedFor() throws IOException {
    Map<String, String> none = Map.of("credentialpath", "");
    try (GcsBackend backend = GcsBackend.open(opening(none, Map.of(), UploadSessions.NONE))) {
      assertThatThrownBy(() -> backend.size("a"))
          .isInstanceOf(NoCredentials.class)
          .hasMessageContaining("`GOOGLE_APPLICATION_CREDENTIALS` is not set")
          .hasMessageContaining("application_default_credentials.json");
      assertThatThrownBy(() -> backend.write("a", new BytesPayload(noise(1))))
          .isInstanceOf(NoCredentials.class);
    }
    GcsFake open = new GcsFake(null);
    before = open::answer;
    try (GcsBackend backend = GcsBackend.open(opening(none, Map.of(), UploadSessions.NONE))) {
      backend.write("a", new BytesPayload(noise(1)));
      assertThat(backend.size("a")).hasValue(1);
    }
  }

  @Test
  void theEmulatorOfTheEnvironment_isAskedWithoutALogin() throws IOException {
    GcsFake open = new GcsFake(null);
    before = open::answer;
    Map<String, String> values = Map.of("endpointurl", "", "credentialpath", "");
    String host = "localhost:" + server.port();
    Map<String, String> variables = Map.of("STORAGE_EMULATOR_HOST", host);
    try (GcsBackend backend =
        GcsBackend.open(opening(values, variables, UploadSessions.NONE))) {
      backend.write("a", new BytesPayload(noise(1)));
      assertThat(backend.size("a")).hasValue(1);
      assertThat(server.seen()).noneMatch(seen -> seen.headers().containsKey("Authorization"));
    }
  }

  @Test
  void settingsThatMakeNoSense_areRefused() {
    assertThatThrownBy(
            () -> GcsBackend.open(opening(Map.of("url", "gs:///x"), Map.of(), UploadSessions.NONE)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("names no bucket");
    Map<String, String> missing = Map.of("credentialpath", "no-such.json");
    assertThatThrownBy(
            () -> GcsBackend.open(opening(missing, Map.of(), UploadSessions.NONE)))
        .isInstanceOf(NoCredentials.class)
        .hasMessageContaining("`credentialpath` names");
  }

  @Nested
  class Store extends ObjectStoreContract {
    private GcsBackend backend;

    @Override
    protected ObjectStore openStoreObject() throws IOException {
      backend = backend();
      return new BackendStore(backend, DvcLayout.CURRENT);
    }

    @AfterEach
    void close() {
      backend.close();
    }
  }
}
