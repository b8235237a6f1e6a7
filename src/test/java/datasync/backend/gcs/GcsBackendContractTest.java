package datasync.backend.gcs;

import datasync.auth.google.TestAccount;
import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.backend.VersionedBackend;
import datasync.backend.VersionedBackendContract;
import datasync.http.FakeServer;
import datasync.io.Environment;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class GcsBackendContractTest extends VersionedBackendContract {
  private static final TestAccount ACCOUNT = new TestAccount();

  @TempDir Path folder;
  private FakeServer server;
  private GcsBackend backend;

  @Override
  protected VersionedBackend openBackend() throws IOException {
    server = new FakeServer(new GcsFake(ACCOUNT));
    Path key = folder.resolve("key.json");
    Files.writeString(key, ACCOUNT.file(server.uri("/token")));
    Map<String, String> values =
        Map.of(
            "url", "gs://bkt/some folder",
            "endpointurl", server.uri("").toString(),
            "credentialpath", key.toString());
    backend = GcsBackend.open(opening(folder, values, UploadSessions.NONE));
    return backend;
  }

  static Opening opening(Path home, Map<String, String> values, UploadSessions sessions) {
    Environment environment =
        new Environment(Map.of(), home, home, InstantSource.system(), new Random(1));
    return new Opening(
        values, environment, (host, user) -> Optional.empty(), sessions, Progress.none());
  }

  @AfterEach
  void stop() throws IOException {
    backend.close();
    server.close();
  }
}
