package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.git.Git;
import datasync.git.Mirrors;
import datasync.http.FakeServer;
import datasync.io.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The login in the address of a repository reaches its server, and is in the arguments of no
/// process while it does, Git's own among them.
@Tag("faults")
@EnabledOnOs(OS.LINUX)
class GitLoginTest {
  private static final String SECRET = "c4nary";
  private static final String LOGIN = "Basic dTpjNG5hcnk6eA==";
  private static final String COMMIT = "1234567890123456789012345678901234567890";

  @TempDir Path folder;
  private final Queue<String> arguments = new ConcurrentLinkedQueue<>();

  /// A server that wants a login and has one branch.
  private void answer(FakeServer.Seen asked, FakeServer.Reply reply) throws IOException {
    lookAtProcesses();
    if (!asked.header("Authorization").equals(LOGIN)) {
      reply.send(401, "", "WWW-Authenticate: Basic realm=\"x\"");
      return;
    }
    String refs =
        packet("# service=git-upload-pack\n") + "0000"
            + packet(COMMIT + " refs/heads/main\0 agent=x\n") + "0000";
    reply.send(200, refs, "Content-Type: application/x-git-upload-pack-advertisement");
  }

  private static String packet(String text) {
    return "%04x%s".formatted(text.length() + 4, text);
  }

  private void lookAtProcesses() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path each : all.toList()) {
        try {
          byte[] line = Files.readAllBytes(each.resolve("cmdline"));
          arguments.add(new String(line, StandardCharsets.UTF_8).replace('\0', ' '));
        } catch (IOException goneOrNone) {
          continue;
        }
      }
    }
  }

  @Test
  void loginIsInNoArguments() throws Exception {
    Environment environment =
        new Environment(
            Map.of("PATH", System.getenv("PATH"), "HOME", folder.toString(),
                "GIT_CONFIG_NOSYSTEM", "1"),
            folder, folder, InstantSource.system(), new Random(1));
    try (FakeServer server = new FakeServer(this::answer)) {
      String url = "http://u:" + SECRET + "%3ax@localhost:" + server.port() + "/repo.git";
      String commit = new Git(folder, environment).remoteCommit(url, "refs/heads/main");
      assertThat(commit).isEqualTo(COMMIT);
      try {
        new Mirrors(folder.resolve("mirrors"), environment).open(url, "main");
      } catch (IOException noPack) {
        assertThat(noPack.getMessage()).doesNotContain(SECRET);
      }
    }
    assertThat(arguments).anyMatch(each -> each.contains("git") && each.contains("/repo.git"));
    assertThat(List.copyOf(arguments)).noneMatch(each -> each.contains(SECRET));
  }
}
