package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.interop.Colleague;
import datasync.interop.Sandbox;
import datasync.interop.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Data goes from one program to the other and back over a real sshd.
class SshHandoverTest extends HandoverContract {
  private SshServer server;

  @Override
  void start(Path folder) throws IOException {
    server = SshServer.start(folder);
  }

  @Override
  void stop() {
    server.close();
  }

  @Override
  String url(String store) {
    String user = System.getProperty("user.name");
    return "ssh://" + user + "@127.0.0.1:" + server.port() + server.files() + "/" + store;
  }

  @Override
  Map<String, String> login() {
    return Map.of("keyfile", server.file("id").toString());
  }

  @Override
  Map<String, String> environment() {
    return Map.of("DATASYNC_SSH", server.program());
  }

  @Override
  List<String> objects(Colleague one, String store) throws IOException {
    return Colleague.objects(server.files().resolve(store));
  }

  @Test
  void unknownHost_isRefused_andTheMessageSaysWhatToDo() throws Exception {
    try (Sandbox sandbox = sandbox()) {
      Path nobody = Files.createFile(sandbox.base().resolve("nobody"));
      sandbox.environment().put(
          "DATASYNC_SSH", "ssh -F /dev/null -oUserKnownHostsFile=" + nobody);
      Colleague one = starting(sandbox, tools.datasync(), "unknown");
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
      Colleague one = starting(sandbox, tools.datasync(), "stranger");
      String stranger = server.file("stranger").toString();
      one.run("remote", "modify", "--local", "store", "keyfile", stranger);
      one.write("file", "text");
      one.run("add", "file");
      Tool.Result push = one.attempt("push");
      assertThat(push.exit()).isEqualTo(5);
      assertThat(push.err()).contains("Permission denied").contains("ssh-add");
    }
  }
}
