package datasync.backend.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.http.Authentication;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.object.BytesPayload;
import datasync.object.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the backend does when a server refuses, breaks off or says something strange.
@Timeout(30)
class WebDavFaultsTest {
  private static final BytesPayload FILE = new BytesPayload(new byte[] {1, 2, 3});
  private DavHere here;

  private WebDavBackend with(DavHere.Around around) {
    here = new DavHere(DavFake.Style.PATHS, around, Authentication.NONE);
    return here.backend();
  }

  /// The first request of a method is answered with a status, the others by the fake.
  private WebDavBackend onceAt(String method, int status) {
    AtomicInteger count = new AtomicInteger();
    return with(
        (request, reply, fake) -> {
          if (request.method().equals(method) && count.getAndIncrement() == 0) {
            reply.send(status, "");
          } else {
            fake.answer(request, reply);
          }
        });
  }

  private WebDavBackend alwaysAt(String method, int status) {
    return with(
        (request, reply, fake) -> {
          if (request.method().equals(method)) {
            reply.send(status, "");
          } else {
            fake.answer(request, reply);
          }
        });
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private long requests(String method) {
    return here.server().seen().stream().filter(seen -> seen.method().equals(method)).count();
  }

  private List<String> files() {
    return here.fake().tree().entrySet().stream()
        .filter(entry -> entry.getValue().length > 0)
        .map(java.util.Map.Entry::getKey)
        .toList();
  }

  @Test
  void folders_areMadeOnceEach_theRemoteItselfToo() throws IOException {
    WebDavBackend backend = with((request, reply, fake) -> fake.answer(request, reply));
    for (int i = 0; i < 10; i++) {
      backend.write("files/md5/ab/" + i, FILE);
    }
    // each of the five is asked for from below, then made from above
    assertThat(requests("MKCOL")).isEqualTo(2 * 5 - 1);
    assertThat(requests("PUT")).isEqualTo(10);
    assertThat(here.fake().tree()).containsKey("/dav/our store/files/md5/ab/9");
  }

  @Test
  void folder_thatSomebodyRemoved_isMadeAgain() throws IOException {
    WebDavBackend backend = with((request, reply, fake) -> fake.answer(request, reply));
    backend.write("a/b/one", FILE);
    here.fake().tree().keySet().removeIf(path -> path.startsWith("/dav/our store/a"));
    backend.write("a/b/two", FILE);
    assertThat(files()).containsExactly("/dav/our store/a/b/two");
  }

  @ParameterizedTest
  @CsvSource({"PUT, 503", "PUT, 423", "MOVE, 423", "MOVE, 500", "MKCOL, 429", "MKCOL, 423"})
  void whatMayPass_isTriedAgain(String method, int status) throws IOException {
    onceAt(method, status).write("a/one", FILE);
    assertThat(files()).containsExactly("/dav/our store/a/one");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 405, 501, 400})
  void serverThatDoesNotMove_getsFilesUnderTheirNames(int status) throws IOException {
    WebDavBackend backend = alwaysAt("MOVE", status);
    backend.write("a/one", FILE);
    backend.write("a/two", FILE);
    assertThat(files()).containsExactly("/dav/our store/a/one", "/dav/our store/a/two");
    assertThat(requests("PUT")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"PUT, 507, FULL", "PUT, 413, FULL", "PUT, 403, FORBIDDEN", "MOVE, 507, FULL",
      "MKCOL, 403, FORBIDDEN", "PROPFIND, 401, AUTHENTICATION"})
  void whatDoesNotPass_isToldAtOnce(String method, int status, FailureKind kind) {
    WebDavBackend backend = alwaysAt(method, status);
    assertThatThrownBy(
            () -> {
              backend.write("a/one", FILE);
              backend.size("a/one");
            })
        .isInstanceOf(StoreFailure.class)
        .satisfies(
            thrown -> {
              assertThat(((HttpFailure) thrown.getCause()).kind()).isEqualTo(kind);
              assertThat(((StoreFailure) thrown).isRetryable()).isFalse();
            });
    assertThat(requests(method)).isEqualTo(1);
    assertThat(here.fake().tree().keySet()).noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void answerToAMoveThatIsLost_isNoFailure() throws IOException {
    AtomicInteger count = new AtomicInteger();
    with(
            (request, reply, fake) -> {
              if (request.method().equals("MOVE") && count.getAndIncrement() == 0) {
                fake.move(request);
                reply.cut();
              }
              fake.answer(request, reply);
            })
        .write("a/one", FILE);
    assertThat(files()).containsExactly("/dav/our store/a/one");
  }

  @Test
  void serverThatDoesNotKnowItsOwnAddress_isNamedTheTargetByItsPath() throws IOException {
    WebDavBackend backend =
        with(
            (request, reply, fake) -> {
              if (request.header("Destination").startsWith("http:")) {
                reply.send(502, "");
              } else {
                fake.answer(request, reply);
              }
            });
    backend.write("a/one", FILE);
    backend.write("a/two", FILE);
    assertThat(files()).containsExactly("/dav/our store/a/one", "/dav/our store/a/two");
    assertThat(requests("MOVE")).isEqualTo(3);
  }

  @Test
  void listingThatIsCut_isReadAgain_andNamesEachFileOnce() throws IOException {
    AtomicInteger count = new AtomicInteger();
    WebDavBackend backend =
        with(
            (request, reply, fake) -> {
              if (request.method().equals("PROPFIND") && count.getAndIncrement() == 1) {
                reply.head(207, 5000);
                reply.raw("<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\">".getBytes());
                reply.cut();
              }
              fake.answer(request, reply);
            });
    backend.write("a/one", FILE);
    backend.write("a/b/two", FILE);
    List<String> names = new ArrayList<>();
    backend.list("", (name, size) -> names.add(name));
    assertThat(names).containsExactlyInAnyOrder("a/one", "a/b/two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>please log in</body></html>", "", "<D:multistatus xmlns:D='DAV:'>",
        "<!DOCTYPE a [<!ENTITY x 'y'>]><D:multistatus xmlns:D='DAV:'>&x;</D:multistatus>",
        "<D:multistatus xmlns:D='DAV:'><D:response><D:href>/other/place</D:href></D:response>"
            + "</D:multistatus>",
        "<D:multistatus xmlns:D='DAV:'><D:response><D:href>/dav/our%20store/</D:href>"
            + "<D:status>HTTP/1.1 507 Insufficient Storage</D:status></D:response>"
            + "</D:multistatus>"
      })
  void listingThatIsNone_isAFailure_notAnEmptyFolder(String answer) {
    WebDavBackend backend = with((request, reply, fake) -> reply.send(207, answer));
    assertThatThrownBy(() -> backend.list("", (name, size) -> {}))
        .isInstanceOf(StoreFailure.class)
        .satisfies(thrown -> assertThat(((StoreFailure) thrown).isRetryable()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 405, 501})
  void serverWithoutWebDav_isCalledOne(int status) {
    WebDavBackend backend = with((request, reply, fake) -> reply.send(status, "<html/>"));
    assertThatThrownBy(() -> backend.size("a")).hasMessageContaining("does not speak WebDAV");
  }

  @Test
  void look_givesTheEntityTagAsTheServerWritesIt() throws IOException {
    WebDavBackend backend = with((request, reply, fake) -> fake.answer(request, reply));
    backend.write("a/one", FILE);
    assertThat(backend.look("a/one").checksum()).isEqualTo(DavFake.etag(new byte[] {1, 2, 3}));
  }

  @Test
  void stretch_isAskedForWithItsEnd() throws IOException {
    WebDavBackend backend = with((request, reply, fake) -> fake.answer(request, reply));
    backend.write("a/one", FILE);
    try (InputStream in = backend.open("a/one", 1, 1)) {
      assertThat(in.readAllBytes()).containsExactly(2);
    }
    assertThat(here.server().seen().getLast().header("Range")).isEqualTo("bytes=1-1");
  }

  @Test
  void delete_goesOnAfterAFailure_andLeavesFoldersAlone() throws IOException {
    WebDavBackend backend = with((request, reply, fake) -> fake.answer(request, reply));
    backend.write("a/one", FILE);
    backend.write("a/b/two", FILE);
    assertThatThrownBy(() -> backend.delete(List.of("a", "a/b", "a/one")))
        .isInstanceOf(StoreFailure.class);
    assertThat(files()).containsExactly("/dav/our store/a/b/two");
  }
}
