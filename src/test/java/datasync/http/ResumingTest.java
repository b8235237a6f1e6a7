package datasync.http;

import static datasync.http.TransportTest.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(Carrier.class)
class ResumingTest {
  @Parameter Carrier carrier;

  private static final int SIZE = 100_000;

  private final byte[] bytes = new byte[SIZE];
  private final Position read = new Position();

  @BeforeEach
  void fill() {
    new Random(3).nextBytes(bytes);
  }

  /// What the client has read of an answer. A server that cuts waits for it: the client may else
  /// see the cut before it hands out a single byte.
  private static final class Position {
    private long bytes;

    synchronized void set(long now) {
      bytes = now;
      notifyAll();
    }

    synchronized void add(int more) {
      set(bytes + more);
    }

    synchronized void await(long wanted) throws IOException {
      try {
        while (bytes < wanted) {
          wait();
        }
      } catch (InterruptedException stop) {
        throw new IOException(stop);
      }
    }
  }

  /// How a server treats ranges.
  enum Kind { TAGGED, UNTAGGED, WITHOUT_RANGES, CHUNKED }

  /// Serves the bytes and breaks off each answer after the next of some numbers of bytes.
  private final class Cutting implements FakeServer.Handler {
    private final Kind kind;
    private final int[] cuts;
    private byte[] content = bytes;
    private String tag = "\"v1\"";
    private int sent;
    private Position read;

    Cutting(Kind kind, int... cuts) {
      this.kind = kind;
      this.cuts = cuts;
    }

    @Override
    public void answer(FakeServer.Seen request, FakeServer.Reply reply) throws IOException {
      int from = 0;
      String range = request.header("Range");
      String wanted = request.header("If-Range");
      boolean current = wanted.isEmpty() || wanted.equals(tag);
      if (!range.isEmpty() && kind != Kind.WITHOUT_RANGES && current) {
        from = Integer.parseInt(range.substring(6, range.length() - 1));
      }
      String[] fields = kind == Kind.TAGGED ? new String[] {"ETag: " + tag} : new String[0];
      if (from > 0 && from >= content.length) {
        reply.send(416, "", "Content-Range: bytes */" + content.length);
        return;
      }
      if (from > 0) {
        fields = Arrays.copyOf(fields, fields.length + 1);
        fields[fields.length - 1] =
            "Content-Range: bytes " + from + "-" + (content.length - 1) + "/" + content.length;
      }
      int cut = request.number() < cuts.length ? cuts[request.number()] : Integer.MAX_VALUE;
      int count = Math.min(cut, content.length - from);
      sent += count;
      byte[] part = Arrays.copyOfRange(content, from, from + count);
      if (kind == Kind.CHUNKED) {
        String head = from > 0 ? "206 x\r\n" + fields[fields.length - 1] : "200 x\r\nX: y";
        reply.raw(("HTTP/1.1 " + head + "\r\nTransfer-Encoding: chunked\r\n\r\n").getBytes());
        if (count > 0) {
          reply.raw((Integer.toHexString(count) + "\r\n").getBytes());
          reply.raw(part);
          reply.raw("\r\n".getBytes());
        }
        if (cut == Integer.MAX_VALUE) {
          reply.raw("0\r\n\r\n".getBytes());
        }
      } else {
        reply.head(from > 0 ? 206 : 200, content.length - from, fields);
        reply.raw(part);
      }
      if (cut != Integer.MAX_VALUE) {
        if (read != null) {
          read.await(from + count);
        }
        reply.cut();
      }
    }
  }

  private RetryPolicy policy() {
    return RetryPolicy.of(
        RetryPolicy.Limits.DEFAULT,
        new RetryPolicy.Outside(
            InstantSource.system(), new Random(1), time -> { }, RetryListener.NONE));
  }

  private byte[] download(FakeServer server) throws IOException {
    try (HttpTransport transport =
        Transports.following(carrier.open(TransportSettings.DEFAULT), policy())) {
      return download(server, transport);
    }
  }

  /// Reads all, and tells the server how far it came.
  private byte[] download(FakeServer server, HttpTransport transport) throws IOException {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    read.set(0);
    try (InputStream in = stream(transport, server, 0)) {
      byte[] block = new byte[8192];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        got.write(block, 0, count);
        read.add(count);
      }
    }
    return got.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void download_arrivesWholeThroughCuts(Kind kind) throws IOException {
    Cutting rules = new Cutting(kind, 10_000, 20_000, 99_999);
    rules.read = read;
    try (FakeServer server = new FakeServer(rules)) {
      assertThat(download(server)).isEqualTo(bytes);
      if (kind == Kind.TAGGED || kind == Kind.UNTAGGED) {
        assertThat(rules.sent).isLessThanOrEqualTo(SIZE + 30_000);
        assertThat(server.seen().get(1).header("If-Range"))
            .isEqualTo(kind == Kind.TAGGED ? "\"v1\"" : "");
      }
      assertThat(server.seen().getFirst().headers()).doesNotContainKey("Range");
    }
  }

  @Test
  void download_ofManyCutsArrivesBecauseItGetsFurther() throws IOException {
    int[] cuts = new int[40];
    Arrays.fill(cuts, 2_000);
    try (FakeServer server = new FakeServer(new Cutting(Kind.TAGGED, cuts))) {
      assertThat(download(server)).isEqualTo(bytes);
    }
  }

  @Test
  void download_thatGetsNoFurtherFails() throws IOException {
    int[] cuts = new int[40];
    cuts[0] = 30_000;
    try (FakeServer server = new FakeServer(new Cutting(Kind.TAGGED, cuts))) {
      assertFails(() -> download(server), FailureKind.CUT, true);
    }
  }

  @Test
  void stream_ofAPartThatDoesNotFitFails() throws IOException {
    FakeServer.Handler lying =
        (q, r) -> r.send(206, new byte[5], "Content-Range: bytes 5-9/" + (100 + q.number()));
    try (FakeServer server = new FakeServer(lying);
        HttpTransport transport = carrier.open(TransportSettings.DEFAULT)) {
      assertFails(() -> stream(transport, server, 10), FailureKind.PROTOCOL, false);
    }
  }

  @Test
  void download_ofNothingThereSaysSo() throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.send(404, ""))) {
      assertFails(() -> download(server), FailureKind.NOT_FOUND, false);
    }
  }

  @Test
  void download_thatStallsGoesOn() throws IOException {
    Cutting rules = new Cutting(Kind.TAGGED);
    FakeServer.Handler stalling =
        (q, r) -> {
          if (q.number() == 0) {
            r.head(200, SIZE, "ETag: \"v1\"");
            r.raw(Arrays.copyOf(bytes, 50_000));
            r.stall();
          }
          rules.answer(q, r);
        };
    Duration patience = Duration.ofSeconds(1);
    try (FakeServer server = new FakeServer(stalling);
        HttpTransport transport =
            carrier.open(TransportSettings.DEFAULT.within(patience, patience))) {
      assertThat(download(server, transport)).isEqualTo(bytes);
      assertThat(server.seen().get(1).header("Range")).isEqualTo("bytes=50000-");
    }
  }

  /// An answer that ends after any number of its bytes, head included, is made up for.
  @Test
  void download_survivesACutAfterEveryByte() throws IOException {
    byte[] small = Arrays.copyOf(bytes, 60);
    byte[] head = "HTTP/1.1 200 x\r\nETag: \"v\"\r\nContent-Length: 60\r\n\r\n".getBytes();
    byte[] whole = Arrays.copyOf(head, head.length + 60);
    System.arraycopy(small, 0, whole, head.length, 60);
    Cutting rest = new Cutting(Kind.TAGGED);
    rest.content = small;
    rest.tag = "\"v\"";
    HttpTransport transport =
        Transports.following(carrier.open(TransportSettings.DEFAULT), policy());
    for (int cut = 0; cut < whole.length; cut++) {
      int end = cut;
      FakeServer.Handler handler =
          (q, r) -> {
            if (q.number() == 0) {
              r.raw(Arrays.copyOf(whole, end));
              r.cut();
            }
            rest.answer(q, r);
          };
      try (FakeServer server = new FakeServer(handler)) {
        assertThat(download(server, transport)).as("cut after %d", cut).isEqualTo(small);
      }
    }
    transport.close();
  }

  private ResumingStream stream(HttpTransport transport, FakeServer server, long from)
      throws IOException {
    return ResumingStream.open(transport, policy(), Request.get(server.uri("/f")), from);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void stream_continuesThroughCutsFromAnyPosition(Kind kind) throws IOException {
    for (int from : new int[] {0, 1, 55_555, SIZE}) {
      try (FakeServer server = new FakeServer(new Cutting(kind, 10_000, 20_000, 99_000));
          HttpTransport transport =
              Transports.following(carrier.open(TransportSettings.DEFAULT), policy())) {
        if (kind == Kind.WITHOUT_RANGES && from > 10_000) {
          continue;
        }
        try (InputStream in = stream(transport, server, from)) {
          assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, from, SIZE));
        }
      }
    }
  }

  @Test
  void stream_ofWhatChangedMeanwhileFails() throws IOException {
    Cutting rules = new Cutting(Kind.TAGGED, 40_000);
    rules.read = read;
    FakeServer.Handler changing =
        (q, r) -> {
          if (q.number() == 1) {
            rules.tag = "\"v2\"";
          }
          rules.answer(q, r);
        };
    try (FakeServer server = new FakeServer(changing);
        HttpTransport transport = carrier.open(TransportSettings.DEFAULT);
        InputStream in = stream(transport, server, 0)) {
      assertThat(in.readNBytes(40_000)).isEqualTo(Arrays.copyOf(bytes, 40_000));
      read.set(40_000);
      assertThatThrownBy(in::readAllBytes).hasMessageContaining("changed meanwhile");
    }
  }
}
