package datasync.backend.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.aws.AwsLogin;
import datasync.backend.StoredSessions;
import datasync.backend.UploadSessions;
import datasync.http.FakeServer.Seen;
import datasync.http.HttpFailure;
import datasync.object.BytesPayload;
import datasync.object.Digester;
import datasync.object.FilePayload;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Payload;
import datasync.object.StoreFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Uploads: digests, parts, and going on in a later run.
@Timeout(30)
class S3UploadTest {
  private static final String KEY = "a prefix/";

  @TempDir private Path folder;

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private FilePayload file(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("content"), bytes);
    return new FilePayload(file, bytes.length);
  }

  /// Bytes that can only be read from the start.
  private record Stream(byte[] bytes, long length) implements Payload {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  private static List<Seen> parts(S3Opened opened) {
    return opened.server().seen().stream()
        .filter(seen -> seen.target().contains("partNumber="))
        .toList();
  }

  @Test
  void objects_ofEachSize_arrive() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      for (int size : new int[] {0, 1, 999, 1000, 1200, 1201, 300_000}) {
        byte[] bytes = bytes(size);
        opened.fake().leastPart = 400;
        opened.backend().write("f" + size, file(bytes));
        opened.backend().write("s" + size, new Stream(bytes, size));
        opened.backend().write("u" + size, new Stream(bytes, -1));
        assertThat(opened.fake().bytes(KEY + "f" + size)).isEqualTo(bytes);
        assertThat(opened.fake().bytes(KEY + "s" + size)).isEqualTo(bytes);
        assertThat(opened.fake().bytes(KEY + "u" + size)).isEqualTo(bytes);
      }
      assertThat(opened.fake().uploads()).isZero();
    }
  }

  @Test
  void objectsInTheLayout_goWithTheDigestOfTheirName_andOthersUnderItAreRefused()
      throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      byte[] bytes = bytes(300_000);
      ObjectId id = Digester.digest(HashName.MD5, bytes, false);
      String name = "files/md5/" + id.hex().substring(0, 2) + "/" + id.hex().substring(2);
      opened.backend().write(name, new Stream(bytes, bytes.length));
      assertThat(opened.server().seen().getFirst().header("Content-MD5")).isNotEmpty();
      for (int size : new int[] {10, 300_000}) {
        assertThatThrownBy(() -> opened.backend().write(name, new Stream(new byte[size], size)))
            .isInstanceOf(StoreFailure.class)
            .hasMessageContaining("do not have the digest of their name");
      }
      assertThat(opened.fake().bytes(KEY + name)).isEqualTo(bytes);
    }
  }

  @Test
  void bytes_thatArriveAsOthers_areNoticed() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      opened.fake().meddle(
          (request, reply) -> {
            reply.send(200, "", "ETag: \"" + "0".repeat(32) + "\"");
            return true;
          });
      assertThatThrownBy(
              () -> opened.backend().write("a", new Stream(bytes(300_000), 300_000)))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("not those that were sent");
    }
  }

  @Test
  void upload_thatWasCut_goesOnInALaterRun_withThePartsThatAreRight() throws IOException {
    UploadSessions sessions = new StoredSessions(folder.resolve("sessions"));
    byte[] bytes = bytes(2000);
    try (S3Opened opened = S3Opened.start(sessions, AwsLogin.of(S3Opened.keys()))) {
      opened.fake().meddle(
          (request, reply) -> {
            boolean cut = request.target().contains("partNumber=4");
            if (cut) {
              opened.fake().refuse(request, reply, 503, "SlowDown");
            }
            return cut;
          });
      assertThatThrownBy(() -> opened.backend().write("a", file(bytes)))
          .hasCauseInstanceOf(HttpFailure.class);
      opened.fake().meddle(null);
      List<Integer> there = opened.fake().partsThere();
      assertThat(there).contains(1, 2, 3);
      opened.fake().spoilPart(2);
      int before = parts(opened).size();
      try (S3Backend later =
          S3Opened.open(opened.server(), sessions, AwsLogin.of(S3Opened.keys()))) {
        later.write("a", file(bytes));
      }
      assertThat(opened.fake().bytes(KEY + "a")).isEqualTo(bytes);
      assertThat(parts(opened).size() - before).isEqualTo(5 - there.size() + 1);
      assertThat(opened.fake().uploads()).isZero();
      assertThat(folder.resolve("sessions")).isEmptyDirectory();
    }
  }

  @Test
  void upload_ofAnotherSize_orThatTheServiceForgot_startsAnew() throws IOException {
    UploadSessions sessions = new StoredSessions(folder.resolve("sessions"));
    try (S3Opened opened = S3Opened.start(sessions, AwsLogin.of(S3Opened.keys()))) {
      opened.fake().meddle(
          (request, reply) -> {
            boolean last = request.target().contains("partNumber=3");
            if (last) {
              opened.fake().refuse(request, reply, 503, "SlowDown");
            }
            return last;
          });
      assertThatThrownBy(() -> opened.backend().write("a", file(bytes(1100))))
          .isInstanceOf(StoreFailure.class);
      opened.fake().meddle(null);
      opened.backend().write("a", file(bytes(1500)));
      assertThat(opened.fake().bytes(KEY + "a")).isEqualTo(bytes(1500));
      assertThat(opened.fake().uploads()).isZero();
      sessions.remember(
          "s3 " + opened.server().uri("/bucket") + " bucket a prefix/a",
          Instant.now().getEpochSecond() + " 1500 400 gone");
      opened.backend().write("a", file(bytes(1500)));
      assertThat(opened.fake().uploads()).isZero();
    }
  }

  @Test
  void upload_thatIsNotRemembered_isAborted() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      opened.fake().meddle(
          (request, reply) -> {
            boolean cut = request.target().contains("partNumber=2");
            if (cut) {
              opened.fake().refuse(request, reply, 503, "SlowDown");
            }
            return cut;
          });
      assertThatThrownBy(() -> opened.backend().write("a", file(bytes(2000))))
          .isInstanceOf(StoreFailure.class);
      assertThat(opened.fake().uploads()).isZero();
    }
  }

  @Test
  void completion_whoseAnswerWasLost_isFoundDone() throws IOException {
    try (S3Opened opened = S3Opened.start()) {
      AtomicBoolean lost = new AtomicBoolean();
      opened.fake().meddle(
          (request, reply) -> {
            boolean completes =
                request.method().equals("POST") && request.target().contains("uploadId=");
            if (completes && !lost.getAndSet(true)) {
              opened.fake().complete(request);
              reply.cut();
            }
            return false;
          });
      byte[] bytes = bytes(1500);
      opened.backend().write("a", file(bytes));
      assertThat(opened.fake().bytes(KEY + "a")).isEqualTo(bytes);
    }
  }

  @Test
  void payload_thatChangesInTheMiddle_leavesNothing() throws IOException {
    UploadSessions sessions = new StoredSessions(folder.resolve("sessions"));
    try (S3Opened opened = S3Opened.start(sessions, AwsLogin.of(S3Opened.keys()))) {
      FilePayload shorter = new FilePayload(file(bytes(1500)).path(), 1600);
      assertThatThrownBy(() -> opened.backend().write("a", shorter))
          .hasMessageContaining("changed meanwhile");
      assertThat(opened.backend().size("a")).isEmpty();
      assertThat(opened.fake().uploads()).isZero();
      opened.backend().write("b", new BytesPayload(bytes(3)));
    }
  }
}
