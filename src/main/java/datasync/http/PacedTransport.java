package datasync.http;

import datasync.io.BlockStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Keeps the number of exchanges with each host to what the host bears.
///
/// An exchange counts from its request until the last byte of its answer was read or the answer is
/// closed. An answer that says "too many" (429, 503) halves how many may be on their way, never
/// below 1 and once for all that were on their way together; every [Pace#SUCCESSES] others allow
/// one more. Retries are made around this class, so that waiting for one takes no place.
final class PacedTransport implements HttpTransport {
  private final HttpTransport inner;
  private final int most;
  private final Map<Origin, Pace> paces = new ConcurrentHashMap<>();

  /// @param most how many exchanges with one host are on their way at once at most
  PacedTransport(HttpTransport inner, int most) {
    this.inner = inner;
    this.most = most;
  }

  @Override
  public Response exchange(Request request) throws IOException {
    if (request.uri().getHost() == null) {
      return inner.exchange(request);
    }
    Origin origin = Origin.of(request.uri());
    Pace pace = paces.get(origin);
    if (pace == null) {
      pace = paces.computeIfAbsent(origin, host -> new Pace(most));
    }
    Pace.Place place = pace.enter();
    Response response;
    try {
      response = inner.exchange(request);
    } catch (IOException | RuntimeException | Error failure) {
      pace.leave(place);
      throw failure;
    }
    pace.answered(place, HttpFailure.kindOf(response.status()) == FailureKind.BUSY);
    return new Response(
        response.request(),
        response.status(),
        response.headers(),
        new Body(response.body(), pace, place));
  }

  /// How many exchanges with a host may be on their way now.
  int limit(Origin host) {
    Pace pace = paces.get(host);
    return pace == null ? most : pace.limit();
  }

  /// Gives the place back with the last byte, or when it is closed before that.
  private static final class Body extends BlockStream {
    private final InputStream in;
    private final Pace pace;
    private final Pace.Place place;
    private final AtomicBoolean left = new AtomicBoolean();

    Body(InputStream in, Pace pace, Pace.Place place) {
      this.in = in;
      this.pace = pace;
      this.place = place;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      if (count < 0) {
        leave();
      }
      return count;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public void close() throws IOException {
      try {
        in.close();
      } finally {
        leave();
      }
    }

    private void leave() {
      if (left.compareAndSet(false, true)) {
        pace.leave(place);
      }
    }
  }

  @Override
  public void close() {
    inner.close();
  }
}
