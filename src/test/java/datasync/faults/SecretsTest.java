package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.Captured;
import datasync.cli.command.CommandList;
import datasync.http.FakeServer;
import datasync.io.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets that are planted wherever one can be, and every verb that could print one.
@Tag("faults")
class SecretsTest {
  private static final List<List<String>> VERBS =
      List.of(
          List.of("push"), List.of("fetch"), List.of("pull"), List.of("status", "-c"),
          List.of("status"), List.of("data", "status", "--not-in-remote"),
          List.of("checkout"), List.of("version"), List.of("commit"),
          List.of("add", "file"), List.of("gc", "-w", "-c", "-f"), List.of("doctor"),
          List.of("fsck"), List.of("remote", "check"));

  @TempDir Path temporary;
  Path project;
  final Map<String, String> variables = new HashMap<>();
  final List<String> secrets = new ArrayList<>();

  private String secret(String where) {
    String secret = "c4nary" + Integer.toHexString(where.hashCode());
    secrets.add(secret);
    return secret;
  }

  @BeforeEach
  void project() throws IOException {
    project = Files.createDirectories(temporary.toRealPath().resolve("project"));
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/config",
        "[remote \"origin\"]\n\turl = https://u:" + secret("git") + "@h.invalid/\n");
    write(".dvc/.gitignore", "/config.local\n/tmp\n/cache\n");
    write("file", "content\n");
    variables.put("DVC_SYSTEM_CONFIG_DIR", temporary.resolve("none").toString());
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
    variables.put("PATH", System.getenv("PATH"));
    for (String name : List.of("AWS_SECRET_ACCESS_KEY", "DVC_HTTP_PASSWORD", "MY_TOKEN")) {
      variables.put(name, secret(name));
    }
    Files.createDirectories(temporary.resolve("home"));
    Files.writeString(
        temporary.resolve("home/.netrc"),
        "machine localhost login u password " + secret("netrc") + "\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void config(String lines) throws IOException {
    write(".dvc/config", "[core]\n    remote = r\n");
    write(".dvc/config.local", "['remote \"r\"']\n    " + lines.replace("\n", "\n    ") + "\n");
  }

  private String run(String... verb) {
    Environment environment =
        new Environment(
            variables, project, temporary.resolve("home"), InstantSource.system(), new Random(1));
    Captured captured = new Captured(environment);
    int code = captured.run(new CommandList(), verb);
    return List.of(verb) + " → " + code + "\n" + captured.out() + captured.err();
  }

  private void runAll() throws IOException {
    boolean isFull = Effort.isFull();
    for (List<String> verb : isFull ? VERBS : VERBS.subList(0, 7)) {
      for (List<String> flags : List.of(List.of("-vv"), List.of("--json"))) {
        List<String> line = new ArrayList<>(verb);
        line.addAll(flags);
        assertHidden(run(line.toArray(new String[0])));
      }
    }
    assertHidden(trackedFiles());
  }

  private void assertHidden(String text) {
    for (String each : secrets) {
      assertThat(text).as(each).doesNotContain(each);
    }
  }

  /// What Git would track, and what lies in our own scratch folder.
  private String trackedFiles() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(project)) {
      for (Path each : files.toList()) {
        if (!Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
          continue;
        }
        String name = project.relativize(each).toString();
        boolean planted = name.equals(".dvc/config.local") || name.equals(".git/config")
            || name.equals("import.dvc");
        if (!planted) {
          all.append(name).append(": ");
          all.append(Files.readString(each, StandardCharsets.ISO_8859_1)).append('\n');
        }
      }
    }
    return all.toString();
  }

  private FakeServer server(int status, String reason) throws IOException {
    String body = secret("body" + status);
    String header = secret("header" + status);
    String location = "http://u:" + secret("location" + status) + "@localhost:1/x?token="
        + secret("query" + status);
    return new FakeServer(
        (request, reply) ->
            reply.raw(
                ("HTTP/1.1 " + status + " " + reason + "\r\nX-Secret: " + header
                    + "\r\nSet-Cookie: " + header + "\r\nWWW-Authenticate: Basic realm=\"" + header
                    + "\"\r\nLocation: " + location + "\r\nContent-Length: "
                    + (request.method().equals("HEAD") ? "0\r\n\r\n"
                        : body.length() + "\r\n\r\n" + body)).getBytes(
                            StandardCharsets.ISO_8859_1)));
  }

  @Test
  void answersOfServers() throws IOException {
    run("add", "file");
    Map<Integer, String> answers = Effort.isFull()
        ? Map.of(200, "OK", 302, "Found", 307, "Temporary Redirect", 400, "Bad Request",
            401, "Unauthorized", 403, "Forbidden", 404, "Not Found", 500, "Internal Server Error")
        : Map.of(307, "Temporary Redirect", 401, "Unauthorized", 404, "Not Found");
    for (Map.Entry<Integer, String> each : answers.entrySet()) {
      try (FakeServer server = server(each.getKey(), each.getValue())) {
        String port = String.valueOf(server.port());
        config("url = http://user:" + secret("url") + "@localhost:" + port + "/d?token="
            + secret("token") + "&X-Amz-Signature=" + secret("signature") + "\nread_timeout = 2");
        runAll();
        config("url = http://localhost:" + port + "/d\nauth = custom\ncustom_auth_header = X-Auth"
            + "\npassword = " + secret("custom"));
        runAll();
        config("url = http://localhost:" + port + "/d\nauth = digest\nuser = u\npassword = "
            + secret("digest"));
        runAll();
      }
    }
  }

  @Test
  void loginsOfAws() throws IOException {
    variables.remove("AWS_SECRET_ACCESS_KEY");
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    Files.createDirectories(temporary.resolve("home/.aws"));
    Files.writeString(
        temporary.resolve("home/.aws/credentials"),
        "[default]\naws_access_key_id = " + secret("aws id") + "\naws_secret_access_key = "
            + secret("aws key") + "\naws_session_token = " + secret("aws token") + "\n"
            + "[half]\naws_access_key_id = " + secret("half") + "\n");
    Files.writeString(
        temporary.resolve("home/.aws/config"),
        "[profile role]\nrole_arn = arn\nsource_profile = default\nexternal_id = "
            + secret("external") + "\n[profile web]\nrole_arn = arn\nweb_identity_token_file = "
            + temporary.resolve("home/token") + "\n[profile tool]\ncredential_process = cat \""
            + temporary.resolve("home/token") + "\" " + secret("argument") + "\n");
    Files.writeString(temporary.resolve("home/token"), secret("aws web token"));
    try (FakeServer server = server(403, "Forbidden")) {
      variables.put("AWS_ENDPOINT_URL", server.uri("").toString());
      for (String profile : List.of("default", "half", "role", "web", "tool", "none")) {
        config("url = s3://bucket/path\nprofile = " + profile);
        for (String flag : List.of("-vv", "--json")) {
          assertHidden(run("remote", "check", flag));
          assertHidden(run("status", "-c", flag));
        }
      }
      Files.writeString(
          temporary.resolve("home/.aws/credentials"), "[default]\n" + secret("broken aws"));
      assertHidden(run("remote", "check"));
    }
  }

  @Test
  void proxiesAndImports() throws IOException {
    run("add", "file");
    variables.put("http_proxy", "http://p:" + secret("proxy") + "@localhost:1");
    variables.put("https_proxy", "http://p:" + secret("proxy2") + "@localhost:1");
    config("url = http://host.invalid/d?sig=" + secret("sig") + "\nread_timeout = 1");
    write("import.dvc", "frozen: true\ndeps:\n- path: http://u:" + secret("import")
        + "@host.invalid/x?token=" + secret("import token") + "\n  checksum: abc\nouts:\n"
        + "- path: imported\n");
    runAll();
    for (String url : List.of(
        "s3://k:" + secret("s3") + "@b/p", "ssh://u:" + secret("ssh") + "@h/p",
        "azure://c/p?sig=" + secret("azure"), "odd:" + secret("odd") + "@x", "http://["
        + secret("broken"))) {
      config("url = " + url + "\nconnection_string = AccountKey=" + secret("account")
          + "\nsecret_access_key = " + secret("s3 key") + "\nunknown_password = "
          + secret("unknown"));
      runAll();
    }
    config("url = http://u:" + secret("unclosed") + "@h/p\npassword = \"" + secret("quote"));
    runAll();
  }
}
