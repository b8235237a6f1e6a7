package datasync.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import datasync.backend.StoredSessions;
import datasync.cli.Captured;
import datasync.cli.command.CommandList;
import datasync.http.FakeServer;
import datasync.io.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
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

  /// The settings of every kind with all their secrets, on a server that answers with more of them.
  private List<String> kinds(String server) {
    String port = server.substring(server.lastIndexOf(':') + 1);
    String key = Base64.getEncoder().encodeToString(secret("azure key").getBytes(US_ASCII));
    byte[] bytes = Arrays.copyOf(secret("s3 customer").getBytes(US_ASCII), 32);
    String customer = Base64.getEncoder().encodeToString(bytes);
    secrets.addAll(List.of(key, customer));
    return List.of(
        "url = s3://bucket/path\nendpointurl = " + server + "\naccess_key_id = i"
            + "\nsecret_access_key = " + secret("s3 secret")
            + "\nsession_token = " + secret("s3 session") + "\nsse_customer_key = "
            + customer + "\nsse_customer_algorithm = AES256",
        "url = oss://bucket/path\noss_endpoint = " + server + "\noss_key_id = i"
            + "\noss_key_secret = " + secret("oss secret"),
        "url = azure://container/path\nconnection_string = \"DefaultEndpointsProtocol=http;"
            + "AccountName=a;AccountKey=" + key + ";BlobEndpoint=" + server + "/a;\"",
        "url = azure://container/path\nconnection_string = \"BlobEndpoint=" + server
            + "/a;SharedAccessSignature=sv=1&sig=" + secret("azure sas") + "\"",
        "url = azure://container/path\naccount_name = a\nsas_token = \"?sv=1&sig="
            + secret("azure sas 2") + "\"",
        "url = azure://container/path\naccount_name = a\ntenant_id = t\nclient_id = c"
            + "\nclient_secret = " + secret("azure client"),
        "url = gs://bucket/path\nendpointurl = " + server + "\ncredentialpath = "
            + temporary.resolve("home/google.json"),
        "url = gdrive://root/path\ngdrive_use_service_account = true"
            + "\ngdrive_service_account_json_file_path = "
            + temporary.resolve("home/google.json"),
        "url = gdrive://root/path\ngdrive_client_id = i\ngdrive_client_secret = "
            + secret("drive client"),
        "url = webdav://localhost:" + port + "/dav?x=" + secret("dav query") + "\nuser = u"
            + "\npassword = " + secret("dav password"),
        "url = webdav://localhost:" + port + "/dav\ntoken = " + secret("dav token"),
        "url = webdav://u:" + secret("dav url") + "@localhost:" + port + "/dav",
        "url = webhdfs://localhost:" + port + "/path\nuser = u\npassword = "
            + secret("hdfs password") + "\ntoken = " + secret("hdfs token"));
  }

  @Test
  void loginsOfEveryKind() throws Exception {
    run("add", "file");
    variables.remove("AWS_SECRET_ACCESS_KEY");
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    // what would leave this machine ends here
    variables.put("https_proxy", "http://p:" + secret("proxy") + "@localhost:1");
    Files.writeString(temporary.resolve("home/google.json"), googleLogin());
    List<Integer> answers = Effort.isFull() ? List.of(200, 400, 401, 403, 404, 500) : List.of(403);
    for (int status : answers) {
      try (FakeServer server = server(status, "Answer")) {
        for (String each : kinds("http://localhost:" + server.port())) {
          config(each + (each.contains("timeout") ? "" : "\nread_timeout = 2"));
          for (String flag : List.of("-vv", "--json")) {
            for (String verb : Effort.isFull() ? List.of("push", "pull") : List.of("push")) {
              assertHidden(run(verb, flag));
            }
            assertHidden(run("status", "-c", flag));
            assertHidden(run("remote", "check", flag));
          }
        }
      }
    }
    assertHidden(run("remote", "list"));
    assertHidden(trackedFiles());
  }

  /// A service account whose key is one, so that requests would be signed with it.
  private String googleLogin() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    String text = Base64.getEncoder().encodeToString(key);
    secrets.add(text.substring(40, 80));
    return "{\"type\": \"service_account\", \"private_key_id\": \"" + secret("google id")
        + "\", \"client_email\": \"a@b.invalid\", \"token_uri\": \"http://localhost:1/t\","
        + " \"private_key\": \"-----BEGIN PRIVATE KEY-----\\n" + text
        + "\\n-----END PRIVATE KEY-----\\n\"}";
  }

  /// A program in place of `ssh` that writes down how it was called, and how everything else on
  /// this machine was.
  @Test
  void argumentsOfChildren() throws IOException {
    run("add", "file");
    Path seen = temporary.resolve("seen");
    Path ssh = temporary.resolve("ssh");
    Files.writeString(
        ssh,
        "#!/bin/sh\nprintf '%s\\n' called \"$@\" >> " + seen + "\ncat /proc/[0-9]*/cmdline"
            + " 2>/dev/null | tr '\\0' '\\n' >> " + seen + "\necho denied >&2\nexit 255\n");
    assertThat(ssh.toFile().setExecutable(true)).isTrue();
    variables.put("DATASYNC_SSH", ssh.toString());
    for (String login : List.of(
        "password = " + secret("ssh password"),
        "keyfile = " + temporary.resolve("home/id") + "\npassword = " + secret("passphrase"))) {
      config("url = ssh://u@localhost:1/path\n" + login);
      assertHidden(run("push", "-vv"));
      assertHidden(run("remote", "check", "-v"));
    }
    assertThat(seen).content().contains("called", "localhost");
    assertHidden(Files.readString(seen));
    assertHidden(trackedFiles());
  }

  /// What is needed to go on with an upload may be as good as a login: it is for its owner alone,
  /// in a folder that Git does not track.
  @Test
  void sessionsOfUploads() throws IOException {
    Path uploads = project.resolve(".dvc/tmp/datasync/uploads");
    StoredSessions sessions = new StoredSessions(uploads);
    sessions.remember("https://u:" + secret("session key") + "@h/x", "https://h/" + "session");
    try (Stream<Path> files = Files.list(uploads)) {
      for (Path each : files.toList()) {
        assertThat(Files.getPosixFilePermissions(each))
            .containsExactlyInAnyOrder(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
      }
    }
    assertHidden(trackedFiles());
    assertThat(project.resolve(".dvc/.gitignore")).content().contains("/tmp");
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
