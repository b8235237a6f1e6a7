package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.http.TransportSettings;
import datasync.io.Environment;
import datasync.remotes.AzuriteServer;
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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Data goes from one program to the other and back over Azurite.
@Tag("remotes")
@Timeout(180)
class AzureHandoverTest {
  @TempDir static Path folder;
  private static Direction.Tools tools;
  private static AzuriteServer server;

  @BeforeAll
  static void start() throws IOException {
    tools = Direction.Tools.start();
    server = AzuriteServer.start(folder);
    server.make(
        "cont",
        new Environment(Map.of(), folder, folder, InstantSource.system(), new Random(1)),
        TransportSettings.DEFAULT);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    tools.close();
  }

  private static void configure(Colleague one, String store) throws Exception {
    one.run("remote", "add", "-d", "az", "azure://cont/" + store);
    one.git("add", "-A");
    login(one, server.endpoint());
  }

  private static void login(Colleague one, URI endpoint) throws Exception {
    String connection = AzuriteServer.connection(endpoint);
    one.run("remote", "modify", "--local", "az", "connection_string", connection);
  }

  private static URI through(int port) {
    return URI.create("http://127.0.0.1:" + port + server.endpoint().getPath());
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /// What `status -c --json` says, in any order, as dvc's is.
  private static Set<String> status(Colleague one, Tool tool) throws Exception {
    String json = one.using(tool).run("status", "-c", "--json").strip();
    return Set.of(json.substring(1, json.length() - 1).split(", "));
  }

  @ParameterizedTest
  @EnumSource
  void data_goesThereAndBack(Direction direction) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      configure(first, "store of " + direction);
      first.write("data/one.txt", "one\n");
      first.write("data/sub/ünï #1?.txt", "two\n");
      first.write("data/empty", "");
      Files.write(first.root().resolve("large"), noise(40_000_000));
      first.run("add", "data", "large");
      first.share("data");
      assertThat(status(first, tools.datasync()))
          .isEqualTo(status(first, tools.dvc()))
          .contains("\"large\": \"new\"");
      first.run("push");

      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      login(second, server.endpoint());
      assertThat(status(second, tools.datasync()))
          .isEqualTo(status(second, tools.dvc()))
          .contains("\"large\": \"deleted\"");
      second.run("pull");
      assertThat(second.files("data")).isEqualTo(first.files("data"));
      assertThat(second.files("large")).isEqualTo(first.files("large"));
      second.assertClean();
      second.assertSynchronised();
      second.write("data/new", "new\n");
      second.run("add", "data");
      second.share("more");
      second.run("push");
      first.take(second);
      first.run("pull");
      assertThat(first.files("data")).isEqualTo(second.files("data"));
      first.assertSynchronised();
    }
  }

  private static Set<String> listed(Colleague one) throws Exception {
    String out = one.using(tools.dvc()).run("ls-url", "-R", "remote://az/");
    return Set.copyOf(out.lines().filter(line -> !line.isBlank()).toList());
  }

  /// Both leave the same objects of a history.
  @Test
  void gcOfTheRemote_leavesTheSame() throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", tools.datasync());
      configure(first, "collected");
      first.write("data/one", "one\n");
      first.write("data/two", "two\n");
      first.run("add", "data");
      first.share("data");
      first.run("push");
      first.write("data/two", "changed\n");
      first.run("add", "data");
      first.share("changed");
      first.run("push");
      Set<String> all = listed(first);
      assertThat(all).hasSize(5);
      first.run("gc", "-w", "-c", "-f");
      Set<String> ours = listed(first);
      assertThat(ours).hasSize(3);

      first.using(tools.dvc()).run("gc", "-w", "-c", "-f");
      assertThat(listed(first)).isEqualTo(ours);
    }
  }

  /// A large object comes through a line that breaks every few megabytes.
  @Test
  void brokenLine_isTakenUpWhereItBroke() throws Exception {
    int size = 24_000_000;
    try (Sandbox sandbox = new Sandbox();
        CuttingProxy line = new CuttingProxy(server.endpoint().getPort(), 5_000_000, 4)) {
      Colleague first = Colleague.starting(sandbox, "work", tools.dvc());
      configure(first, "cut");
      Files.write(first.root().resolve("large"), noise(size));
      first.run("add", "large");
      first.share("data");
      first.run("push");
      Colleague second = first.clonedBy(tools.datasync(), "clone");
      login(second, through(line.port()));
      second.run("pull");
      assertThat(second.root().resolve("large")).hasBinaryContent(noise(size));
      assertThat(line.cutsLeft()).isZero();
      assertThat(line.delivered()).isBetween((long) size, size * 11L / 10);
      second.assertClean();
    }
  }

  /// An upload that was cut for good is taken up by the next run, which sends what is missing.
  @Test
  void push_thatWasCut_isTakenUpByTheNext() throws Exception {
    int size = 96_000_000;
    try (Sandbox sandbox = new Sandbox();
        Uplink narrow = new Uplink(60_000_000);
        Uplink wide = new Uplink(Long.MAX_VALUE)) {
      Colleague first = Colleague.starting(sandbox, "work", tools.datasync());
      configure(first, "resumed");
      Files.write(first.root().resolve("large"), noise(size));
      first.run("add", "large");
      first.share("data");
      login(first, through(narrow.port()));
      assertThat(first.attempt("push").exit()).isEqualTo(1);
      login(first, through(wide.port()));
      first.run("push");
      assertThat(wide.sent.get()).isBetween(1L, size * 75L / 100);
      Colleague second = first.clonedBy(tools.dvc(), "clone");
      login(second, server.endpoint());
      second.run("pull");
      assertThat(second.root().resolve("large")).hasBinaryContent(noise(size));
    }
  }

  /// Stands before the server and lets no more than so many bytes up.
  private static final class Uplink implements AutoCloseable {
    private final ServerSocket entrance =
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final long limit;

    Uplink(long limit) throws IOException {
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
          Socket behind =
              new Socket(InetAddress.getLoopbackAddress(), server.endpoint().getPort());
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
