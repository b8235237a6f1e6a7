package datasync.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSessionsTest {
  @TempDir Path folder;

  @Test
  void sessions_areFoundByALaterRunUntilForgotten() throws IOException {
    Path place = folder.resolve("tmp/uploads");
    StoredSessions sessions = new StoredSessions(place);
    assertThat(sessions.find("s3://b a")).isEmpty();
    sessions.remember("s3://b a", "one");
    sessions.remember("s3://b a", "two");
    sessions.remember("s3://b b", "other");
    StoredSessions later = new StoredSessions(place);
    assertThat(later.find("s3://b a")).contains("two");
    later.forget("s3://b a");
    later.forget("s3://b a");
    assertThat(sessions.find("s3://b a")).isEmpty();
    assertThat(sessions.find("s3://b b")).contains("other");
  }

  @Test
  void files_areForTheirOwnerAlone_andNameNoAddress() throws IOException {
    new StoredSessions(folder).remember("s3://bucket/secret-name", "secret");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
        assertThat(file.getFileName().toString()).matches("[0-9a-f]{32}");
      }
    }
  }
}
