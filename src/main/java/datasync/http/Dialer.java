package datasync.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Makes connections: directly or through a proxy, with TLS or without. Safe for several threads.
final class Dialer {
  private final TransportSettings settings;
  private SSLContext tls;

  Dialer(TransportSettings settings) {
    this.settings = settings;
  }

  /// A proxy that does not open a way to the server.
  static final class NoTunnel extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Headers headers;

    NoTunnel(ResponseHead head) {
      super("the proxy does not open a tunnel");
      this.status = head.status();
      this.headers = head.headers();
    }

    int status() {
      return status;
    }

    Headers headers() {
      return headers;
    }
  }

  /// The server takes no connection in time.
  static final class TooLate extends SocketTimeoutException {
    private static final long serialVersionUID = 1L;

    TooLate() {
      super("the server does not take the connection");
    }
  }

  /// Connects to where a request goes.
  ///
  /// @param known is told of the connection as soon as it stands
  Connection connect(URI uri, Optional<ProxySettings.Proxy> proxy, Connections known)
      throws IOException {
    Origin origin = Origin.of(uri);
    boolean secure = origin.scheme().equals("https");
    String host = proxy.isPresent() ? proxy.get().host() : origin.host();
    int port = proxy.isPresent() ? proxy.get().port() : origin.port();
    SocketChannel channel = reach(bare(host), port);
    Connection plain = new Connection(channel, channel.socket());
    known.add(plain);
    try {
      if (!secure) {
        return plain;
      }
      if (proxy.isPresent()) {
        tunnel(plain, origin, proxy.get());
      }
      Connection over = new Connection(channel, secured(channel.socket(), origin));
      known.replace(plain, over);
      return over;
    } catch (IOException failed) {
      known.drop(plain);
      throw failed;
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /// Tries the addresses of a host one after the other.
  private SocketChannel reach(String host, int port) throws IOException {
    long deadline = System.nanoTime() + settings.connectTimeout().toNanos();
    IOException last = new ConnectException("no address");
    for (InetAddress address : InetAddress.getAllByName(host)) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        break;
      }
      SocketChannel channel = SocketChannel.open();
      try {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        int limit = (int) Math.min(left, Integer.MAX_VALUE);
        channel.socket().connect(new InetSocketAddress(address, port), limit);
        return channel;
      } catch (SocketTimeoutException late) {
        channel.close();
        last = new TooLate();
      } catch (IOException refused) {
        channel.close();
        last = refused;
      }
    }
    throw last;
  }

  private void tunnel(Connection connection, Origin origin, ProxySettings.Proxy proxy)
      throws IOException {
    String place = origin.host() + ":" + origin.port();
    StringBuilder head = new StringBuilder("CONNECT " + place + " HTTP/1.1\r\n");
    head.append("Host: ").append(place).append("\r\n");
    if (!proxy.credentials().isEmpty()) {
      head.append("Proxy-Authorization: ").append(proxy.credentials()).append("\r\n");
    }
    byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    connection.write(bytes, 0, bytes.length);
    long deadline = System.nanoTime() + settings.patience().toNanos();
    ResponseHead answer = ResponseHead.last(connection, deadline);
    if (answer.status() / 100 != 2 || connection.hasRest()) {
      throw new NoTunnel(answer);
    }
  }

  private synchronized SSLContext context() throws IOException {
    if (tls == null) {
      tls = TlsContext.of(settings.tls());
    }
    return tls;
  }

  private Socket secured(Socket raw, Origin origin) throws IOException {
    Socket layered =
        context().getSocketFactory().createSocket(raw, bare(origin.host()), origin.port(), true);
    SSLSocket socket = (SSLSocket) layered;
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(TlsContext.parameters().getProtocols());
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    long patience = Math.max(settings.patience().toMillis(), settings.connectTimeout().toMillis());
    socket.setSoTimeout((int) Math.min(patience, Integer.MAX_VALUE));
    socket.startHandshake();
    return socket;
  }
}
