package datasync.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Stands before a server, counts what it answers, and cuts connections after some bytes.
public final class CuttingProxy implements AutoCloseable {
  private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int server;
  private final long cutAfter;
  private final AtomicInteger cuts;
  private final AtomicLong delivered = new AtomicLong();

  /// @param server the port of the server
  /// @param cutAfter after how many bytes of answers a connection is cut
  /// @param cuts how often
  public CuttingProxy(int server, long cutAfter, int cuts) throws IOException {
    this.server = server;
    this.cutAfter = cutAfter;
    this.cuts = new AtomicInteger(cuts);
    Thread.ofVirtual().start(this::accept);
  }

  /// Where clients connect.
  public int port() {
    return entrance.getLocalPort();
  }

  /// The bytes that clients were sent.
  public long delivered() {
    return delivered.get();
  }

  /// How many connections are still to be cut.
  public int cutsLeft() {
    return Math.max(0, cuts.get());
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        Thread.ofVirtual().start(() -> copy(client, behind, false));
        Thread.ofVirtual().start(() -> copy(behind, client, true));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void copy(Socket from, Socket to, boolean answers) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[16_384];
      long sum = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        sum += n;
        if (answers) {
          delivered.addAndGet(n);
          if (sum > cutAfter && cuts.getAndDecrement() > 0) {
            return;
          }
        }
      }
    } catch (IOException cut) {
      // the other end went away, which is what this is for
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
