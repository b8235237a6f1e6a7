package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stage that depends on a file behind an `http://` address, with the answers of dvc 3.67.
class WebDependencyTest {
  @TempDir Path folder;

  private HttpServer server;
  private String address;
  private Path project;

  @BeforeEach
  void serve() throws IOException {
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/file",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"one\"");
          exchange.getResponseHeaders().set("Content-Length", "6");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort() + "/file";
    project = Files.createDirectories(folder.toRealPath().resolve("project"));
    assertThat(run("init", "--no-scm").code()).isZero();
    Files.writeString(
        project.resolve("dvc.yaml"),
        "stages:\n  get:\n    cmd: get\n    deps:\n    - " + address + "\n    outs:\n    - o\n");
    Files.writeString(project.resolve("o"), "o\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Ran run(String... arguments) {
    return Ran.in(project, folder, arguments);
  }

  @Test
  void commit_recordsEtagAndSize_andStatusIsClean() throws IOException {
    assertThat(run("commit", "-f", "get").code()).isZero();
    assertThat(project.resolve("dvc.lock"))
        .content()
        .contains("    - path: " + address + "\n      hash: md5\n      checksum: '\"one\"'\n"
            + "      size: 6\n");
    assertThat(run("status", "--json").out().strip()).isEqualTo("{}");
  }

  @Test
  void anotherEtag_isModified() throws IOException {
    run("commit", "-f", "get");
    Path lock = project.resolve("dvc.lock");
    Files.writeString(lock, Files.readString(lock).replace("\"one\"", "\"two\""));
    assertThat(run("status", "--json").out()).contains("\"" + address + "\": \"modified\"");
  }

  @Test
  void unreachable_isDeletedWithAWarning_andCannotBeCommitted() {
    run("commit", "-f", "get");
    server.stop(0);
    Ran status = run("status", "--json");
    assertThat(status.out()).contains("\"" + address + "\": \"deleted\"");
    assertThat(status.err()).contains("cannot reach `" + address + "`");
    Ran commit = run("commit", "-f", "get");
    assertThat(commit.code()).isNotZero();
    assertThat(commit.err()).contains("dependency '" + address + "' does not exist");
  }
}
