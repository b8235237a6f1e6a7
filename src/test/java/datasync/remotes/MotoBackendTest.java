package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.auth.aws.AwsCredentials;
import datasync.backend.UploadSessions;
import datasync.backend.VersionedBackend;
import datasync.backend.VersionedBackendContract;
import datasync.backend.s3.S3Backend;
import datasync.object.BytesPayload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The contract on Moto, a second opinion, in a bucket that keeps versions.
@Tag("remotes")
@Timeout(60)
class MotoBackendTest extends VersionedBackendContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static MotoServer moto;

  @TempDir private static Path folder;
  private S3Backend backend;

  @BeforeAll
  static void start() throws IOException {
    moto = MotoServer.start(folder);
    moto.admin().makeBucket("versions", true);
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  private static S3Backend open(AwsCredentials who) throws IOException {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "url", "s3://versions/" + NUMBER.incrementAndGet(),
                "endpointurl", moto.endpoint().toString(),
                "access_key_id", who.accessKey(),
                "secret_access_key", who.secret()));
    if (!who.sessionToken().isEmpty()) {
      settings.put("session_token", who.sessionToken());
    }
    return S3Backend.open(MinioBackendTest.opening(folder, settings, UploadSessions.NONE));
  }

  @Override
  protected VersionedBackend openBackend() throws IOException {
    backend = open(AwsCredentials.of("anybody", "anything", ""));
    return backend;
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void temporaryLogin_isTaken() throws IOException {
    AwsCredentials role = moto.admin().assumeRole();
    assertThat(role.sessionToken()).isNotEmpty();
    try (S3Backend as = open(role)) {
      as.write("f", new BytesPayload(new byte[5]));
      assertThat(as.size("f")).hasValue(5);
    }
  }
}
