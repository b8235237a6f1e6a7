package datasync.remotes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A line between a client and a server on this machine that breaks as a test says. Counts what
/// goes each way.
final class FaultProxy implements AutoCloseable {
  private static final int BLOCK = 16 << 10;
  private static final int BUFFER = 128 << 10;
  private static final String BUSY =
      "HTTP/1.1 503 Slow Down\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  private final ServerSocket entrance = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong up = new AtomicLong();
  private final AtomicLong down = new AtomicLong();
  private final AtomicLong line = new AtomicLong();
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final int server;
  private volatile Fault fault = new Fault(Kind.NONE, false, 0);
  private volatile long latencyNanos;
  private volatile long perSecond;

  /// What goes wrong.
  enum Kind {
    NONE,
    /// The connection ends.
    CUT,
    /// Nothing comes through any more either way, and the connection stays.
    BLACK_HOLE,
    /// One bit is another one.
    FLIPPED_BIT
  }

  /// @param kind what happens to a connection
  /// @param answers whether to what the server sends, or else to what the client sends
  /// @param after when so many bytes went this way
  private record Fault(Kind kind, boolean answers, long after) {}

  /// @param server the port of the server
  FaultProxy(int server) throws IOException {
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /// The bytes that the server was sent since the last [#reset].
  long up() {
    return up.get();
  }

  /// The bytes that clients were sent since the last [#reset].
  long down() {
    return down.get();
  }

  /// How many of the faults have not happened yet.
  int left() {
    return left.get() + busy.get();
  }

  /// Works well from now on, and counts from 0.
  void reset() {
    fault = new Fault(Kind.NONE, false, 0);
    left.set(0);
    busy.set(0);
    latencyNanos = 0;
    perSecond = 0;
    up.set(0);
    down.set(0);
  }

  /// Breaks so many connections, each when so many bytes of one direction went through it.
  void breaks(Kind kind, boolean answers, long after, int times) {
    fault = new Fault(kind, answers, after);
    left.set(times);
  }

  /// Answers the next connections with "slow down" instead of passing them on.
  void refuses(int times) {
    busy.set(times);
  }

  /// Delays every block of each direction.
  void delays(long millis) {
    latencyNanos = millis * 1_000_000;
  }

  /// Lets no more than so many bytes through in a second, both ways together.
  void limits(long bytesPerSecond) {
    perSecond = bytesPerSecond;
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        sockets.add(client);
        client.setSendBufferSize(BUFFER);
        if (take(busy)) {
          Thread.ofVirtual().start(() -> refuse(client));
          continue;
        }
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        sockets.add(behind);
        AtomicBoolean hole = new AtomicBoolean();
        Thread.ofVirtual().start(() -> copy(client, behind, false, hole));
        Thread.ofVirtual().start(() -> copy(behind, client, true, hole));
      } catch (IOException closed) {
        // that connection, or the whole
      }
    }
  }

  private static boolean take(AtomicInteger count) {
    return count.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
  }

  private void refuse(Socket client) {
    try (client;
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream()) {
      byte[] block = new byte[BLOCK];
      if (in.read(block) > 0) {
        out.write(BUSY.getBytes(StandardCharsets.US_ASCII));
        client.shutdownOutput();
        while (in.read(block) >= 0) {
          // what is on its way would make the answer be lost
        }
      }
    } catch (IOException gone) {
      // the client had enough
    }
  }

  private void copy(Socket from, Socket to, boolean answers, AtomicBoolean hole) {
    AtomicLong sum = answers ? down : up;
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] block = new byte[BLOCK];
      long here = 0;
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        Fault now = fault;
        here += n;
        hold(n);
        if (now.answers() == answers && here > now.after() && isMine(now)) {
          switch (now.kind()) {
            case CUT -> {
              return;
            }
            case BLACK_HOLE -> hole.set(true);
            case FLIPPED_BIT -> block[n / 2] ^= 1;
            case NONE -> { }
          }
        }
        if (!hole.get()) {
          out.write(block, 0, n);
          sum.addAndGet(n);
        }
      }
    } catch (IOException gone) {
      // an end went away
    } finally {
      sockets.remove(from);
    }
  }

  private boolean isMine(Fault now) {
    return now.kind() != Kind.NONE && take(left);
  }

  private void hold(int bytes) {
    if (latencyNanos > 0) {
      LockSupport.parkNanos(latencyNanos);
    }
    long rate = perSecond;
    if (rate > 0) {
      long now = System.nanoTime();
      long cost = bytes * 1_000_000_000L / rate;
      long free = line.updateAndGet(last -> Math.max(last, now) + cost);
      LockSupport.parkNanos(free - now);
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
