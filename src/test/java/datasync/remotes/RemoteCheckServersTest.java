package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.Captured;
import datasync.cli.command.CommandList;
import datasync.http.TransportSettings;
import datasync.interop.ApacheDavServer;
import datasync.io.Environment;
import datasync.interop.RealServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `remote check` on the real servers: all is well, and what usually is not.
@Tag("remotes")
@Timeout(60)
class RemoteCheckServersTest {
  private static final List<String> WELL =
      List.of(
          "ok connect", "ok login", "ok list", "ok latency", "ok write", "ok read", "ok delete");

  @TempDir Path folder;

  private Path project;
  private InstantSource clock = InstantSource.system();
  private Map<String, String> variables = Map.of();
  private String output;

  @BeforeEach
  void make() throws IOException {
    project = Files.createDirectories(folder.toRealPath().resolve("project"));
    run("init", "-q", "--no-scm");
  }

  private int run(String... line) {
    Map<String, String> all = new HashMap<>(variables);
    all.put("DVC_SYSTEM_CONFIG_DIR", folder.resolve("system").toString());
    all.put("AWS_EC2_METADATA_DISABLED", "true");
    Environment environment =
        new Environment(all, project, folder.resolve("home"), clock, new SecureRandom());
    Captured captured = new Captured(environment);
    int exit = captured.run(new CommandList(), line);
    output = captured.out() + captured.err();
    return exit;
  }

  /// States and names of the steps, the clock left out where it agrees.
  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (String line : output.lines().toList()) {
      if (line.matches("(ok|note|failed) +[a-z]+: .*") && !line.startsWith("ok      clock")) {
        steps.add(line.substring(0, line.indexOf(':')).replaceAll(" +", " "));
      }
    }
    return steps;
  }

  private int check(Map<String, String> settings) {
    run("remote", "add", "-q", "-f", "r", settings.get("url"));
    settings.forEach((key, value) -> run("remote", "modify", "-q", "--local", "r", key, value));
    int exit = run("remote", "check", "r", "--size", "256k");
    assertThat(output).doesNotContain("secret-of-nobody", AzuriteServer.KEY);
    return exit;
  }

  private Map<String, String> with(Map<String, String> settings, String key, String value) {
    Map<String, String> changed = new HashMap<>(settings);
    changed.put(key, value);
    return changed;
  }

  @Test
  void bucket_isWell_orSaysWhatIsWrong() throws IOException {
    Map<String, String> settings;
    try (MinioServer server = MinioServer.secure(folder)) {
      server.admin().makeBucket("bucket", false);
      settings = server.settings("s3://bucket/data");
      assertThat(check(settings)).as(output).isZero();
      assertThat(steps()).isEqualTo(WELL);
      assertThat(output).contains("accepted; the login comes from the settings of the remote");
      assertThat(check(with(settings, "secret_access_key", "secret-of-nobody"))).isEqualTo(5);
      assertThat(steps()).containsExactly("ok connect", "failed login");
      assertThat(check(with(settings, "url", "s3://nowhere/data"))).isEqualTo(1);
      assertThat(steps()).startsWith("ok connect", "ok login", "failed list");
      Path other = Path.of("src/test/java/datasync/http/tls/other.pem").toAbsolutePath();
      assertThat(check(with(settings, "ssl_verify", other.toString()))).isEqualTo(1);
      assertThat(steps()).containsExactly("failed connect");
      assertThat(output).contains("ssl_verify /path/ca.pem");
      clock = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(-20));
      assertThat(check(settings)).isEqualTo(1);
      assertThat(steps()).containsSubsequence("ok connect", "failed clock", "ok login");
      clock = InstantSource.system();
    }
    assertThat(check(settings)).isEqualTo(1);
    assertThat(steps()).containsExactly("failed connect");
  }

  @Test
  void sshServer_isWell_orRefusesTheKey() throws IOException {
    try (SshServer server = SshServer.start(folder)) {
      variables = server.variables();
      Map<String, String> settings = server.settings("data");
      assertThat(check(settings)).as(output).isZero();
      assertThat(steps()).isEqualTo(WELL);
      String stranger = server.file("stranger").toString();
      assertThat(check(with(settings, "keyfile", stranger))).as(output).isEqualTo(5);
      assertThat(steps()).containsExactly("failed login");
    }
  }

  @Test
  void davServer_isWell_orRefusesThePassword() throws IOException {
    try (ApacheDavServer server = new ApacheDavServer(folder)) {
      String url = server.uri("/basic/data").toString().replaceFirst("http", "webdav");
      Map<String, String> settings = Map.of("url", url, "user", "alice", "password", "secret");
      assertThat(check(settings)).as(output).isZero();
      assertThat(steps()).isEqualTo(WELL);
      assertThat(check(with(settings, "password", "secret-of-nobody"))).as(output).isEqualTo(5);
      assertThat(steps()).containsExactly("ok connect", "failed login");
    }
  }

  @Test
  void googleBucket_isWell_orIsNotThere() throws IOException {
    try (GcsServer server = GcsServer.start(folder)) {
      server.make("bkt");
      Map<String, String> settings =
          Map.of(
              "url", "gs://bkt/data",
              "endpointurl", server.address().toString(),
              "allow_anonymous_login", "true");
      assertThat(check(settings)).as(output).isZero();
      assertThat(steps()).isEqualTo(WELL);
      assertThat(check(with(settings, "url", "gs://nowhere/data"))).as(output).isEqualTo(1);
      assertThat(steps()).startsWith("ok connect", "ok login", "failed list");
    }
  }

  @Test
  void webServer_isWell_withoutListing() throws IOException {
    try (RealServers servers = new RealServers(folder)) {
      RealServers.Nginx nginx = servers.nginx();
      Map<String, String> settings =
          Map.of("url", nginx.uri("/put/data").toString(), "method", "PUT");
      assertThat(check(settings)).as(output).isZero();
      assertThat(steps())
          .containsExactly(
              "ok connect", "ok login", "note list", "ok latency", "ok write", "ok read",
              "note delete");
    }
  }

  @Test
  void container_isWell_orRefusesTheKey() throws IOException {
    try (AzuriteServer server = AzuriteServer.start(folder)) {
      server.make(
          "cont",
          new Environment(Map.of(), folder, folder, clock, new SecureRandom()),
          TransportSettings.DEFAULT);
      String login = server.connection();
      Map<String, String> settings =
          Map.of("url", "azure://cont/data", "connection_string", login);
      assertThat(check(settings)).as(output).isZero();
      assertThat(steps()).isEqualTo(WELL);
      String wrong = login.replaceFirst("AccountKey=....", "AccountKey=AAAA");
      assertThat(check(with(settings, "connection_string", wrong))).as(output).isEqualTo(5);
      assertThat(steps()).containsExactly("ok connect", "failed login");
    }
  }
}
