package datasync.repo.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import datasync.config.Overrides;
import datasync.io.Environment;
import datasync.object.CorruptObject;
import datasync.remote.Remotes;
import datasync.repo.RepositoryException;
import datasync.task.Progress;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewTest {
  @TempDir Path base;
  private final Map<String, String> variables = new HashMap<>();
  private Path source;
  private Views views;

  @BeforeEach
  void makeSource() throws Exception {
    base = base.toRealPath();
    source = Files.createDirectories(base.resolve("source"));
    variables.put("PATH", System.getenv("PATH"));
    variables.put("HOME", base.toString());
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
    variables.put("DVC_SITE_CACHE_DIR", base.resolve("site").toString());
    shell(source, "git init -q -b main; git config user.name t; git config user.email t@t;"
        + " mkdir .dvc; touch .dvc/config");
    views = views(base);
  }

  @AfterEach
  void close() throws IOException {
    views.close();
  }

  private Views views(Path working) {
    Environment environment =
        new Environment(variables, working, base, InstantSource.system(), new Random(1));
    return new Views(
        environment, new Remotes(
            Remotes.Outside.unattended(environment)));
  }

  private void shell(Path folder, String line) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-ec", line).directory(folder.toFile());
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(line + "\n" + output).isZero();
  }

  private static String md5(String text) throws Exception {
    byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%032x", new BigInteger(1, digest));
  }

  private void object(String name, String content) throws IOException {
    Path file = source.resolve(".dvc/cache/files/md5").resolve(name.substring(0, 2))
        .resolve(name.substring(2));
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    shellMode(file);
  }

  private static void shellMode(Path file) throws IOException {
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("r--r--r--"));
  }

  private void output(String name, String digest) throws IOException {
    Files.writeString(
        source.resolve(name + ".dvc"),
        "outs:\n- md5: " + digest + "\n  hash: md5\n  path: " + name + "\n");
  }

  private View open(String url, String revision) throws IOException {
    return views.open(new ViewRequest(url, revision, Overrides.NONE));
  }

  private Get.Result get(View view, String path, String out) throws IOException {
    return new Get(base, new Get.Options(out, false, 2, false), Progress.none()).run(view, path);
  }

  @Test
  void get_ofListingWithUnsafePaths_writesNothing() throws Exception {
    object(md5("evil"), "evil");
    for (String path : List.of("../../evil", "/tmp/evil", ".git/hooks/post-checkout", "a/./b")) {
      String listing = "[{\"md5\": \"" + md5("evil") + "\", \"relpath\": \"" + path + "\"}]";
      String name = md5(listing) + ".dir";
      object(name, listing);
      output("data", name);
      try (Views fresh = views(base)) {
        View view = fresh.open(new ViewRequest(source.toString(), "", Overrides.NONE));
        assertThatThrownBy(() -> get(view, "data", "out")).as(path).isInstanceOf(IOException.class);
      }
      assertThat(base.resolve("out")).doesNotExist();
    }
    assertThat(base.resolve("evil")).doesNotExist();
  }

  @Test
  void get_ofCorruptObject_leavesNothing() throws Exception {
    object(md5("right"), "wrong");
    output("file", md5("right"));
    View view = open(source.toString(), "");
    assertThatThrownBy(() -> get(view, "file", "got")).isInstanceOf(CorruptObject.class);
    try (var left = Files.list(base)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("got") || name.endsWith(".tmp"));
    }
  }

  @Test
  void imports_areReadFromTheProjectTheyCameFrom_throughTwoProjects() throws Exception {
    object(md5("far"), "far");
    output("file", md5("far"));
    shell(source, "git add -A; git commit -qm one");
    String from = source.toString();
    for (String name : List.of("middle", "near")) {
      Path folder = Files.createDirectories(base.resolve(name));
      shell(folder, "git init -q -b main; git config user.name t; git config user.email t@t;"
          + " mkdir .dvc; touch .dvc/config; printf 'frozen: true\\ndeps:\\n- path: file\\n"
          + "  repo:\\n    url: " + from + "\\n    rev_lock: '$(git -C " + from + " rev-parse HEAD)"
          + "'\\nouts:\\n- md5: " + md5("far") + "\\n  hash: md5\\n  path: file\\n' > file.dvc;"
          + " git add -A; git commit -qm one");
      from = folder.toString();
    }
    get(open(from, ""), "file", "got");
    assertThat(base.resolve("got")).hasContent("far");
  }

  @Test
  void addressOfGit_isCopiedOnceAndFollowed() throws Exception {
    Files.writeString(source.resolve("plain"), "one");
    shell(source, "git add -A; git commit -qm one; git clone -q --bare . ../served.git;"
        + " git -C ../served.git update-server-info");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      Path file = base.resolve(exchange.getRequestURI().getPath().substring(1));
      byte[] body = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
      exchange.sendResponseHeaders(Files.isRegularFile(file) ? 200 : 404, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    try {
      String url = "http://user:hidden@127.0.0.1:" + server.getAddress().getPort();
      get(open(url + "/served.git", ""), "plain", "got1");
      shell(source, "printf two > plain; git commit -qam two; git push -q ../served.git main;"
          + " git -C ../served.git update-server-info");
      get(open(url + "/served.git", "main"), "plain", "got2");
      assertThat(base.resolve("got1")).hasContent("one");
      assertThat(base.resolve("got2")).hasContent("two");
      assertThatThrownBy(() -> open(url + "/served.git", "nope"))
          .isInstanceOf(RepositoryException.class)
          .hasMessageContaining("unknown Git revision 'nope'");
      assertThatThrownBy(() -> open(url + "/none.git", ""))
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining("hidden");
    } finally {
      server.stop(0);
    }
    try (var files = Files.walk(base.resolve("site"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("hidden");
      }
    }
  }

  @Test
  void transportsThatRunPrograms_areRefused() throws Exception {
    String url = "ext::sh -c touch% " + base.resolve("ran");
    assertThatThrownBy(() -> open(url, "")).isInstanceOf(IOException.class);
    assertThat(base.resolve("ran")).doesNotExist();
  }

  @Test
  void path_neverLeadsAboveTheTop() throws Exception {
    View view = open(source.toString(), "");
    assertThat(view.path("../../etc/passwd")).isEqualTo("etc/passwd");
    assertThat(view.path("/etc/passwd")).doesNotStartWith("..");
    assertThatThrownBy(() -> view.find("nope")).isInstanceOf(NoSuchFileException.class);
  }
}
