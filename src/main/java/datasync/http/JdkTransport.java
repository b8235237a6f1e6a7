package datasync.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The transport on the JDK's HTTP client: HTTP/1.1, or HTTP/2 over TLS where the settings allow.
///
/// The client starts with the first request. A stall is noticed by the thread that waits: for the
/// head of the answer here, for its bytes in [BodyReceiver]; no thread watches.
public final class JdkTransport implements HttpTransport {
  /// What Java's client reads when it is loaded. It refuses Basic logins to proxies of `https`
  /// unless the first is empty; proxy and login come from the user, so there is nothing to protect
  /// here. Its buffers of 16 KiB cost twice the time of these per byte.
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "jdk.http.auth.tunneling.disabledSchemes", "",
          "jdk.httpclient.bufsize", "65536");

  private static final long GRACE = TimeUnit.SECONDS.toNanos(1);

  private final TransportSettings settings;
  private HttpClient client;
  private volatile boolean slow;
  private boolean closed;

  /// A transport that has not connected to anything yet.
  public JdkTransport(TransportSettings settings) {
    this.settings = settings;
  }

  private synchronized HttpClient client() throws IOException {
    if (closed) {
      throw new IOException("the transport is closed");
    }
    if (client == null) {
      for (Map.Entry<String, String> property : PROPERTIES.entrySet()) {
        if (System.getProperty(property.getKey()) == null) {
          System.setProperty(property.getKey(), property.getValue());
        }
      }
      client =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(settings.connectTimeout())
              .proxy(new Selector(settings.proxies()))
              .sslContext(TlsContext.of(settings.tls()))
              .sslParameters(TlsContext.parameters())
              .build();
    }
    return client;
  }

  /// Tells the client which proxy an address goes through.
  private static final class Selector extends ProxySelector {
    private final ProxySettings proxies;

    Selector(ProxySettings proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI uri) {
      Optional<ProxySettings.Proxy> proxy = proxies.forAddress(uri);
      if (proxy.isEmpty()) {
        return List.of(Proxy.NO_PROXY);
      }
      var address = InetSocketAddress.createUnresolved(proxy.get().host(), proxy.get().port());
      return List.of(new Proxy(Proxy.Type.HTTP, address));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }

  @Override
  public Response exchange(Request request) throws IOException {
    HttpClient carrier = client();
    Optional<ProxySettings.Proxy> proxy = settings.proxies().forAddress(request.uri());
    BodySender sender = new BodySender(request.body());
    sender.checkEmpty();
    HttpRequest outgoing = outgoing(request, sender, proxy);
    CompletableFuture<HttpResponse<InputStream>> pending =
        carrier.sendAsync(outgoing, head -> receiver(request, head));
    try {
      Response response = response(request, await(pending, sender, request));
      tellTime(response);
      return response;
    } catch (ExecutionException | TimeoutException | CancellationException failure) {
      pending.cancel(true);
      if (sender.unreadable() != null) {
        throw sender.unreadable();
      }
      throw Failures.ofExchange(request, proxy.isPresent(), failure(request, sender, failure));
    } catch (InterruptedException stop) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /// A stored answer (`Age`) says nothing about the time.
  private void tellTime(Response response) {
    if (settings.times() != TimeListener.NONE && !response.headers().has("Age")) {
      Optional<Instant> time = response.headers().first("Date").flatMap(RetryAfter::date);
      time.ifPresent(settings.times()::told);
    }
  }

  private BodyReceiver receiver(Request request, HttpResponse.ResponseInfo head) {
    long length = head.headers().firstValueAsLong("Content-Length").orElse(-1);
    return new BodyReceiver(request, settings.patience(), length);
  }

  /// What a stall is: an upload that stands still, or an answer that does not come.
  private Throwable failure(Request request, BodySender sender, Exception failure) {
    if (!(failure instanceof TimeoutException)) {
      return failure;
    }
    String reason =
        sender.isDone() || request.body().length() == 0
            ? "the server does not answer"
            : "the server takes no more bytes";
    String time = Failures.stalled(patience(request, sender));
    slow |= sender.isDone() || request.body().length() == 0;
    boolean total = request.total().isPositive();
    return HttpFailure.of(
        request, FailureKind.TIMEOUT, total ? reason : reason + ": " + time, null);
  }

  private HttpRequest outgoing(
      Request request, BodySender sender, Optional<ProxySettings.Proxy> proxy) {
    boolean secure = request.uri().getScheme().equalsIgnoreCase("https");
    HttpClient.Version version =
        secure && settings.http2() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(withoutUser(request.uri())).version(version);
    if (request.body().length() != 0 || takesBody(request.method())) {
      builder.method(request.method(), sender);
    } else {
      // by their own methods: the general one announces a body of length 0
      switch (request.method()) {
        case "GET" -> builder.GET();
        case "HEAD" -> builder.HEAD();
        case "DELETE" -> builder.DELETE();
        default -> builder.method(request.method(), HttpRequest.BodyPublishers.noBody());
      }
    }
    for (Headers.Field field : request.headers().fields()) {
      builder.header(field.name(), field.value());
    }
    if (!request.headers().has("User-Agent")) {
      builder.header("User-Agent", "datasync");
    }
    if (!request.headers().has("Accept-Encoding")) {
      builder.header("Accept-Encoding", "identity");
    }
    if (proxy.isPresent() && !proxy.get().credentials().isEmpty()) {
      builder.header("Proxy-Authorization", proxy.get().credentials());
    }
    return builder.build();
  }

  private static boolean takesBody(String method) {
    return method.equals("PUT") || method.equals("POST") || method.equals("PATCH");
  }

  /// The address without user information and fragment, everything else as it was.
  private static URI withoutUser(URI uri) {
    if (uri.getRawUserInfo() == null && uri.getRawFragment() == null) {
      return uri;
    }
    String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(uri.getScheme() + "://" + host + uri.getRawPath() + query);
  }

  /// How long nothing may move: a stall on the way up is noticed soon. So is an answer to something
  /// that is asked again then, until one was late; a server that is only slow costs one attempt.
  private Duration patience(Request request, BodySender sender) {
    boolean waiting = request.body().length() == 0 || sender.isDone();
    boolean again = request.body().length() == 0 && request.replayable() && !slow;
    return waiting && !again ? settings.readTimeout() : settings.patience();
  }

  /// Waits for the head of the answer as long as bytes move and the request's own limit allows.
  private HttpResponse<InputStream> await(
      CompletableFuture<HttpResponse<InputStream>> pending, BodySender sender, Request request)
      throws InterruptedException, ExecutionException, TimeoutException {
    long start = System.nanoTime();
    long connect = settings.connectTimeout().toNanos();
    Duration total = request.total();
    while (true) {
      long now = System.nanoTime();
      long read = patience(request, sender).toNanos();
      // a longer time to connect is the client's to enforce
      long idle = connect > read && !sender.isStarted() ? connect + GRACE : read;
      long left = sender.moved() + idle - now;
      if (total.isPositive()) {
        left = Math.min(left, start + total.toNanos() - now);
      }
      if (left <= 0) {
        throw new TimeoutException();
      }
      try {
        // not longer than it takes to notice that the connection stands by now
        return pending.get(Math.min(left, read), TimeUnit.NANOSECONDS);
      } catch (TimeoutException mayHaveMoved) {
        // the loop looks whether a byte moved meanwhile
      }
    }
  }

  private static Response response(Request request, HttpResponse<InputStream> answer) {
    List<Headers.Field> fields = new ArrayList<>();
    for (Map.Entry<String, List<String>> field : answer.headers().map().entrySet()) {
      for (String value : field.getValue()) {
        if (!field.getKey().startsWith(":")) {
          fields.add(new Headers.Field(field.getKey(), value));
        }
      }
    }
    // a proxy's refusal to connect comes without a body
    InputStream body = answer.body() == null ? InputStream.nullInputStream() : answer.body();
    return new Response(request, answer.statusCode(), Headers.of(fields), body);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdownNow();
      client = null;
    }
  }
}
