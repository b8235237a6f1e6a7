package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fsck` of a remote that can only be asked for what the project uses.
class FsckOverWebTest {
  private static final String A = "/files/md5/0c/c175b9c0f1b6a831c399e269772661";
  private static final String B = "/files/md5/92/eb5ffee6ae2fec3ad71c777531578f";

  @TempDir Path folder;

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private HttpServer server;
  private Path project;

  @BeforeEach
  void serve() throws IOException {
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    project = Files.createDirectories(folder.resolve("project"));
    run("init", "-q", "--no-scm");
    Files.createDirectory(project.resolve("d"));
    Files.writeString(project.resolve("d/a"), "a");
    Files.writeString(project.resolve("d/b"), "b");
    run("add", "-q", "d");
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    run("remote", "add", "-q", "-d", "web", url);
    assertThat(run("push", "-q").code()).isZero();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().matches("PUT|POST")) {
      files.put(name, exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(201, -1);
    } else {
      byte[] body = files.get(name);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (body != null && head) {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      }
      exchange.sendResponseHeaders(
          body == null ? 404 : 200, body == null || head ? -1 : body.length);
      if (body != null && !head) {
        exchange.getResponseBody().write(body);
      }
    }
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Ran run(String... arguments) {
    return Ran.in(project, folder, arguments);
  }

  @Test
  void damageOnAServer_isFound_andRepairedFromTheCache() {
    assertThat(run("fsck", "-c").out()).contains("web `http://", ": 3 objects, 3 read");
    files.put(A, "x".getBytes(StandardCharsets.UTF_8));
    files.remove(B);
    Ran found = run("fsck", "--no-cache", "-c");
    assertThat(found.code()).isEqualTo(6);
    assertThat(found.out())
        .contains("corrupt: web: 0cc175b9c0f1b6a831c399e269772661 (d/a): ")
        .contains("missing: web: 92eb5ffee6ae2fec3ad71c777531578f (d/b): ");
    assertThat(files.get(A)).asString().isEqualTo("x");
    assertThat(run("fsck", "-c", "--repair").code()).isZero();
    assertThat(files.get(A)).asString().isEqualTo("a");
    assertThat(files.get(B)).asString().isEqualTo("b");
  }

  @Test
  void remoteCalledCache_isNotTakenForTheCache() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    run("remote", "add", "-q", "cache", url);
    files.remove(B);
    Ran ran = run("fsck", "--no-cache", "--remote", "cache", "--repair");
    assertThat(ran.out()).contains("missing: cache: 92eb5ffee6ae2fec3ad71c777531578f (d/b): ");
    assertThat(ran.code()).isZero();
    assertThat(files.get(B)).asString().isEqualTo("b");
  }

  @Test
  void damageInTheCache_isRepairedFromAServer_whoseBytesAreVerified() throws IOException {
    Path cached = project.resolve(".dvc/cache" + A);
    Files.delete(cached);
    Files.delete(project.resolve("d/a"));
    files.put(A, "x".getBytes(StandardCharsets.UTF_8));
    Ran refused = run("fsck", "--repair");
    assertThat(refused.code()).isEqualTo(6);
    assertThat(refused.out()).contains("nobody has it");
    assertThat(cached).doesNotExist();
    files.put(A, "a".getBytes(StandardCharsets.UTF_8));
    assertThat(run("fsck", "--repair").out()).contains("repaired from remote `web`");
    assertThat(cached).hasContent("a");
  }

  @Test
  void sample_asksForAllAndReadsAFew_listingsAlways() {
    assertThat(run("fsck", "-c", "--sample", "1", "--seed", "3").out())
        .contains("`: 3 objects, 2 read");
    files.remove(A);
    files.remove(B);
    assertThat(run("fsck", "--no-cache", "-c", "--sample", "0.001%").out())
        .contains("missing: web: 0cc175b9c0f1b6a831c399e269772661")
        .contains("missing: web: 92eb5ffee6ae2fec3ad71c777531578f");
  }
}
