package datasync.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
@ParameterizedClass
@EnumSource(Carrier.class)
class TransportTest {
  @Parameter Carrier carrier;

  private static final Duration SHORT = Duration.ofMillis(200);

  private HttpTransport transport() {
    return carrier.open(TransportSettings.DEFAULT);
  }

  private HttpTransport impatient() {
    return carrier.open(TransportSettings.DEFAULT.within(SHORT, SHORT));
  }

  private static String text(Response response) throws IOException {
    return new String(response.readAll(1000), StandardCharsets.UTF_8);
  }

  private static byte[] readAll(HttpTransport transport, URI uri) throws IOException {
    try (Response response = transport.exchange(Request.get(uri))) {
      return response.body().readAllBytes();
    }
  }

  @Test
  void exchange_bringsStatusFieldsAndBytes() throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.send(404, "nothing", "X-Two: a"));
        HttpTransport transport = transport();
        Response response = transport.exchange(Request.get(server.uri("/a%2Fb//c?d=%20")))) {
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.headers().first("x-two")).hasValue("a");
      assertThat(response.length()).isEqualTo(7);
      assertThat(text(response)).isEqualTo("nothing");
      assertThat(server.seen().getFirst().target()).isEqualTo("/a%2Fb//c?d=%20");
      assertThat(server.seen().getFirst().headers())
          .containsEntry("Accept-Encoding", "identity")
          .doesNotContainKeys("Upgrade", "HTTP2-Settings", "Authorization", "Content-Length");
    }
  }

  @Test
  void exchange_sendsBodyWithItsLengthOrInChunks() throws IOException {
    byte[] bytes = new byte[300_000];
    new Random(7).nextBytes(bytes);
    RequestBody body = RequestBody.of(bytes);
    try (FakeServer server = new FakeServer((q, r) -> r.send(201, ""));
        HttpTransport transport = transport()) {
      transport.exchange(Request.of("PUT", server.uri("/a"), body)).close();
      transport.exchange(Request.of("POST", server.uri("/b"), RequestBody.chunked(body))).close();
      transport.exchange(Request.of("PUT", server.uri("/c"), RequestBody.NONE)).close();
      FakeServer.Seen whole = server.seen().get(0);
      FakeServer.Seen chunked = server.seen().get(1);
      assertThat(whole.header("Content-Length")).isEqualTo("300000");
      assertThat(whole.body()).isEqualTo(bytes);
      assertThat(chunked.header("Transfer-Encoding")).isEqualTo("chunked");
      assertThat(chunked.body()).isEqualTo(bytes);
      assertThat(server.seen().get(2).header("Content-Length")).isEqualTo("0");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void close_ofAShortUnreadAnswerKeepsTheConnection() throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.send(200, new byte[50_000]));
        HttpTransport transport = transport()) {
      for (int i = 0; i < 3; i++) {
        transport.exchange(Request.get(server.uri("/"))).close();
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void exchange_doesNotSendOrShowUserInformation() throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.send(200, ""));
        HttpTransport transport = transport()) {
      URI uri = URI.create("http://me:s3cret@127.0.0.1:" + server.port() + "/x?token=s3cret");
      try (Response response = transport.exchange(Request.get(uri))) {
        assertThat(response).asString().doesNotContain("s3cret");
        assertThat(response.request()).asString().doesNotContain("s3cret");
      }
      assertThat(server.seen().getFirst().headers()).doesNotContainKey("Authorization");
    }
  }

  @Test
  void read_ofABodyThatIsCutFailsAsCut() throws IOException {
    FakeServer.Handler cutting =
        (q, r) -> {
          r.head(200, 100);
          r.raw(new byte[40]);
          r.cut();
        };
    try (FakeServer server = new FakeServer(cutting);
        HttpTransport transport = transport()) {
      assertFails(() -> readAll(transport, server.uri("/")), FailureKind.CUT, true);
    }
  }

  @Test
  void read_ofChunksThatAreCutFailsAsCut() throws IOException {
    FakeServer.Handler cutting =
        (q, r) -> {
          String head = "HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n";
          r.raw((head + "3\r\nabc\r\n5\r\nde").getBytes(StandardCharsets.US_ASCII));
          r.cut();
        };
    try (FakeServer server = new FakeServer(cutting);
        HttpTransport transport = transport()) {
      // the client may see the cut before it gives the answer
      assertFails(() -> readAll(transport, server.uri("/")), FailureKind.CUT, true);
    }
  }

  @Test
  void read_ofABodyThatStallsFailsAsTimeout() throws IOException {
    FakeServer.Handler stalling =
        (q, r) -> {
          r.head(200, 100);
          r.raw(new byte[40]);
          r.stall();
        };
    try (FakeServer server = new FakeServer(stalling);
        HttpTransport transport = impatient();
        Response response = transport.exchange(Request.get(server.uri("/")))) {
      assertThat(response.body().readNBytes(40)).hasSize(40);
      assertFails(() -> response.body().read(), FailureKind.TIMEOUT, true);
    }
  }

  @Test
  void read_ofABodyThatTricklesGoesOn() throws IOException {
    FakeServer.Handler trickling =
        (q, r) -> {
          r.head(200, 8);
          for (int i = 0; i < 8; i++) {
            r.raw(new byte[1]);
            java.util.concurrent.locks.LockSupport.parkNanos(60_000_000);
          }
        };
    try (FakeServer server = new FakeServer(trickling);
        HttpTransport transport = impatient();
        Response response = transport.exchange(Request.get(server.uri("/")))) {
      assertThat(response.body().readAllBytes()).hasSize(8);
    }
  }

  @Test
  void exchange_withoutAnAnswerFailsAsTimeout() throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.stall());
        HttpTransport transport = impatient()) {
      Request request = Request.get(server.uri("/"));
      assertFails(() -> transport.exchange(request), FailureKind.TIMEOUT, true);
      Request limited = request.within(Duration.ofMillis(50));
      assertFails(
          () -> transport().exchange(limited), FailureKind.TIMEOUT, true);
    }
  }

  @Test
  void exchange_ofAnUploadThatNobodyReadsFailsAsTimeout() throws IOException {
    RequestBody endless = new Repeating(Long.MAX_VALUE);
    try (ServerSocket deaf = new ServerSocket(0);
        HttpTransport transport = impatient()) {
      URI uri = URI.create("http://localhost:" + deaf.getLocalPort() + "/");
      Request request = Request.of("PUT", uri, endless);
      assertFails(() -> transport.exchange(request), FailureKind.TIMEOUT, true);
    }
  }

  @Test
  void exchange_ofAnUploadThatIsReadButNotAnsweredFailsAsTimeout() throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.stall());
        HttpTransport transport =
            carrier.open(TransportSettings.DEFAULT.within(Duration.ofSeconds(9), SHORT))) {
      Request request = Request.of("PUT", server.uri("/"), new Repeating(1 << 20));
      long start = System.nanoTime();
      assertFails(() -> transport.exchange(request), FailureKind.TIMEOUT, true);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void exchange_readsAnAnswerThatComesBeforeTheUploadEnds() throws IOException {
    RequestBody large = new Repeating(50_000_000);
    try (ServerSocket hasty = new ServerSocket(0);
        HttpTransport transport = transport()) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var socket = hasty.accept()) {
                  socket.getInputStream().readNBytes(100);
                  String answer = "HTTP/1.1 403 x\r\nContent-Length: 2\r\n\r\nno";
                  socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                  socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException ended) {
                  // as the client likes
                }
              });
      URI uri = URI.create("http://localhost:" + hasty.getLocalPort() + "/");
      try (Response response = transport.exchange(Request.of("PUT", uri, large))) {
        assertThat(response.status()).isEqualTo(403);
      }
    }
  }

  @Test
  void patience_isHalfAMinute_unlessAnotherTimeWasAskedFor() {
    for (int seconds : new int[] {1, 30, 60, 61, 300}) {
      Duration read = Duration.ofSeconds(seconds);
      Duration expected = seconds == 60 ? Duration.ofSeconds(30) : read;
      assertThat(TransportSettings.DEFAULT.within(SHORT, read).patience()).isEqualTo(expected);
    }
  }

  @Test
  void exchange_toAClosedPortFailsAsRefused() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (HttpTransport transport = transport()) {
      Request request = Request.get(URI.create("http://localhost:" + port + "/"));
      assertFails(() -> transport.exchange(request), FailureKind.REFUSED, true);
    }
  }

  @Test
  void exchange_withAnUnknownHostSaysSo() throws IOException {
    try (HttpTransport transport = transport()) {
      Request request = Request.get(URI.create("http://nobody.invalid/"));
      assertFails(() -> transport.exchange(request), FailureKind.UNKNOWN_HOST, true);
    }
  }

  @Test
  void exchange_withSomethingElseThanHttpSaysSo() throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> {
          r.raw("SSH-2.0-OpenSSH\r\n\r\n".getBytes());
          r.cut();
        });
        HttpTransport transport = transport()) {
      Request request = Request.get(server.uri("/"));
      assertFails(() -> transport.exchange(request), FailureKind.PROTOCOL, false);
    }
  }

  @Test
  void exchange_withABodyThatCannotBeReadThrowsItsException() throws IOException {
    RequestBody broken =
        new RequestBody() {
          @Override
          public long length() {
            return 10;
          }

          @Override
          public InputStream open() throws IOException {
            throw new java.nio.file.NoSuchFileException("gone");
          }
        };
    try (FakeServer server = new FakeServer((q, r) -> r.send(200, ""));
        HttpTransport transport = transport()) {
      Request request = Request.of("PUT", server.uri("/"), broken);
      assertThatThrownBy(() -> transport.exchange(request))
          .isInstanceOf(java.nio.file.NoSuchFileException.class);
    }
  }

  @Test
  void exchange_withABodyOfAnotherLengthFailsOnThisSide() throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.send(200, ""));
        HttpTransport transport = transport()) {
      for (long announced : new long[] {0, 9, 11, 70_000}) {
        RequestBody body =
            new RequestBody() {
              @Override
              public long length() {
                return announced;
              }

              @Override
              public InputStream open() {
                return new java.io.ByteArrayInputStream(new byte[10]);
              }
            };
        Request request = Request.of("PUT", server.uri("/"), body);
        assertThatThrownBy(() -> transport.exchange(request))
            .isNotInstanceOf(HttpFailure.class)
            .hasMessageContaining("changed meanwhile");
      }
      assertThat(server.seen()).isEmpty();
    }
  }

  @Test
  void interrupt_endsTheWaitForAnAnswerAndForItsBytes() throws IOException {
    FakeServer.Handler stalling =
        (q, r) -> {
          if (q.target().equals("/head")) {
            r.head(200, 1_000_000);
          }
          r.stall();
        };
    try (FakeServer server = new FakeServer(stalling);
        HttpTransport transport = transport()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> transport.exchange(Request.get(server.uri("/"))))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      try (Response response = transport.exchange(Request.get(server.uri("/head")))) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> response.body().read())
            .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }

  @Test
  void exchange_afterCloseFails() {
    HttpTransport transport = transport();
    transport.close();
    assertThatThrownBy(() -> transport.exchange(Request.get(URI.create("http://localhost/"))))
        .isInstanceOf(IOException.class);
  }

  static void assertFails(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, FailureKind kind, boolean again) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HttpFailure.class,
            failure -> {
              assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
              assertThat(failure.isRetryable()).isEqualTo(again);
            });
  }

  /// A long body that takes no memory.
  private record Repeating(long length) implements RequestBody {
    @Override
    public InputStream open() {
      return new InputStream() {
        private long left = length;

        @Override
        public int read() {
          return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
          if (left <= 0) {
            return -1;
          }
          int step = (int) Math.min(left, count);
          Arrays.fill(target, offset, offset + step, (byte) 'x');
          left -= step;
          return step;
        }
      };
    }
  }
}
