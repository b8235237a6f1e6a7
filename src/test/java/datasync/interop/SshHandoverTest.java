package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.remotes.SshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Data goes from one program to the other and back over a real sshd.
@Tag("remotes")
@Timeout(120)
class SshHandoverTest {
  @TempDir static Path folder;
  private static Direction.Tools tools;
  private static SshServer server;

  @BeforeAll
  static void start() throws IOException {
    tools = Direction.Tools.start();
    server = SshServer.start(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    tools.close();
  }

  private static Sandbox sandbox() throws IOException {
    Sandbox sandbox = new Sandbox();
    sandbox.environment().put("DATASYNC_SSH", server.program());
    return sandbox;
  }

  private static void configure(Colleague one, String store) throws Exception {
    String user = System.getProperty("user.name");
    String url = "ssh://" + user + "@127.0.0.1:" + server.port() + server.files() + "/" + store;
    one.run("remote", "add", "-d", "ss", url);
    one.git("add", "-A");
    login(one);
  }

  private static void login(Colleague one) throws Exception {
    one.run("remote", "modify", "--local", "ss", "keyfile", server.file("id").toString());
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
    try (Sandbox sandbox = sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      String store = "store of " + direction;
      configure(first, store);
      first.write("data/one.txt", "one\n");
      first.write("data/sub/ünï #1?.txt", "two\n");
      first.write("data/empty", "");
      Files.write(first.root().resolve("large"), noise(3_000_000));
      first.run("add", "data", "large");
      first.share("data");
      assertThat(status(first, tools.datasync()))
          .isEqualTo(status(first, tools.dvc()))
          .contains("\"large\": \"new\"");
      first.run("push");
      assertThat(Colleague.objects(server.files().resolve(store))).hasSize(5);

      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      login(second);
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

  /// Both leave the same objects of a history, and none of a temporary name.
  @Test
  void gcOfTheRemote_leavesTheSame() throws Exception {
    try (Sandbox sandbox = sandbox()) {
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
      Path top = server.files().resolve("collected");
      assertThat(Colleague.objects(top)).hasSize(5);
      Path copy = server.files().resolve("copied");
      sandbox.run(sandbox.base(), "cp", "-r", top.toString(), copy.toString());

      first.run("gc", "-w", "-c", "-f");
      Colleague other = first.using(tools.dvc());
      String user = System.getProperty("user.name");
      other.run(
          "remote", "modify", "ss", "url",
          "ssh://" + user + "@127.0.0.1:" + server.port() + copy);
      other.run("gc", "-w", "-c", "-f");
      assertThat(Colleague.objects(top)).hasSize(3).isEqualTo(Colleague.objects(copy));
    }
  }

  @Test
  void unknownHost_isRefused_andTheMessageSaysWhatToDo() throws Exception {
    try (Sandbox sandbox = sandbox()) {
      Path nobody = Files.createFile(sandbox.base().resolve("nobody"));
      sandbox.environment().put(
          "DATASYNC_SSH", "ssh -F /dev/null -oUserKnownHostsFile=" + nobody);
      Colleague one = Colleague.starting(sandbox, "work", tools.datasync());
      configure(one, "unknown");
      one.write("file", "text");
      one.run("add", "file");
      Tool.Result push = one.attempt("push");
      assertThat(push.exit()).isEqualTo(4);
      assertThat(push.err()).contains("host key").contains("`ssh -p " + server.port());
    }
  }

  @Test
  void wrongKey_isExitCodeFive() throws Exception {
    try (Sandbox sandbox = sandbox()) {
      Colleague one = Colleague.starting(sandbox, "work", tools.datasync());
      configure(one, "stranger");
      one.run("remote", "modify", "--local", "ss", "keyfile", server.file("stranger").toString());
      one.write("file", "text");
      one.run("add", "file");
      Tool.Result push = one.attempt("push");
      assertThat(push.exit()).isEqualTo(5);
      assertThat(push.err()).contains("Permission denied").contains("ssh-add");
    }
  }
}
