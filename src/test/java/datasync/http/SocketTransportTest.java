package datasync.http;

import static datasync.http.TransportTest.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import datasync.task.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is the blocking transport's own to get right, besides [TransportTest].
@Timeout(30)
class SocketTransportTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  private static SocketTransport transport() {
    return new SocketTransport(TransportSettings.DEFAULT);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static FakeServer.Handler raw(String answer) {
    return (q, r) -> r.raw(ascii(answer));
  }

  private static String get(HttpTransport transport, URI uri) throws IOException {
    try (Response response = transport.exchange(Request.get(uri))) {
      return response.status() + " " + new String(response.readAll(1000));
    }
  }

  @Test
  void connection_thatTheServerEndedMeanwhile_isReplaced() throws IOException {
    FakeServer.Handler ending =
        (q, r) -> {
          r.send(200, "ok");
          r.cut();
        };
    try (FakeServer server = new FakeServer(ending);
        SocketTransport transport = transport()) {
      for (int i = 0; i < 20; i++) {
        assertThat(get(transport, server.uri("/"))).isEqualTo("200 ok");
      }
      assertThat(server.seen()).hasSize(20);
    }
  }

  @Test
  void request_thatMayNotBeSentTwice_isNot() throws IOException {
    FakeServer.Handler ending =
        (q, r) -> {
          if (q.number() > 0) {
            r.cut();
          }
          r.send(200, "ok");
        };
    try (FakeServer server = new FakeServer(ending);
        SocketTransport transport = transport()) {
      get(transport, server.uri("/"));
      Request post = Request.of("POST", server.uri("/"), RequestBody.of(new byte[3]));
      assertFails(() -> transport.exchange(post), FailureKind.CUT, true);
      assertThat(server.seen()).hasSize(2);
    }
  }

  @Test
  void answer_thatComesUnasked_isNotTakenForTheNextOne() throws Exception {
    CountDownLatch said = new CountDownLatch(1);
    FakeServer.Handler chatty =
        (q, r) -> {
          r.send(200, "ok");
          if (q.number() == 0) {
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            r.send(408, "too late");
            said.countDown();
          }
        };
    try (FakeServer server = new FakeServer(chatty);
        SocketTransport transport = transport()) {
      assertThat(get(transport, server.uri("/"))).isEqualTo("200 ok");
      said.await();
      assertThat(get(transport, server.uri("/"))).isEqualTo("200 ok");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 x\r\nLink: a\r\n\r\n"
            + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;a=b\r\no\r\n01\r\nk\r\n0\r\n"
            + "X-Sum: 1\r\n\r\n",
        "HTTP/1.1 200\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\nX-Folded: a\n b\nContent-Length:2\n\nok",
        "HTTP/1.1 200 OK\r\nTRANSFER-ENCODING: Chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
      })
  void answer_ofEachForm_isRead_andTheConnectionKept(String answer) throws IOException {
    try (FakeServer server = new FakeServer(raw(answer));
        SocketTransport transport = transport()) {
      assertThat(get(transport, server.uri("/"))).isEqualTo("200 ok");
      assertThat(get(transport, server.uri("/"))).isEqualTo("200 ok");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"
      })
  void answer_thatEndsTheConnection_isReadToItsEnd(String answer) throws IOException {
    FakeServer.Handler ending =
        (q, r) -> {
          r.raw(ascii(answer));
          r.cut();
        };
    try (FakeServer server = new FakeServer(ending);
        SocketTransport transport = transport()) {
      assertThat(get(transport, server.uri("/"))).isEqualTo("200 ok");
      assertThat(get(transport, server.uri("/"))).isEqualTo("200 ok");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void answers_withoutABody_haveNone_whateverTheirFieldsSay() throws IOException {
    FakeServer.Handler bare =
        (q, r) ->
            r.raw(ascii("HTTP/1.1 " + q.target().substring(1) + " x\r\nContent-Length: 5\r\n\r\n"));
    try (FakeServer server = new FakeServer(bare);
        SocketTransport transport = transport()) {
      assertThat(get(transport, server.uri("/204"))).isEqualTo("204 ");
      assertThat(get(transport, server.uri("/304"))).isEqualTo("304 ");
      try (Response head = transport.exchange(Request.head(server.uri("/200")))) {
        assertThat(head.length()).isEqualTo(5);
        assertThat(head.body().read()).isEqualTo(-1);
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nokk",
        "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nok\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        "HTTP/1.1 200 OK\r\na b: c\r\n\r\n",
        "HTTP/1.1 200 OK\r\na: b\0c\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 020 OK\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 101 Upgrade\r\n\r\n",
        "\r\n"
      })
  void answer_thatIsNoHttp_isRefused(String answer) throws IOException {
    try (FakeServer server = new FakeServer(raw(answer));
        SocketTransport transport = transport()) {
      assertFails(() -> get(transport, server.uri("/")), FailureKind.PROTOCOL, false);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X: y\r\n", "x", "\r\nHTTP/1.1 100 x\r\n"})
  void answer_whoseHeadNeverEnds_isGivenUp(String again) throws IOException {
    FakeServer.Handler endless =
        (q, r) -> {
          r.raw(ascii("HTTP/1.1 " + (again.contains("100") ? 100 : 200) + " x\r\n"));
          byte[] more = ascii(again.repeat(1000));
          while (true) {
            r.raw(more);
          }
        };
    try (FakeServer server = new FakeServer(endless);
        SocketTransport transport = transport()) {
      assertFails(() -> get(transport, server.uri("/")), FailureKind.PROTOCOL, false);
    }
  }

  @Test
  void body_thatIsLongAndUnread_endsItsConnection() throws IOException {
    FakeServer.Handler long_ = (q, r) -> r.send(200, new byte[5_000_000]);
    try (FakeServer server = new FakeServer(long_);
        SocketTransport transport = transport()) {
      for (int i = 0; i < 3; i++) {
        try (Response response = transport.exchange(Request.get(server.uri("/")))) {
          assertThat(response.body().read()).isZero();
        }
      }
      assertThat(server.connections()).isEqualTo(3);
    }
  }

  @Test
  void manyThreads_shareConnections_andGetTheirOwnAnswers() throws IOException {
    FakeServer.Handler echo = (q, r) -> r.send(200, q.target() + new String(q.body()));
    try (FakeServer server = new FakeServer(echo);
        SocketTransport transport = transport()) {
      Parallel.forTransfers(16)
          .forEach(
              IntStream.range(0, 500).boxed().toList(),
              i -> {
                RequestBody body = RequestBody.of(ascii("b" + i));
                Request request = Request.of("PUT", server.uri("/" + i), body);
                try (Response response = transport.exchange(request)) {
                  assertThat(response.readAll(100)).isEqualTo(ascii("/" + i + "b" + i));
                }
              });
      assertThat(server.connections()).isLessThanOrEqualTo(16);
    }
  }

  @Test
  void interimAnswer_whileTheBodyIsSent_doesNotEndIt() throws Exception {
    byte[] bytes = new byte[5_000_000];
    try (ServerSocket eager = new ServerSocket(0);
        SocketTransport transport = transport()) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var socket = eager.accept()) {
                  socket.getOutputStream().write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
                  long read = socket.getInputStream().readNBytes(bytes.length).length;
                  String answer = "HTTP/1.1 201 x\r\nContent-Length: 7\r\n\r\n" + read;
                  socket.getOutputStream().write(ascii(answer));
                  socket.getInputStream().readAllBytes();
                } catch (IOException ended) {
                  // as the client likes
                }
              });
      URI uri = URI.create("http://localhost:" + eager.getLocalPort() + "/");
      Request request = Request.of("PUT", uri, RequestBody.of(bytes));
      try (Response response = transport.exchange(request)) {
        assertThat(response.status()).isEqualTo(201);
        assertThat(response.readAll(100)).isEqualTo(ascii("5000000"));
      }
    }
  }

  /// A body that is sent without end.
  private static RequestBody endless() {
    return new RequestBody() {
      @Override
      public long length() {
        return -1;
      }

      @Override
      public InputStream open() {
        return new datasync.io.BlockStream() {
          @Override
          public int read(byte[] target, int offset, int length) {
            return length;
          }
        };
      }
    };
  }

  @Test
  void upload_overTlsThatNobodyReads_isGivenUp() throws Exception {
    TlsSettings tls = new TlsSettings(true, List.of(TlsTest.file("ca.pem")), List.of());
    TransportSettings impatient =
        TransportSettings.DEFAULT.within(Duration.ofSeconds(5), SHORT).trusting(tls);
    try (FakeServer deaf = new FakeServer((q, r) -> r.stall(), TlsTest.identity("server.pem"));
        SocketTransport transport = new SocketTransport(impatient)) {
      Request request = Request.of("STALL", deaf.uri("/"), endless());
      assertFails(() -> transport.exchange(request), FailureKind.TIMEOUT, true);
    }
  }

  @Test
  void interruptAndClose_endAnUploadThatStands() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0)) {
      URI uri = URI.create("http://localhost:" + deaf.getLocalPort() + "/");
      Request request = Request.of("PUT", uri, endless());
      for (boolean interrupt : new boolean[] {true, false}) {
        SocketTransport transport = transport();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread sending =
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        transport.exchange(request).close();
                      } catch (IOException ended) {
                        thrown.set(ended);
                      }
                    });
        assertThat(sending.join(SHORT)).isFalse();
        if (interrupt) {
          sending.interrupt();
        } else {
          transport.close();
        }
        assertThat(sending.join(Duration.ofSeconds(10))).isTrue();
        assertThat(thrown.get())
            .isInstanceOf(interrupt ? InterruptedIOException.class : HttpFailure.class);
        transport.close();
      }
    }
  }
}
