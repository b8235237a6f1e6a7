package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.NoCredentials;
import datasync.backend.Prompt;
import datasync.backend.UploadSessions;
import datasync.backend.ssh.SshBackend;
import datasync.io.SettingException;
import datasync.object.BytesPayload;
import datasync.object.StoppingPayload;
import datasync.object.StoreFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong with a real sshd, and what does not.
@Tag("remotes")
@Timeout(60)
class SshFailuresTest {
  private static final int LARGE = 40_000_000;

  @TempDir static Path folder;
  private static SshServer server;
  private static SshServer password;

  @BeforeAll
  static void start() throws IOException {
    server = SshServer.start(folder);
    password = SshServer.withPassword(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
    password.close();
  }

  private static Map<String, String> settings(String name, String... more) {
    Map<String, String> settings = server.settings(name);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private static SshBackend open(Map<String, String> settings) throws IOException {
    return SshBackend.open(server.opening(settings, UploadSessions.NONE));
  }

  private static Throwable cause(ThrowingCallable call) {
    try {
      call.call();
    } catch (StoreFailure failure) {
      return failure.getCause();
    } catch (Throwable other) {
      return other;
    }
    throw new AssertionError("nothing was thrown");
  }

  private static Throwable asking(Map<String, String> settings) throws IOException {
    try (SshBackend backend = open(settings)) {
      return cause(() -> backend.size("file"));
    }
  }

  @Test
  void wrongKey_isNoCredentials() throws IOException {
    assertThat(asking(settings("x", "keyfile", server.file("stranger").toString())))
        .isInstanceOf(NoCredentials.class)
        .hasMessageContaining("Permission denied (publickey)");
    // a key with a passphrase, and nobody to ask
    assertThat(asking(settings("x", "keyfile", server.file("locked").toString())))
        .isInstanceOf(NoCredentials.class);
  }

  @Test
  void refusedPort_isRetryable() throws IOException {
    int nobody = SshServer.freePort();
    try (SshBackend backend = open(settings("x", "port", "" + nobody))) {
      assertThatThrownBy(() -> backend.size("file"))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("Connection refused")
          .matches(failure -> ((StoreFailure) failure).isRetryable());
    }
  }

  @Test
  void otherHostKey_isTold() throws IOException {
    Path known = folder.resolve("others");
    String other = Files.readString(server.file("stranger.pub"));
    Files.writeString(known, "[127.0.0.1]:" + server.port() + " " + other);
    Map<String, String> variables = new HashMap<>(server.variables());
    variables.put("DATASYNC_SSH", "ssh -F /dev/null -oUserKnownHostsFile=" + known);
    try (SshBackend backend =
        SshBackend.open(
            server.opening(settings("x"), variables, UploadSessions.NONE, nobody()))) {
      assertThat(cause(() -> backend.size("file")))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("is another one");
    }
  }

  private static Prompt nobody() {
    return (host, user) -> Optional.empty();
  }

  @Test
  void passphrase_isGivenOrAsked_andLeavesNoFile() throws IOException {
    String key = server.file("locked").toString();
    try (SshBackend backend = open(settings("p", "keyfile", key, "passphrase", "open it"))) {
      backend.write("file", new BytesPayload(new byte[3]));
    }
    Map<String, String> asks = settings("p", "keyfile", key, "ask_passphrase", "true");
    Prompt knows = (host, whom) -> Optional.of("open it");
    try (SshBackend backend =
        SshBackend.open(
            server.opening(asks, server.variables(), UploadSessions.NONE, knows))) {
      assertThat(backend.size("file")).hasValue(3);
    }
    assertThat(server.file("").toFile().list((at, name) -> name.startsWith("datasync-ask")))
        .isEmpty();
    assertThat(asking(asks)).isInstanceOf(NoCredentials.class).hasMessageContaining("nobody");
  }

  @Test
  void wrongPassword_isNoCredentials() throws IOException {
    String url = "ssh://alice@127.0.0.1:" + password.port() + "/x";
    Map<String, String> settings = Map.of("url", url, "password", "not it");
    try (SshBackend backend =
        SshBackend.open(password.opening(settings, UploadSessions.NONE))) {
      assertThat(cause(() -> backend.size("file")))
          .isInstanceOf(NoCredentials.class)
          .hasMessageNotContaining("not it");
    }
  }

  @Test
  void folderThatIsNotOurs_isPermissionDenied() throws IOException {
    // root may write anywhere but below a file
    Files.createFile(server.files().resolve("occupied"));
    try (SshBackend backend = open(settings("occupied/below"))) {
      assertThat(backend.size("file")).isEmpty();
      assertThatThrownBy(() -> backend.write("file", new BytesPayload(new byte[3])))
          .isInstanceOf(StoreFailure.class)
          .matches(failure -> !((StoreFailure) failure).isRetryable());
    }
  }

  @Test
  void shellThatPrints_isTold() throws IOException {
    Path noisy = folder.resolve("noisy");
    Files.writeString(noisy, "#!/bin/sh\necho Welcome to this server\ncat >/dev/null\n");
    noisy.toFile().setExecutable(true);
    try (SshServer loud =
            SshServer.start(folder.resolve("loud"), "Subsystem sftp " + noisy);
        SshBackend backend =
            SshBackend.open(loud.opening(loud.settings("x"), UploadSessions.NONE))) {
      assertThat(cause(() -> backend.size("file")))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("`Welc`");
    }
  }

  @Test
  void serverWithoutSftp_isTold() throws IOException {
    try (SshServer without =
            SshServer.start(folder.resolve("without"), "Subsystem other internal-sftp");
        SshBackend backend =
            SshBackend.open(without.opening(without.settings("x"), UploadSessions.NONE))) {
      assertThat(cause(() -> backend.size("file"))).isInstanceOf(SettingException.class);
    }
  }

  @Test
  void jumpHost_ofTheConfiguration_isUsed() throws IOException {
    Path config = folder.resolve("config");
    Files.writeString(
        config,
        """
        Host *
          UserKnownHostsFile %s
          IdentityFile %s
        Host jump
          HostName 127.0.0.1
          Port %d
        Host behind
          HostName 127.0.0.1
          Port %d
          ProxyJump jump
        """
            .formatted(server.file("known_hosts"), server.file("id"), server.port(),
                server.port()));
    Map<String, String> variables = new HashMap<>(server.variables());
    variables.put("DATASYNC_SSH", "ssh -F '" + config + "'");
    Map<String, String> settings = Map.of("url", "ssh://behind" + server.files() + "/jumped");
    try (SshBackend backend =
        SshBackend.open(server.opening(settings, variables, UploadSessions.NONE, nobody()))) {
      backend.write("file", new BytesPayload(new byte[3]));
      assertThat(backend.size("file")).hasValue(3);
    }
  }

  @Test
  void largeFile_goesThroughKilledConnections() throws IOException {
    byte[] bytes = new byte[LARGE];
    new Random(1).nextBytes(bytes);
    try (SshBackend backend = open(settings("large"))) {
      AtomicBoolean killed = new AtomicBoolean();
      backend.write(
          "file",
          new StoppingPayload(
              bytes,
              LARGE / 2,
              () -> {
                if (killed.compareAndSet(false, true)) {
                  server.killSessions();
                }
              }));
      assertThat(killed).isTrue();
      assertThat(server.files().resolve("large/file")).hasBinaryContent(bytes);
      try (InputStream in = backend.open("file", 0)) {
        byte[] first = in.readNBytes(LARGE / 2);
        assertThat(server.killSessions()).isPositive();
        byte[] rest = in.readAllBytes();
        assertThat(first.length + rest.length).isEqualTo(LARGE);
        assertThat(new ByteArrayInputStream(rest))
            .hasBinaryContent(Arrays.copyOfRange(bytes, LARGE / 2, LARGE));
      }
    }
    assertThat(server.files().resolve("large").toFile().list()).containsExactly("file");
  }
}
