package datasync.http;

import datasync.task.StallWatch;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The transport for many bytes: HTTP/1.1 on blocking sockets, plain or TLS.
///
/// The calling thread does all of it: it connects, sends, reads. Reads are limited by the socket,
/// writes are looked after by a [StallWatch]. A connection that waits may have been ended by the
/// server: a request that finds it so goes out once more on a new one, when no byte of an answer
/// came and it may be sent twice.
public final class SocketTransport implements HttpTransport {
  private static final Duration FOR_A_LAST_WORD = Duration.ofSeconds(1);
  private static final long FOREVER = TimeUnit.DAYS.toNanos(365);

  private final TransportSettings settings;
  private final Connections connections = new Connections();
  private final Dialer dialer;
  private final StallWatch watch;
  private volatile boolean slow;
  private volatile String told = "";

  /// A transport that has not connected to anything yet.
  ///
  /// @param settings where HTTP/2 is passed over
  public SocketTransport(TransportSettings settings) {
    this.settings = settings;
    this.dialer = new Dialer(settings);
    this.watch = new StallWatch(settings.patience());
  }

  @Override
  public Response exchange(Request request) throws IOException {
    Optional<ProxySettings.Proxy> proxy = settings.proxies().forAddress(request.uri());
    checkEmpty(request.body());
    String through = proxy.isPresent() ? proxy.get().toString() : "";
    Connections.Route route = new Connections.Route(Origin.of(request.uri()), through);
    long start = System.nanoTime();
    long end = start + (request.total().isPositive() ? request.total().toNanos() : FOREVER);
    try {
      while (true) {
        Connection kept = connections.take(route, request.replayable());
        Connection used =
            kept == null ? dialer.connect(request.uri(), proxy, connections) : kept;
        try {
          Response response = carry(request, used, route, proxy, end);
          tellTime(response);
          return response;
        } catch (IOException failed) {
          connections.drop(used);
          if (kept == null || !request.replayable() || !isStale(failed)) {
            throw failed;
          }
        }
      }
    } catch (BodyWriter.Unreadable here) {
      throw here.reason();
    } catch (Dialer.NoTunnel refused) {
      return refused(request, refused);
    } catch (IOException failed) {
      throw failure(request, proxy.isPresent(), failed);
    }
  }

  /// Reads a body without bytes, which may still fail at its end.
  private static void checkEmpty(RequestBody body) throws IOException {
    if (body.length() == 0 && body != RequestBody.NONE) {
      try (InputStream stream = body.open()) {
        if (stream.read() >= 0) {
          throw new IOException("the bytes to send changed meanwhile");
        }
      }
    }
  }

  /// Whether a connection that waited turned out to be at its end.
  private static boolean isStale(IOException failed) {
    return !(failed instanceof BodyWriter.Unreadable)
        && !(failed instanceof SocketTimeoutException)
        && !Thread.currentThread().isInterrupted()
        && (failed instanceof ResponseHead.None || !(failed instanceof EOFException))
        && !(failed instanceof ProtocolException);
  }

  private Response carry(
      Request request,
      Connection connection,
      Connections.Route route,
      Optional<ProxySettings.Proxy> proxy,
      long end)
      throws IOException {
    byte[] head = RequestHead.of(request, proxy);
    boolean whole = false;
    IOException broken = null;
    BodyWriter writer = new BodyWriter(connection, request.body(), end);
    watch.add(connection);
    try {
      whole = writer.send(head);
    } catch (BodyWriter.Unreadable | SocketTimeoutException ended) {
      throw ended;
    } catch (IOException cut) {
      broken = cut;
    } finally {
      watch.remove(connection);
    }
    long patience = patience(request).toNanos();
    long wait = broken == null ? patience : Math.min(patience, FOR_A_LAST_WORD.toNanos());
    long deadline = Math.min(end - System.nanoTime(), wait) + System.nanoTime();
    ResponseHead answer;
    try {
      answer =
          writer.early() == null ? ResponseHead.last(connection, deadline) : writer.early();
    } catch (IOException silent) {
      throw broken == null ? silent : broken;
    }
    return response(request, connection, route, answer, whole);
  }

  /// How long an answer may take: not long for what is asked again then, until one was late; a
  /// server that is only slow costs one attempt.
  private Duration patience(Request request) {
    boolean again = request.body().length() == 0 && request.replayable() && !slow;
    return again ? settings.patience() : settings.readTimeout();
  }

  private Response response(
      Request request,
      Connection connection,
      Connections.Route route,
      ResponseHead head,
      boolean sent)
      throws IOException {
    boolean reusable = sent && head.keepAlive() && !head.isAmbiguous();
    SocketBody.Ending ending =
        whole -> {
          if (whole && reusable && !connection.hasRest()) {
            connections.give(route, connection);
          } else {
            connections.drop(connection);
          }
        };
    long length = head.length();
    int status = head.status();
    boolean empty =
        request.method().equals("HEAD") || status == 204 || status == 304 || length == 0;
    if (empty) {
      ending.end(true);
      return new Response(request, status, head.headers(), InputStream.nullInputStream());
    }
    SocketBody.Framing framing =
        head.isChunked()
            ? SocketBody.Framing.CHUNKS
            : length >= 0 ? SocketBody.Framing.LENGTH : SocketBody.Framing.CLOSE;
    InputStream body =
        new SocketBody(
            request, connection, settings.patience(), framing, Math.max(0, length), ending);
    return new Response(request, status, head.headers(), body);
  }

  private static Response refused(Request request, Dialer.NoTunnel refused) throws HttpFailure {
    if (refused.status() != 407) {
      throw HttpFailure.of(
          request, FailureKind.PROXY, "the proxy does not open a way to the server", refused);
    }
    return new Response(request, 407, refused.headers(), InputStream.nullInputStream());
  }

  /// Tells each time once: a date takes long to read, and many answers come within its second.
  private void tellTime(Response response) {
    if (settings.times() == TimeListener.NONE) {
      return;
    }
    String date = response.headers().first("Date").orElse("");
    if (!date.equals(told) && !response.headers().has("Age")) {
      told = date;
      Optional<Instant> time = RetryAfter.date(date);
      if (time.isPresent()) {
        settings.times().told(time.get());
      }
    }
  }

  private IOException failure(Request request, boolean proxied, IOException failed) {
    if (Thread.currentThread().isInterrupted()) {
      return new InterruptedIOException("interrupted");
    }
    if (failed instanceof SocketTimeoutException late) {
      boolean upload = late instanceof Connection.Stalled;
      String reason =
          upload || late instanceof Dialer.TooLate
              ? late.getMessage()
              : "the server does not answer";
      Duration waited = upload ? settings.patience() : patience(request);
      slow |= !upload && !(late instanceof Dialer.TooLate);
      boolean bare = request.total().isPositive() || late instanceof Dialer.TooLate;
      String time = bare ? "" : ": " + Failures.stalled(waited);
      return HttpFailure.of(request, FailureKind.TIMEOUT, reason + time, late);
    }
    return Failures.ofExchange(request, proxied, failed);
  }

  @Override
  public void close() {
    connections.close();
  }
}
