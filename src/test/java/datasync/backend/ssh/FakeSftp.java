package datasync.backend.ssh;

import datasync.backend.UploadSessions;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// A small strict SFTP server with its files in memory. It fails the test for a packet that breaks
/// the protocol or the server's limits, and can misbehave as its [Manner] and faults say.
final class FakeSftp implements Connector {
  private final FakeTree tree = new FakeTree();
  private final Manner manner;
  private final List<Socket> sockets = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  /// After so many requests the connection of each is cut.
  final ConcurrentLinkedQueue<Integer> cuts = new ConcurrentLinkedQueue<>();
  /// After so many requests in all the server is silent on that connection.
  final AtomicInteger silentAfter = new AtomicInteger(Integer.MAX_VALUE);
  /// Whether its disk is full.
  final AtomicBoolean full = new AtomicBoolean();
  /// How many connections it takes in all.
  final AtomicInteger taken = new AtomicInteger(Integer.MAX_VALUE);
  /// The bytes of files that were written.
  final AtomicLong written = new AtomicLong();

  /// How a server is.
  ///
  /// @param extended whether it has OpenSSH's extensions
  /// @param limit the most bytes it takes and gives at once
  /// @param shortReads whether it gives fewer bytes than asked for
  /// @param shuffled whether it answers in another order where it may
  record Manner(boolean extended, int limit, boolean shortReads, boolean shuffled) {
    static final Manner OPENSSH = new Manner(true, 255 << 10, false, false);
    static final Manner PLAIN = new Manner(false, 32 << 10, false, false);
    static final Manner ODD = new Manner(false, 32 << 10, true, true);
    static final Manner SMALL = new Manner(true, 4 << 10, true, true);
  }

  FakeSftp(Manner manner) {
    this.manner = manner;
  }

  FakeTree tree() {
    return tree;
  }

  Manner manner() {
    return manner;
  }

  int connections() {
    return connections.get();
  }

  /// Says that the client did something it must not do.
  void blame(String what) {
    synchronized (wrong) {
      wrong.add(what);
    }
  }

  List<String> wrong() {
    synchronized (wrong) {
      return List.copyOf(wrong);
    }
  }

  /// A backend on this server.
  SshBackend backend(String folder, UploadSessions uploads) {
    return new SshBackend(
        new SshBackend.Place(folder, "ssh://fake" + folder, 4), this, retries(), uploads);
  }

  static Retries retries() {
    return new Retries(
        5, Duration.ZERO, RandomGenerator.of("L64X128MixRandom"), time -> { },
        (reason, wait) -> { });
  }

  @Override
  public Connection connect() throws IOException {
    return Connection.greet(wire(), Duration.ofMillis(400));
  }

  Wire wire() throws IOException {
    if (connections.incrementAndGet() > taken.get()) {
      throw new ConnectionLost("kex_exchange_identification: Connection closed");
    }
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
      Socket server = listener.accept();
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      synchronized (sockets) {
        sockets.add(server);
      }
      Thread.ofVirtual().start(() -> serve(server));
      return new SocketWire(client, client.getInputStream(), client.getOutputStream());
    }
  }

  private void serve(Socket socket) {
    Integer cut = cuts.poll();
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      new FakeSession(this, in, socket.getOutputStream(), cut == null ? -1 : cut).run();
    } catch (IOException ended) {
      // the client has gone, or was cut off
    } catch (RuntimeException | AssertionError broken) {
      blame(broken.toString());
    }
  }

  /// Cuts all connections now.
  void cutAll() throws IOException {
    synchronized (sockets) {
      for (Socket socket : sockets) {
        socket.close();
      }
      sockets.clear();
    }
  }

  @Override
  public void close() throws IOException {
    cutAll();
  }

  private record SocketWire(Socket socket, InputStream in, OutputStream out) implements Wire {
    @Override
    public String lastWords() {
      return "";
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException closed) {
        throw new IllegalStateException(closed);
      }
    }
  }
}
