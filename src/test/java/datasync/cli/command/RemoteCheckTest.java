package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.http.FakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RemoteCheckTest {
  @TempDir Path base;

  private Path project;

  @BeforeEach
  void make() throws IOException {
    project = Files.createDirectories(base.toRealPath().resolve("project"));
    assertThat(run("init", "-q", "--no-scm").code()).isZero();
  }

  private Ran run(String... arguments) {
    return Ran.in(project, base, arguments);
  }

  private Ran check(FakeServer server, String... more) {
    run("remote", "add", "-q", "-f", "web", server.uri("/data").toString());
    String[] line = new String[3 + more.length];
    System.arraycopy(new String[] {"remote", "check", "web"}, 0, line, 0, 3);
    System.arraycopy(more, 0, line, 3, more.length);
    return run(line);
  }

  /// The output without the settings before it and without numbers that time makes.
  private static List<String> steps(Ran ran) {
    return ran.out()
        .lines()
        .dropWhile(line -> !line.isEmpty())
        .skip(1)
        .map(line -> line.replaceAll("[0-9.]+ (ms|s,|MiB/s)", "N $1"))
        .toList();
  }

  @Test
  void folder_isWrittenReadAndLeftAsItWas() throws IOException {
    Path folder = Files.createDirectory(project.resolveSibling("store"));
    run("remote", "add", "-q", "-d", "store", "../store");
    Ran ran = run("remote", "check", "--size", "64k");
    assertThat(steps(ran))
        .containsExactly(
            "ok      connect: `" + folder + "` can be read and written",
            "ok      list: 0 entries at the top",
            "ok      latency: N ms for a small request",
            "ok      write: 0.1 MiB in N s, N MiB/s",
            "ok      read: 0.1 MiB in N s, N MiB/s, the same bytes",
            "ok      delete: the probe is gone");
    assertThat(ran.code()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void readOnlyAndDryRun_writeNothing() throws IOException {
    run("remote", "add", "-q", "-d", "store", "../store");
    assertThat(run("remote", "check", "--dry-run").code()).isZero();
    Ran ran = run("remote", "check", "--read-only");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("latency:").doesNotContain("write:", "delete:");
    assertThat(project.resolveSibling("store")).doesNotExist();
    try (FakeServer server = new FakeServer((q, r) -> r.send(404, ""))) {
      check(server, "--dry-run");
      assertThat(server.seen()).isEmpty();
      check(server, "--read-only");
      assertThat(server.seen()).allMatch(request -> request.method().matches("GET|HEAD"));
    }
  }

  private static String date(Instant time) {
    return "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  @Test
  void webServer_keepsTheProbe_andIsToldSo() throws IOException {
    Map<String, byte[]> files = new ConcurrentHashMap<>();
    FakeServer.Handler keeping =
        (q, r) -> {
          if (q.method().equals("POST") || q.method().equals("PUT")) {
            files.put(q.target(), q.body());
            r.send(200, "", date(Instant.now()));
          } else {
            byte[] file = files.get(q.target());
            r.send(file == null ? 404 : 200, file == null ? new byte[0] : file,
                date(Instant.now()));
          }
        };
    try (FakeServer server = new FakeServer(keeping)) {
      Ran ran = check(server, "--size", "64k");
      assertThat(steps(ran))
          .containsExactly(
              "ok      connect: `" + server.uri("/data") + "` answers",
              "ok      clock: agrees with the server's",
              "ok      login: accepted",
              "note    list: this kind cannot be listed; `gc -c` does not work on it",
              "ok      latency: N ms for a small request",
              "ok      write: 0.1 MiB in N s, N MiB/s",
              "ok      read: 0.1 MiB in N s, N MiB/s, the same bytes",
              "note    delete: this kind cannot remove; `.datasync-probe` stays there");
      assertThat(ran.code()).isZero();
      assertThat(files).containsOnlyKeys("/data/.datasync-probe");
    }
  }

  @Test
  void refusedLogin_isToldAsThat_withTheStatusForIt() throws IOException {
    try (FakeServer server = new FakeServer((q, r) -> r.send(401, "", date(Instant.now())))) {
      run("remote", "add", "-q", "web", server.uri("/data").toString());
      run("remote", "modify", "-q", "web", "auth", "basic");
      run("remote", "modify", "-q", "web", "user", "anna");
      run("remote", "modify", "-q", "--local", "web", "password", "planted-secret");
      Ran ran = run("remote", "check", "web");
      assertThat(ran.code()).isEqualTo(5);
      assertThat(ran.out())
          .contains("  password = ***  (.dvc/config.local)")
          .contains("  user = anna  (.dvc/config)")
          .contains("ok      connect:")
          .contains("failed  login: the server wants a login, or does not accept this one")
          .contains("mend: set the login: `datasync remote modify web auth basic`");
      Ran json = run("remote", "check", "web", "--json");
      assertThat(json.out())
          .contains("{\"type\": \"step\", \"name\": \"login\", \"state\": \"failed\"")
          .endsWith("{\"type\": \"result\", \"exit\": 5, \"name\": \"web\", \"failed\": 1}\n");
      assertThat(ran.out() + ran.err() + json.out() + json.err()).doesNotContain("planted-secret");
    }
  }

  @Test
  void otherClock_isToldWithItsDifference() throws IOException {
    try (FakeServer server =
        new FakeServer((q, r) -> r.send(404, "", date(Instant.now().plusSeconds(1200))))) {
      Ran ran = check(server, "--read-only");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.out())
          .containsPattern("failed  clock: this machine's is (1199|1200) s behind the server's")
          .contains("ok      login: accepted");
    }
    try (FakeServer server =
        new FakeServer((q, r) -> r.send(404, "", date(Instant.now().minusSeconds(60))))) {
      Ran ran = check(server, "--read-only");
      assertThat(ran.code()).isZero();
      assertThat(ran.out()).contains("note    clock: this machine's is ", " s ahead of");
    }
  }

  @Test
  void otherBytes_areToldAsCorrupt() throws IOException {
    FakeServer.Handler corrupting =
        (q, r) -> {
          boolean asked = q.method().equals("GET") && !q.header("Range").isEmpty();
          r.send(q.method().equals("GET") && !asked ? 200 : 404, new byte[65536]);
        };
    FakeServer.Handler accepting =
        (q, r) -> {
          if (q.method().equals("POST")) {
            r.send(200, "");
          } else {
            corrupting.answer(q, r);
          }
        };
    try (FakeServer server = new FakeServer(accepting)) {
      Ran ran = check(server, "--size", "64k");
      assertThat(ran.code()).isEqualTo(6);
      assertThat(ran.out()).contains("failed  read: other bytes came back than were written");
    }
  }

  @Test
  void serverThatIsDown_isNoConnection() throws IOException {
    String address;
    try (FakeServer server = new FakeServer((q, r) -> r.send(404, ""))) {
      address = server.uri("/data").toString();
    }
    run("remote", "add", "-q", "web", address);
    Ran ran = run("remote", "check", "web");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(steps(ran))
        .containsExactly(
            "failed  connect: the server refuses the connection; 2 times more tried",
            "        mend: check host and port of the address, and that the server runs");
  }
}
