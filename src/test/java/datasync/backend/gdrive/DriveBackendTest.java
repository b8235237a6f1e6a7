package datasync.backend.gdrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.NoCredentials;
import datasync.backend.Opening;
import datasync.backend.StoredSessions;
import datasync.backend.UploadSessions;
import datasync.http.FailureKind;
import datasync.http.FakeServer;
import datasync.http.HttpFailure;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.object.BytesPayload;
import datasync.object.FilePayload;
import datasync.object.StoreFailure;
import datasync.task.Parallel;
import datasync.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DriveBackendTest {
  private static final int PIECE = DriveBackendContractTest.PIECE;

  @TempDir Path folder;
  private final DriveFake fake = new DriveFake(DriveBackendContractTest.ACCOUNT);
  private FakeServer.Handler before = fake::answer;
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer((request, reply) -> before.answer(request, reply));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private DriveBackend backend(Map<String, String> more) throws IOException {
    return backend(more, UploadSessions.NONE);
  }

  private DriveBackend backend(Map<String, String> more, UploadSessions sessions)
      throws IOException {
    Opening opening = DriveBackendContractTest.opening(folder, server, more, sessions);
    return DriveBackend.open(opening, DriveBackendContractTest.place(server));
  }

  private static BytesPayload payload(String text) {
    return new BytesPayload(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] read(DriveBackend backend, String name) throws IOException {
    try (InputStream in = backend.open(name, 0)) {
      return in.readAllBytes();
    }
  }

  private static List<String> listed(DriveBackend backend) throws IOException {
    List<String> names = new ArrayList<>();
    backend.list("", (name, size) -> names.add(name));
    names.sort(null);
    return names;
  }

  private FilePayload noise(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return new FilePayload(Files.write(folder.resolve("large"), bytes), size);
  }

  @Test
  void severalFoldersOfOneName_areOnePlace() throws IOException {
    fake.put("f2", "shop", DriveFake.ROOT, null);
    fake.put("f1", "shop", DriveFake.ROOT, null);
    fake.put("f0", "SHOP", DriveFake.ROOT, null);
    fake.put("g2", "files", "f2", null);
    fake.put("g1", "files", "f1", null);
    fake.put("a", "one", "g2", bytes("1"));
    fake.put("b", "two", "g1", bytes("2"));
    fake.put("c", "other", "f0", bytes("3"));
    try (DriveBackend backend = backend(Map.of("url", "gdrive://root/shop"))) {
      assertThat(listed(backend)).containsExactly("files/one", "files/two");
      assertThat(read(backend, "files/one")).isEqualTo(bytes("1"));
      backend.write("files/three", payload("3"));
      assertThat(fake.paths()).contains("shop/files/three").hasSize(9);
      assertThat(fake.item("id00001").parent()).isEqualTo("g1");
    }
  }

  @Test
  void ofSeveralFilesOfOneName_theSmallestIdIsMeant_andAllAreRemoved() throws IOException {
    fake.put("z1", "file", DriveFake.ROOT, bytes("last"));
    fake.put("b1", "file", DriveFake.ROOT, bytes("first"));
    fake.put("a1", "FILE", DriveFake.ROOT, bytes("another"));
    try (DriveBackend backend = backend(Map.of("url", "gdrive://root"))) {
      assertThat(read(backend, "file")).isEqualTo(bytes("first"));
      assertThat(backend.look("file").checksum()).isEqualTo("8b04d5e3775d298e78455efc5ca404d5");
      backend.delete(List.of("file"));
      assertThat(fake.paths()).containsExactly("FILE");
    }
  }

  @Test
  void removedFiles_goToTheTrashWhereThatIsSet() throws IOException {
    fake.put("a", "file", DriveFake.ROOT, bytes("x"));
    Map<String, String> trashing =
        Map.of("url", "gdrive://root", "gdrive_trash_only", "true");
    try (DriveBackend backend = backend(trashing)) {
      backend.delete(List.of("file", "none"));
      assertThat(fake.item("a").trashed()).isTrue();
      assertThat(backend.size("file")).isEmpty();
    }
  }

  @Test
  void aFolderOfASharedDrive_isSearchedInThatDrive() throws IOException {
    fake.put("1SharedFolder", "team", DriveFake.ROOT, null);
    fake.share("0Adrive");
    try (DriveBackend backend = backend(Map.of("url", "gdrive://1SharedFolder/data"))) {
      backend.write("a/b", payload("x"));
      assertThat(listed(backend)).containsExactly("a/b");
      assertThat(fake.paths()).contains("team/data/a/b");
    }
    assertThat(server.seen())
        .filteredOn(seen -> seen.target().contains("q="))
        .isNotEmpty()
        .allMatch(seen -> seen.target().contains("corpora=drive&driveId=0Adrive"));
  }

  @Test
  void aFolderThatIsNotThere_isNotAnEmptyOne() throws IOException {
    try (DriveBackend backend = backend(Map.of("url", "gdrive://1NoSuchFolder/data"))) {
      assertThatThrownBy(() -> listed(backend))
          .isInstanceOf(StoreFailure.class)
          .hasMessage("there is no folder `1NoSuchFolder`, or it is not shared with this login");
      assertThatThrownBy(() -> backend.size("a")).isInstanceOf(StoreFailure.class);
    }
  }

  @Test
  void manyThreads_makeEachFolderOnce() throws IOException {
    try (DriveBackend backend = backend(Map.of())) {
      Parallel.forTransfers(8)
          .forEach(
              IntStream.range(0, 24).boxed().toList(),
              number -> backend.write("files/md5/" + number % 3 + "/" + number, payload("x")));
      assertThat(fake.paths())
          .doesNotHaveDuplicates()
          .filteredOn(path -> path.matches(".*md5/\\d+/\\d+"))
          .hasSize(24);
      assertThat(listed(backend)).hasSize(24);
    }
  }

  @Test
  void longFiles_goOnInALaterRun_alsoWhenTheyReplaceOne() throws IOException {
    StoredSessions sessions = new StoredSessions(folder.resolve("uploads"));
    before =
        (request, reply) -> {
          if (request.header("Content-Range").startsWith("bytes " + 3 * PIECE)) {
            reply.cut();
          }
          fake.answer(request, reply);
        };
    try (DriveBackend first = backend(Map.of(), sessions)) {
      first.write("a", payload("short"));
      assertThatThrownBy(() -> first.write("a", noise(4 * PIECE)))
          .isInstanceOf(StoreFailure.class);
      assertThat(read(first, "a")).isEqualTo(bytes("short"));
    }
    before = fake::answer;
    int requests = server.seen().size();
    try (DriveBackend second = backend(Map.of(), sessions)) {
      second.write("a", noise(4 * PIECE));
      assertThat(read(second, "a")).isEqualTo(Files.readAllBytes(folder.resolve("large")));
      assertThat(listed(second)).containsExactly("a");
    }
    long sent =
        server.seen().stream().skip(requests).filter(seen -> seen.method().equals("PUT"))
            .mapToLong(seen -> seen.body().length).sum();
    assertThat(sent).isEqualTo(PIECE);
  }

  @Test
  void aLostAnswer_makesNoSecondFile() throws IOException {
    fake.loseFirstAnswers();
    try (DriveBackend backend = backend(Map.of())) {
      backend.write("a/b", payload("x"));
      assertThat(listed(backend)).containsExactly("a/b");
      assertThat(fake.paths()).hasSize(4);
    }
  }

  @Test
  void quotas_areWaitedFor_butAFullDriveIsNot() throws IOException {
    AtomicInteger count = new AtomicInteger();
    before =
        (request, reply) -> {
          boolean api = request.target().contains("drive/v3");
          if (api && count.incrementAndGet() % 3 == 1) {
            DriveFake.refuse(reply, 403, "userRateLimitExceeded");
          } else {
            fake.answer(request, reply);
          }
        };
    try (DriveBackend backend = backend(Map.of())) {
      backend.write("a/b", payload("x"));
      backend.write("large", noise(2 * PIECE));
      assertThat(read(backend, "a/b")).isEqualTo(bytes("x"));
      before =
          (request, reply) -> {
            if (request.target().startsWith("/upload")) {
              DriveFake.refuse(reply, 403, "storageQuotaExceeded");
            } else {
              fake.answer(request, reply);
            }
          };
      int requests = server.seen().size();
      assertThatThrownBy(() -> backend.write("a/c", payload("x")))
          .isInstanceOf(StoreFailure.class)
          .hasMessage("Google says: It is so: storageQuotaExceeded (status 403)")
          .satisfies(
              failure ->
                  assertThat(((HttpFailure) failure.getCause()).kind())
                      .isEqualTo(FailureKind.FULL));
      assertThat(server.seen().subList(requests, server.seen().size()))
          .filteredOn(seen -> seen.target().startsWith("/upload"))
          .hasSize(1);
    }
  }

  @Test
  void filesHeldForMalicious_areReadWhereThatIsAcknowledged() throws IOException {
    fake.put("a", "file", DriveFake.ROOT, bytes("x"));
    fake.suspectAll();
    try (DriveBackend backend = backend(Map.of("url", "gdrive://root"))) {
      assertThatThrownBy(() -> read(backend, "file"))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("`gdrive_acknowledge_abuse`");
    }
    Map<String, String> aware =
        Map.of("url", "gdrive://root", "gdrive_acknowledge_abuse", "true");
    try (DriveBackend backend = backend(aware)) {
      assertThat(read(backend, "file")).isEqualTo(bytes("x"));
    }
  }

  @Test
  void tokensThatEndInBetween_areRenewed() throws IOException {
    try (DriveBackend backend = backend(Map.of())) {
      backend.write("a", payload("x"));
      fake.endTokens();
      assertThat(backend.size("a")).hasValue(1);
    }
  }

  private Opening person(Map<String, String> values, Map<String, String> variables) {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    Environment environment =
        new Environment(variables, folder, folder, () -> now, new Random(1));
    return new Opening(
        values, environment, (host, user) -> Optional.empty(), UploadSessions.NONE,
        Progress.none());
  }

  private static final String KEPT =
      "{\"access_token\": \"tok0\", \"client_id\": \"i\", \"client_secret\": \"s\","
          + " \"refresh_token\": \"r\", \"token_expiry\": \"2026-03-01T13:00:00Z\"}";

  @Test
  void aPersonsLogin_isFoundWhereDvcKeepsIt() throws IOException {
    Map<String, String> root = Map.of("url", "gdrive://root");
    Path dvcs =
        folder.resolve(
            ".cache/pydrive2fs/710796635688-iivsgbgsb6uv1fap6635dhvuei09o66c.apps"
                + ".googleusercontent.com/default.json");
    Path own = folder.resolve("elsewhere/pydrive2fs/mine/work.json");
    Path named = folder.resolve("named.json");
    for (Path file : List.of(dvcs, own, named)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, KEPT);
    }
    List<Opening> openings =
        List.of(
            person(root, Map.of()),
            person(
                Map.of(
                    "url", "gdrive://root", "gdrive_client_id", "mine",
                    "gdrive_client_secret", "x", "profile", "work"),
                Map.of("XDG_CACHE_HOME", folder.resolve("elsewhere").toString())),
            person(
                Map.of("url", "gdrive://root", "gdrive_user_credentials_file", named.toString()),
                Map.of()),
            person(root, Map.of("GDRIVE_CREDENTIALS_DATA", KEPT)));
    for (Opening opening : openings) {
      try (DriveBackend backend =
          DriveBackend.open(opening, DriveBackendContractTest.place(server))) {
        assertThat(backend.size("none")).isEmpty();
      }
    }
  }

  @Test
  void withoutALogin_theMessageSaysWhatToConfigure() throws IOException {
    Opening nobody = person(Map.of("url", "gdrive://root"), Map.of());
    try (DriveBackend backend =
        DriveBackend.open(nobody, DriveBackendContractTest.place(server))) {
      assertThatThrownBy(() -> backend.size("a"))
          .isInstanceOf(NoCredentials.class)
          .hasMessageContaining("no application of your own or service account");
    }
    Opening silent =
        person(
            Map.of(
                "url", "gdrive://root", "gdrive_client_id", "i", "gdrive_client_secret", "s"),
            Map.of());
    try (DriveBackend backend =
        DriveBackend.open(silent, DriveBackendContractTest.place(server))) {
      assertThatThrownBy(() -> backend.size("a"))
          .isInstanceOf(NoCredentials.class)
          .hasMessageContaining("needs a person at a terminal");
    }
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void settingsThatMakeNoSense_areRefused() {
    for (Map<String, String> values :
        List.of(
            Map.of("url", "gdrive:///x"),
            Map.of("url", "gdrive://a b/x"),
            Map.of("url", "gdrive://root", "gdrive_client_id", "i"),
            Map.of("url", "gdrive://root", "gdrive_use_service_account", "true"))) {
      assertThatThrownBy(() -> DriveBackend.open(person(values, Map.of())))
          .isInstanceOf(SettingException.class);
    }
  }
}
