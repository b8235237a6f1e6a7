package datasync.backend.webhdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.http.Authentication;
import datasync.http.FailureKind;
import datasync.http.FakeServer;
import datasync.http.HttpFailure;
import datasync.http.Percent;
import datasync.object.BytesPayload;
import datasync.object.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the backend does when a name node or data node refuses or breaks off.
@Timeout(30)
class WebHdfsFaultsTest {
  private static final BytesPayload FILE = new BytesPayload(new byte[] {1, 2, 3});
  private static final String OBJECT = "files/md5/ab/cdef0123456789abcdef0123456789";
  private final HdfsHere here = new HdfsHere(false);
  private final WebHdfsBackend backend = here.backend();
  private final HdfsFake fake = here.fake();
  private final byte[] large = new byte[5 << 20];

  @AfterEach
  void stop() {
    here.close();
  }

  /// The first request with this operation gets the exception, the others pass.
  private void refuseOnce(String operation, int status, String exception) {
    AtomicInteger count = new AtomicInteger();
    fake.aroundNames(
        (request, reply) -> {
          if (request.target().contains("op=" + operation) && count.getAndIncrement() == 0) {
            HdfsFake.refuse(reply, status, exception, "Something is so.\n\tat org.apache");
          } else {
            fake.name(request, reply);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE, 403, StandbyException", "CREATE, 403, SafeModeException",
    "RENAME, 403, RetriableException", "GETFILESTATUS, 500, IOException",
    "CREATE, 403, AlreadyBeingCreatedException"
  })
  void whatMayPass_isTriedAgain(String operation, int status, String exception)
      throws IOException {
    refuseOnce(operation, status, exception);
    backend.write("a/one", FILE);
    assertThat(fake.tree().get("/our store/a/one")).containsExactly(1, 2, 3);
    assertThat(fake.tree().keySet()).noneMatch(name -> name.endsWith(".tmp"));
  }

  @ParameterizedTest
  @CsvSource({
    "AccessControlException, FORBIDDEN", "SecurityException, AUTHENTICATION",
    "DSQuotaExceededException, FULL", "UnsupportedOperationException, REJECTED",
    "IOException, REJECTED"
  })
  void whatDoesNotPass_isToldAtOnce(String exception, FailureKind kind) {
    refuseOnce("CREATE", 403, exception);
    assertThatThrownBy(() -> backend.write("a/one", FILE))
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining(exception + ", Something is so")
        .hasMessageNotContaining("org.apache")
        .extracting(thrown -> ((HttpFailure) thrown.getCause()).kind())
        .isEqualTo(kind);
  }

  @Test
  void dataNodeThatBreaks_isLeftOut_andTheRestIsAppended() throws IOException {
    new Random(1).nextBytes(large);
    AtomicInteger count = new AtomicInteger();
    fake.aroundData(
        (request, reply) -> {
          if (count.getAndIncrement() == 0) {
            // it kept some of what it was sent
            fake.append("/our store/" + temporary(request), Arrays.copyOf(large, 3 << 20));
            reply.cut();
          }
          fake.data(request, reply);
        });
    backend.write(OBJECT, new BytesPayload(large));
    assertThat(fake.tree().get("/our store/" + OBJECT)).isEqualTo(large);
    FakeServer.Seen second = fake.dataNode().seen().get(1);
    assertThat(second.method()).isEqualTo("POST");
    assertThat(second.body()).hasSize(2 << 20);
    assertThat(second.target())
        .contains("excludedatanodes=localhost:" + fake.dataNode().port());
  }

  private static String temporary(FakeServer.Seen request) {
    String path = request.target().substring(0, request.target().indexOf('?'));
    return "files/md5/ab/" + path.substring(path.lastIndexOf('/') + 1);
  }

  @Test
  void fileThatIsLongerThanItMayBe_isSentAnew() throws IOException {
    new Random(1).nextBytes(large);
    AtomicInteger count = new AtomicInteger();
    fake.aroundData(
        (request, reply) -> {
          if (count.getAndIncrement() == 0) {
            byte[] longer = Arrays.copyOf(request.body(), request.body().length + 1);
            fake.append("/our store/" + temporary(request), longer);
            reply.send(201, "");
            return;
          }
          fake.data(request, reply);
        });
    backend.write(OBJECT, new BytesPayload(large));
    assertThat(count).hasValue(2);
    assertThat(fake.tree().get("/our store/" + OBJECT)).isEqualTo(large);
  }

  @Test
  void answerThatBreaks_isContinuedAtItsOffset() throws IOException {
    new Random(1).nextBytes(large);
    backend.write("a/large", new BytesPayload(large));
    AtomicInteger count = new AtomicInteger();
    fake.aroundData(
        (request, reply) -> {
          if (count.getAndIncrement() == 0) {
            reply.head(200, large.length);
            reply.raw(Arrays.copyOf(large, 1 << 20));
            reply.cut();
          }
          fake.data(request, reply);
        });
    try (InputStream in = backend.open("a/large", 0)) {
      assertThat(in.readAllBytes()).isEqualTo(large);
    }
    assertThat(fake.dataNode().seen().getLast().target()).contains("offset=");
  }

  @Test
  void stretch_isAskedForWithItsLength() throws IOException {
    backend.write("a/one", FILE);
    try (InputStream in = backend.open("a/one", 1, 1)) {
      assertThat(in.readAllBytes()).containsExactly(2);
    }
    assertThat(fake.dataNode().seen().getLast().target()).contains("length=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html/>", "{}", "[]", "{\"DirectoryListing\": {}}"})
  void listingThatIsNone_isAFailure_notAnEmptyFolder(String answer) {
    fake.aroundNames((request, reply) -> reply.send(200, answer));
    assertThatThrownBy(() -> backend.list("", (name, size) -> {}))
        .isInstanceOf(StoreFailure.class);
  }

  @Test
  void listingWhosePagesDoNotGoOn_isAFailure() throws IOException {
    for (int i = 0; i < 5; i++) {
      backend.write("a/" + i, FILE);
    }
    fake.aroundNames(
        (request, reply) ->
            fake.name(
                new FakeServer.Seen(
                    0, request.method(), request.target().replaceAll("&start[aA]fter=[^&]*", ""),
                    request.headers(), request.body()),
                reply));
    assertThatThrownBy(() -> backend.list("a", (name, size) -> {}))
        .hasMessageContaining("cannot be read to its end");
  }

  @Test
  void renameWhoseAnswerIsLost_isNoFailure() throws IOException {
    AtomicInteger count = new AtomicInteger();
    fake.aroundNames(
        (request, reply) -> {
          if (request.target().contains("op=RENAME") && count.getAndIncrement() == 0) {
            String from = request.target().substring("/webhdfs/v1".length());
            String path = Percent.decode(from.substring(0, from.indexOf('?')));
            fake.tree().put("/our store/a/one", fake.tree().remove(path));
            reply.cut();
          }
          fake.name(request, reply);
        });
    backend.write("a/one", FILE);
    assertThat(fake.tree().get("/our store/a/one")).containsExactly(1, 2, 3);
  }

  @Test
  void login_goesToTheNameNodeAndTheDataNodeItNames() throws IOException {
    try (WebHdfsBackend known = here.open(new Authentication.Basic("u", "p"))) {
      known.write("a/one", FILE);
    }
    for (FakeServer node : List.of(fake.nameNode(), fake.dataNode())) {
      assertThat(node.seen()).allMatch(seen -> seen.header("Authorization").equals("Basic dTpw"));
    }
  }

  @Test
  void look_givesTheChecksumOfTheCluster() throws IOException {
    backend.write("a/one", FILE);
    assertThat(backend.look("a/one").checksum())
        .isEqualTo(Integer.toHexString(Arrays.hashCode(new byte[] {1, 2, 3})));
  }
}
