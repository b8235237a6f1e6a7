package datasync.backend.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.auth.NoCredentials;
import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshSettingsTest {
  private static Opening opening(String url, String... more) {
    Map<String, String> values = new HashMap<>(Map.of("url", url));
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    Environment environment =
        new Environment(
            Map.of("DATASYNC_SSH", "my-ssh -F 'a file' \"\""),
            Path.of("/work"),
            Path.of("/home/me"),
            InstantSource.system(),
            RandomGenerator.getDefault());
    return new Opening(
        values, environment, (host, user) -> Optional.empty(), UploadSessions.NONE,
        Progress.none());
  }

  private static SshSettings settings(String url, String... more) throws IOException {
    return SshSettings.of(opening(url, more));
  }

  /// The parts as dvc takes them, by fsspec's `infer_storage_options`.
  @ParameterizedTest
  @CsvSource({
    "ssh://h/abs/p, '', h, 0, /abs/p",
    "ssh://u@h:22/abs/, u, h, 22, /abs",
    "ssh://h, '', h, 0, ''",
    "ssh://h/, '', h, 0, /",
    "ssh://h/~/x, '', h, 0, /~/x",
    "ssh://u:p@h/a%20b/c d, u, h, 0, /a%20b/c d",
    "ssh://[::1]:2222/x, '', ::1, 2222, /x",
    "ssh://[::1]/x, '', ::1, 0, /x"
  })
  void address_isTakenApart(String url, String user, String host, int port, String folder)
      throws IOException {
    SshSettings settings = settings(url);
    assertThat(settings.user()).isEqualTo(user);
    assertThat(settings.host()).isEqualTo(host);
    assertThat(settings.port()).isEqualTo(port);
    assertThat(settings.folder()).isEqualTo(folder);
  }

  @Test
  void settings_goBeforeTheAddress_andNoSecretIsShown() throws IOException {
    SshSettings settings =
        settings("ssh://u:hidden@h:1/x", "user", "me", "port", "2", "passphrase", "hidden");
    assertThat(settings.location()).isEqualTo("ssh://me@h:2/x");
    assertThat(settings.secrets().password()).isEqualTo("hidden");
    assertThat(settings.toString()).doesNotContain("hidden");
    List<String> line =
        SshCommand.session(settings, opening("ssh://h/").environment(), true);
    assertThat(line).noneMatch(word -> word.contains("hidden"));
    assertThat(line)
        .startsWith("my-ssh", "-F", "a file", "")
        .containsSequence("-p", "2", "-l", "me")
        .contains("-oBatchMode=no")
        .contains("-oPreferredAuthentications=publickey,keyboard-interactive,password")
        .endsWith("-s", "--", "h", "sftp");
  }

  @Test
  void options_areThoseOfSsh() throws IOException {
    SshSettings settings =
        settings(
            "ssh://h/x", "keyfile", "~/.ssh/id", "gss_auth", "True", "allow_agent", "false",
            "timeout", "7.5", "max_sessions", "2");
    List<String> line =
        SshCommand.session(settings, opening("ssh://h/").environment(), false);
    assertThat(line)
        .contains(
            "-oConnectTimeout=7", "-oGSSAPIAuthentication=yes", "-oIdentityAgent=none",
            "-oBatchMode=yes", "-oIdentitiesOnly=yes",
            "-oPreferredAuthentications=gssapi-with-mic,publickey")
        .containsSequence("-i", "/home/me/.ssh/id");
    assertThat(settings.connections()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "ssh://-oProxyCommand=x/p, a, b", "ssh://h$(x)/p, a, b", "ssh:///p, a, b",
    "ssh://h/p, user, -l", "ssh://h/p, user, a b", "ssh://h/p, port, 0", "ssh://h:x/p, a, b",
    "ssh://h/p, port, 70000", "ssh://h/p, max_sessions, 0", "ssh://h/p, timeout, soon"
  })
  void whatMakesNoSense_isRefused(String url, String key, String value) {
    assertThatThrownBy(() -> settings(url, key, value)).isInstanceOf(SettingException.class);
  }

  @Test
  void ends_areTold() throws IOException {
    SshSettings settings = settings("ssh://me@h:2/x");
    assertThat(SshEnds.of("No host key\nHost key verification failed.\r\n", settings))
        .isInstanceOf(SettingException.class)
        .extracting(end -> ((SettingException) end).hint()).asString()
        .contains("`ssh -p 2 me@h`");
    assertThat(SshEnds.of("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @", settings))
        .isInstanceOf(SettingException.class)
        .extracting(end -> ((SettingException) end).hint()).asString()
        .contains("ssh-keygen -R '[h]:2'");
    assertThat(SshEnds.of("me@h: Permission denied (publickey).", settings))
        .isInstanceOf(NoCredentials.class);
    assertThat(SshEnds.of("subsystem request failed on channel 0", settings))
        .hasMessageContaining("offers no SFTP");
    assertThat(SshEnds.of("ssh: connect to host h port 2: Connection refused", settings))
        .isInstanceOf(ConnectionLost.class)
        .hasMessage("connect to host h port 2: Connection refused");
    assertThat(SshEnds.of("kex_exchange_identification: read: Connection reset", settings))
        .matches(end -> end instanceof ConnectionLost lost && !lost.isUnreachable());
    assertThat(SshEnds.of("Bad owner or permissions on /home/me/.ssh/config", settings))
        .isInstanceOf(SettingException.class);
  }
}
