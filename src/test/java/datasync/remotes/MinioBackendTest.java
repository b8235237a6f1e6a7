package datasync.remotes;

import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.backend.VersionedBackend;
import datasync.backend.VersionedBackendContract;
import datasync.backend.s3.S3Backend;
import datasync.io.Environment;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The contract on MinIO over plain HTTP, in a bucket that keeps versions.
@Tag("remotes")
@Timeout(60)
class MinioBackendTest extends VersionedBackendContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static MinioServer minio;

  @TempDir private static Path folder;
  private S3Backend backend;

  @BeforeAll
  static void start() throws IOException {
    minio = MinioServer.plain(folder);
    minio.admin().makeBucket("versions", true);
  }

  @AfterAll
  static void stop() {
    minio.close();
  }

  static Opening opening(Path home, Map<String, String> settings, UploadSessions sessions) {
    Environment environment =
        new Environment(Map.of(), home, home, InstantSource.system(), new SecureRandom());
    return new Opening(
        settings, environment, (host, user) -> Optional.empty(), sessions, Progress.none());
  }

  @Override
  protected VersionedBackend openBackend() throws IOException {
    String url = "s3://versions/a prefix/" + NUMBER.incrementAndGet();
    backend = S3Backend.open(opening(folder, minio.settings(url), UploadSessions.NONE));
    return backend;
  }

  @AfterEach
  void close() {
    backend.close();
  }
}
