package datasync.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/// An HTTP/1.1 server on plain sockets that a test tells what to do with each request: answer, cut,
/// stall, corrupt. Strict about what it reads; remembers every request.
public final class FakeServer implements AutoCloseable {
  private final ServerSocket listening;
  private final Handler handler;
  private final String scheme;
  private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);

  /// What to do with a request.
  public interface Handler {
    /// Answers on the connection; an exception cuts it.
    void answer(Seen request, Reply reply) throws IOException;
  }

  /// A request as it came.
  public record Seen(
      int number, String method, String target, Map<String, String> headers, byte[] body) {
    /// The value of a field, or the empty string.
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    @Override
    public String toString() {
      return method + " " + target;
    }
  }

  /// Starts on a free port of the loopback address.
  public FakeServer(Handler handler) throws IOException {
    this(handler, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), "http");
  }

  /// Starts with TLS.
  public FakeServer(Handler handler, SSLContext tls) throws IOException {
    this(
        handler,
        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        "https");
  }

  private FakeServer(Handler handler, ServerSocket listening, String scheme) {
    this.handler = handler;
    this.listening = listening;
    this.scheme = scheme;
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        connections.incrementAndGet();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Reply reply = new Reply(socket, in, over);
      while (true) {
        Seen request = read(in, reply);
        if (request == null) {
          return;
        }
        seen.add(request);
        handler.answer(request, reply);
      }
    } catch (IOException cut) {
      // that is how a test cuts
    }
  }

  private Seen read(InputStream in, Reply reply) throws IOException {
    String start = line(in);
    if (start == null) {
      return null;
    }
    String[] parts = start.split(" ");
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("bad field: " + line);
      }
      headers.merge(
          line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
    }
    if (parts.length != 3 || !parts[2].equals("HTTP/1.1") || !headers.containsKey("Host")) {
      throw new IOException("bad request: " + start);
    }
    reply.head = parts[0].equals("HEAD");
    byte[] body = reply.readsBodies(parts[0]) ? body(in, headers) : new byte[0];
    return new Seen(seen.size(), parts[0], parts[1], headers, body);
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("Transfer-Encoding", "").equalsIgnoreCase("chunked")) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      while (true) {
        String size = line(in);
        if (size == null) {
          throw new IOException("the body ends early");
        }
        byte[] chunk = exactly(in, Integer.parseInt(size.split(";")[0].strip(), 16));
        body.writeBytes(chunk);
        line(in);
        if (chunk.length == 0) {
          return body.toByteArray();
        }
      }
    }
    return exactly(in, Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException("the body ends early");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /// The connection to answer on.
  public static final class Reply {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final CountDownLatch over;
    private boolean head;

    Reply(Socket socket, InputStream in, CountDownLatch over) throws IOException {
      this.socket = socket;
      this.in = in;
      this.out = new BufferedOutputStream(socket.getOutputStream());
      this.over = over;
    }

    boolean readsBodies(String method) {
      return !method.equals("STALL");
    }

    /// A whole answer; the fields are lines such as `Retry-After: 1`.
    public void send(int status, byte[] body, String... fields) throws IOException {
      head(status, body.length, fields);
      if (!head) {
        out.write(body);
      }
      out.flush();
    }

    /// A whole answer with a text.
    public void send(int status, String body, String... fields) throws IOException {
      send(status, body.getBytes(StandardCharsets.UTF_8), fields);
    }

    /// The head of an answer with a length to come.
    public void head(int status, long length, String... fields) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
      for (String field : fields) {
        head.append(field).append("\r\n");
      }
      head.append("Content-Length: ").append(length).append("\r\n\r\n");
      raw(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Bytes as they are.
    public void raw(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /// Ends the connection now.
    public void cut() throws IOException {
      socket.close();
      throw new IOException("cut");
    }

    /// Says nothing more until the server is closed.
    public void stall() throws IOException {
      try {
        over.await();
      } catch (InterruptedException stop) {
        throw new IOException(stop);
      }
      cut();
    }

    /// Carries bytes between this connection and another until one of them ends.
    public void tunnel(String host, int port) throws IOException {
      try (Socket target = new Socket(host, port)) {
        raw("HTTP/1.1 200 open\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        Thread up = Thread.ofVirtual().start(() -> pump(in, target));
        target.getInputStream().transferTo(socket.getOutputStream());
        up.interrupt();
      }
      cut();
    }

    private static void pump(InputStream from, Socket to) {
      try (to) {
        from.transferTo(to.getOutputStream());
      } catch (IOException ended) {
        // the other side is told by the close
      }
    }
  }

  /// The requests so far, in order.
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /// How many connections were opened so far.
  public int connections() {
    return connections.get();
  }

  /// The port.
  public int port() {
    return listening.getLocalPort();
  }

  /// An address on this server, by name.
  public URI uri(String path) {
    return URI.create(scheme + "://localhost:" + port() + path);
  }

  /// An address on this server, by number: another origin than [#uri].
  public URI numericUri(String path) {
    return URI.create(scheme + "://127.0.0.1:" + port() + path);
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    listening.close();
    for (Socket socket : List.copyOf(open)) {
      socket.close();
    }
  }
}
