package datasync.remotes;

import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.backend.VersionedBackend;
import datasync.backend.VersionedBackendContract;
import datasync.backend.gcs.GcsBackend;
import datasync.io.Environment;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Cloud Storage by its emulator.
@Tag("remotes")
@Timeout(60)
class GcsBackendTest extends VersionedBackendContract {
  @TempDir static Path folder;
  private static GcsServer server;
  private static int number;
  private GcsBackend backend;

  @BeforeAll
  static void start() throws IOException {
    server = GcsServer.start(folder);
    server.make("bkt");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  protected VersionedBackend openBackend() throws IOException {
    Map<String, String> values =
        Map.of(
            "url", "gs://bkt/some folder " + ++number,
            "endpointurl", server.address().toString(),
            "allow_anonymous_login", "true");
    backend = GcsBackend.open(opening(values, UploadSessions.NONE));
    return backend;
  }

  static Opening opening(Map<String, String> values, UploadSessions sessions) {
    Environment environment =
        new Environment(Map.of(), folder, folder, InstantSource.system(), new Random(1));
    return new Opening(
        values, environment, (host, user) -> Optional.empty(), sessions, Progress.none());
  }

  @AfterEach
  void close() {
    backend.close();
  }
}
