package datasync.backend.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.http.Authentication;
import datasync.object.BytesPayload;
import datasync.object.RangedPayload;
import datasync.object.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Large files in pieces, on a server whose addresses are those of Nextcloud.
@Timeout(30)
class NextcloudTest {
  private static final String HOME = "/remote.php/dav/files/anna b";
  private static final String OBJECT = "files/md5/ab/cdef0123456789abcdef0123456789";
  private final byte[] large = new byte[3000];
  private DavHere here;
  private WebDavBackend backend;
  private volatile DavHere.Around around = (request, reply, fake) -> fake.answer(request, reply);

  @BeforeEach
  void start() {
    new Random(1).nextBytes(large);
    here =
        new DavHere(
            DavFake.Style.PATHS, (request, reply, fake) -> around.answer(request, reply, fake),
            Authentication.NONE);
    for (String folder :
        new String[] {
          "/remote.php", "/remote.php/dav", "/remote.php/dav/files", HOME,
          "/remote.php/dav/uploads", "/remote.php/dav/uploads/anna b"
        }) {
      here.fake().folder(folder);
    }
    backend = here.open(HOME + "/store", Authentication.NONE);
  }

  @AfterEach
  void stop() {
    backend.close();
    here.close();
  }

  private long puts() {
    return here.server().seen().stream().filter(seen -> seen.method().equals("PUT")).count();
  }

  private void assertArrived() {
    assertThat(here.fake().tree().get(HOME + "/store/" + OBJECT)).isEqualTo(large);
    assertThat(here.fake().tree().keySet()).noneMatch(name -> name.contains("datasync-"));
  }

  @Test
  void largeFile_goesInPieces_andASmallOneAtOnce() throws IOException {
    backend.write(OBJECT, new BytesPayload(large));
    assertArrived();
    assertThat(puts()).isEqualTo(8);
    backend.write("small", new BytesPayload(new byte[1000]));
    assertThat(puts()).isEqualTo(9);
  }

  @Test
  void laterRun_sendsTheMissingPiecesAlone() throws IOException {
    AtomicInteger count = new AtomicInteger();
    around =
        (request, reply, fake) -> {
          if (request.method().equals("PUT") && count.incrementAndGet() > 5) {
            reply.send(403, "");
          } else {
            fake.answer(request, reply);
          }
        };
    assertThatThrownBy(() -> backend.write(OBJECT, new BytesPayload(large)))
        .isInstanceOf(StoreFailure.class);
    assertThat(here.fake().tree()).doesNotContainKey(HOME + "/store/" + OBJECT);
    around = (request, reply, fake) -> fake.answer(request, reply);
    long before = puts();
    try (WebDavBackend later = here.open(HOME + "/store", Authentication.NONE)) {
      later.write(OBJECT, new BytesPayload(large));
    }
    assertArrived();
    assertThat(puts() - before).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {423, 504, 0})
  void joiningThatOutlastsTheAnswer_isWaitedFor(int status) throws IOException {
    AtomicInteger count = new AtomicInteger();
    around =
        (request, reply, fake) -> {
          if (request.method().equals("MOVE") && count.getAndIncrement() == 0) {
            fake.move(request);
            if (status == 0) {
              reply.cut();
            }
            reply.send(status, "");
          } else {
            fake.answer(request, reply);
          }
        };
    backend.write(OBJECT, new BytesPayload(large));
    assertArrived();
    assertThat(count).hasValue(1);
  }

  @Test
  void payloadThatBreaks_leavesNothing_andOtherFilesThanObjectsAreNeverResumed()
      throws IOException {
    IOException cut = new IOException("cut");
    RangedPayload breaking =
        new RangedPayload() {
          @Override
          public long length() {
            return 3000;
          }

          @Override
          public InputStream openAt(long offset) throws IOException {
            if (offset > 2000) {
              throw cut;
            }
            return new BytesPayload(large).openAt(offset);
          }
        };
    assertThatThrownBy(() -> backend.write(OBJECT, breaking)).isSameAs(cut);
    assertThat(here.fake().tree()).doesNotContainKey(HOME + "/store/" + OBJECT);
    assertThat(here.fake().tree().keySet()).noneMatch(name -> name.contains("datasync-"));
    backend.write("data/model.bin", new BytesPayload(large));
    backend.write("data/model.bin", new BytesPayload(large));
    assertThat(
            here.server().seen().stream()
                .filter(seen -> seen.method().equals("MKCOL"))
                .filter(seen -> seen.target().contains("datasync-"))
                .map(seen -> seen.target())
                .distinct())
        .hasSize(3);
  }
}
