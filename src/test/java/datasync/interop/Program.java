package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A program that a test started and that ends with it.
public final class Program implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);

  private final Process process;
  private final Path log;

  private Program(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts a program with its output in a file.
  ///
  /// @param folder its working directory and home
  public static Program start(Path folder, Map<String, String> variables, List<String> command)
      throws IOException {
    Path log = folder.resolve(Path.of(command.getFirst()).getFileName() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().putAll(variables);
    return new Program(builder.start(), log);
  }

  /// Where a program is: in `bin` of the folder that `DATASYNC_PEERS` names, beside the program
  /// that `DATASYNC_DVC` names, or on the path.
  public static String find(String name) {
    String peers = System.getenv().getOrDefault("DATASYNC_PEERS", "");
    String dvc = System.getenv().getOrDefault("DATASYNC_DVC", "");
    List<String> places =
        List.of(
            peers.isEmpty() ? "" : peers + "/bin",
            dvc.isEmpty() ? "" : Path.of(dvc).toAbsolutePath().getParent().toString());
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
    for (String place : (String.join(":", places) + ":" + path).split(File.pathSeparator)) {
      if (!place.isEmpty() && Files.isExecutable(Path.of(place, name))) {
        return Path.of(place, name).toString();
      }
    }
    throw new AssertionError(
        "`" + name + "` is not here: `scripts/install-servers` or `make remotes` installs it, or"
            + " name its folder in `DATASYNC_PEERS`");
  }

  /// A port that nobody listens at.
  public static int port() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Waits until a port of the loopback address takes connections.
  public void awaitPort(int port) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    while (!takesConnections(port)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("it does not start:\n" + output());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static boolean takesConnections(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /// Waits until an address answers with success.
  ///
  /// @param client trusts whoever answers
  public void awaitAnswer(HttpClient client, URI address) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end) {
      assertThat(process.isAlive()).as(() -> output()).isTrue();
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // it is still starting
      } catch (InterruptedException stop) {
        throw new IOException(stop);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    throw new AssertionError("not ready: " + address + "\n" + output());
  }

  private String output() {
    try {
      return Files.readString(log);
    } catch (IOException none) {
      return "";
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException stop) {
      process.destroyForcibly();
    }
  }
}
