package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.http.TransportSettings;
import datasync.interop.Colleague;
import datasync.interop.CuttingProxy;
import datasync.interop.Exchange;
import datasync.interop.Sandbox;
import datasync.io.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Data goes from one program to the other and back over Azurite.
class AzureHandoverTest extends HandoverContract {
  private AzuriteServer server;

  @Override
  void start(Path folder) throws IOException {
    server = AzuriteServer.start(folder);
    server.make(
        "cont",
        new Environment(Map.of(), folder, folder, InstantSource.system(), new Random(1)),
        TransportSettings.DEFAULT);
  }

  @Override
  void stop() throws IOException {
    server.close();
  }

  @Override
  String url(String store) {
    return "azure://cont/" + store;
  }

  @Override
  Map<String, String> login() {
    return Map.of("connection_string", server.connection());
  }

  @Override
  int large() {
    return 40_000_000;
  }

  /// From now on this one reaches the server by another port.
  private void redirect(Colleague one, int port) throws Exception {
    URI other = URI.create("http://127.0.0.1:" + port + server.endpoint().getPath());
    String connection = AzuriteServer.connection(other);
    one.run("remote", "modify", "--local", "store", "connection_string", connection);
  }

  /// A large object comes through a line that breaks every few megabytes.
  @Test
  void brokenLine_isTakenUpWhereItBroke() throws Exception {
    int size = 24_000_000;
    try (Sandbox sandbox = sandbox();
        CuttingProxy line = new CuttingProxy(server.endpoint().getPort(), 5_000_000, 4)) {
      Colleague first = starting(sandbox, tools.dvc(), "cut");
      Exchange.giveOne(first, size);
      Colleague second = cloned(first, tools.datasync());
      redirect(second, line.port());
      Exchange.assertTakenUp(second, line, size);
    }
  }

  /// An upload that was cut for good is taken up by the next run, which sends what is missing.
  @Test
  void push_thatWasCut_isTakenUpByTheNext() throws Exception {
    int size = 96_000_000;
    try (Sandbox sandbox = sandbox();
        Uplink narrow = new Uplink(server.endpoint().getPort(), 60_000_000);
        Uplink wide = new Uplink(server.endpoint().getPort(), Long.MAX_VALUE)) {
      Colleague first = starting(sandbox, tools.datasync(), "resumed");
      Files.write(first.root().resolve("large"), Exchange.noise(size));
      first.run("add", "large");
      first.share("data");
      redirect(first, narrow.port());
      assertThat(first.attempt("push").exit()).isEqualTo(1);
      redirect(first, wide.port());
      first.run("push");
      assertThat(wide.sent.get()).isBetween(1L, size * 75L / 100);
      Colleague second = cloned(first, tools.dvc());
      second.run("pull");
      assertThat(second.root().resolve("large")).hasBinaryContent(Exchange.noise(size));
    }
  }

  /// Stands before the server and lets no more than so many bytes up.
  private static final class Uplink implements AutoCloseable {
    private final ServerSocket entrance =
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final int server;
    private final long limit;

    Uplink(int server, long limit) throws IOException {
      this.server = server;
      this.limit = limit;
      Thread.ofVirtual().start(this::accept);
    }

    int port() {
      return entrance.getLocalPort();
    }

    private void accept() {
      while (!entrance.isClosed()) {
        try {
          Socket client = entrance.accept();
          Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
          open.add(client);
          open.add(behind);
          Thread.ofVirtual().start(() -> copy(client, behind, true));
          Thread.ofVirtual().start(() -> copy(behind, client, false));
        } catch (IOException closed) {
          return;
        }
      }
    }

    private void copy(Socket from, Socket to, boolean up) {
      try (from;
          to;
          InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        byte[] buffer = new byte[65_536];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (up && sent.addAndGet(n) > limit) {
            close();
            return;
          }
          out.write(buffer, 0, n);
        }
      } catch (IOException cut) {
        // that is what this is for
      }
    }

    @Override
    public void close() throws IOException {
      entrance.close();
      for (Socket socket : open) {
        socket.close();
      }
    }
  }
}
