package datasync.remotes;

import datasync.interop.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A name node and a data node of Hadoop in one process, with permissions, for any user. A whole
/// cluster starts slowly: one for a class of tests.
public final class MiniHdfs implements AutoCloseable {
  private final Program program;
  private final int port;

  /// @param folder for its files, which the test removes
  public MiniHdfs(Path folder) throws IOException {
    Path jars = Path.of(System.getenv().getOrDefault("DATASYNC_PEERS", ""), "hadoop");
    try (Stream<Path> files = Files.exists(jars) ? Files.list(jars) : Stream.empty()) {
      if (files.noneMatch(file -> file.toString().endsWith(".jar"))) {
        throw new AssertionError(jars + " is missing: run `scripts/install-peers`");
      }
    }
    port = Program.port();
    Path home = Files.createDirectories(folder.resolve("hdfs"));
    program =
        Program.start(
            home,
            Map.of(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--source", "25", "-Xmx400m", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + home,
                "-cp", jars + "/*",
                Path.of("src/test/java/datasync/remotes/MiniCluster.txt").toAbsolutePath()
                    .toString(),
                home.resolve("data").toString(), "" + Program.port(), "" + port));
    try {
      program.awaitAnswer(
          HttpClient.newHttpClient(),
          URI.create("http://127.0.0.1:" + port + "/webhdfs/v1/ready?op=GETFILESTATUS"));
    } catch (IOException | AssertionError dead) {
      program.close();
      throw dead;
    }
  }

  /// The port of the name node for HTTP.
  public int port() {
    return port;
  }

  /// Waits until a folder has a file of at least this size, which is when its writer is gone.
  void awaitFile(String folder, long size) throws IOException, InterruptedException {
    URI address =
        URI.create("http://127.0.0.1:" + port + "/webhdfs/v1" + folder + "?op=LISTSTATUS");
    HttpRequest request = HttpRequest.newBuilder(address).build();
    Pattern length = Pattern.compile("\"length\":(\\d+)");
    while (true) {
      Matcher found =
          length.matcher(
              HttpClient.newHttpClient()
                  .send(request, HttpResponse.BodyHandlers.ofString())
                  .body());
      if (found.find() && Long.parseLong(found.group(1)) >= size) {
        return;
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
