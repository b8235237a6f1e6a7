package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.remotes.ApacheDavServer;
import datasync.remotes.NginxDavServer;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Data goes from one program to the other and back over WebDAV.
@Tag("remotes")
@Timeout(120)
class DavHandoverTest {
  @TempDir static Path folder;
  private static Direction.Tools tools;
  private static ApacheDavServer apache;
  private static NginxDavServer nginx;
  private static int number;

  @BeforeAll
  static void start() throws IOException {
    tools = Direction.Tools.start();
    apache = new ApacheDavServer(folder);
    nginx = new NginxDavServer(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    nginx.close();
    apache.close();
    tools.close();
  }

  /// The folder of a new remote at the server; dvc wants it to exist.
  private static Path store(String kind, boolean made) throws IOException {
    Path top = kind.equals("apache") ? apache.root().resolve("basic") : nginx.kept();
    Path store = top.resolve("shop " + number++);
    if (made) {
      RealServers.share(Files.createDirectories(store));
    }
    return store;
  }

  private static void configure(Colleague one, String kind, Path store) throws Exception {
    String path = store.getFileName().toString().replace(" ", "%20");
    String url =
        kind.equals("apache")
            ? apache.uri("/basic/" + path).toString()
            : nginx.guarded("/" + path).toString();
    one.run("remote", "add", "-d", "store", url.replaceFirst("http", "webdav"));
    if (kind.equals("apache")) {
      one.run("remote", "modify", "store", "user", "alice");
    } else {
      // with a file in `ssl_verify`, dvc does not send the certificate
      one.sandbox().environment().put("SSL_CERT_FILE", RealServers.authority().toString());
      one.run("remote", "modify", "store", "cert_path", RealServers.client().toString());
    }
    one.git("add", "-A");
    login(one, kind);
  }

  private static void login(Colleague one, String kind) throws Exception {
    if (kind.equals("apache")) {
      one.run("remote", "modify", "--local", "store", "password", "secret");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DVC_TO_DATASYNC, apache", "DVC_TO_DATASYNC, nginx", "DATASYNC_TO_DVC, apache",
    "DATASYNC_TO_DVC, nginx"
  })
  void data_goesThereAndBack(Direction direction, String kind) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      Path store = store(kind, first.tool() instanceof RealDvc);
      configure(first, kind, store);
      first.write("data/one.txt", "one\n");
      first.write("data/sub/ünï #1?.txt", "two\n");
      first.write("data/empty", "");
      byte[] noise = new byte[3_000_000];
      new Random(5).nextBytes(noise);
      Files.write(first.root().resolve("large"), noise);
      first.run("add", "data", "large");
      first.share("data");
      assertThat(status(first.using(direction.taker(tools)))).isEqualTo(status(first));
      first.run("push");
      assertThat(Colleague.objects(store)).hasSize(5);

      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      login(second, kind);
      second.run("pull");
      assertThat(second.files("data")).isEqualTo(first.files("data"));
      assertThat(second.files("large")).isEqualTo(first.files("large"));
      second.assertClean();
      second.assertSynchronised();
      second.write("data/new", "new\n");
      Files.delete(second.root().resolve("data/empty"));
      second.run("add", "data");
      second.share("more");
      second.run("push");
      first.take(second);
      first.run("pull");
      assertThat(first.files("data")).isEqualTo(second.files("data"));
      first.assertClean();
      first.assertSynchronised();

      assertThat(Colleague.objects(store)).hasSize(7);
      second.run("gc", "-w", "-c", "-f");
      assertThat(Colleague.objects(store)).hasSize(5);
      first.assertSynchronised();
      for (Colleague each : List.of(first, second)) {
        assertThat(Files.readString(each.root().resolve(".dvc/config"))).doesNotContain("secret");
      }
    }
  }

  private static Value status(Colleague one) throws Exception {
    return Json.parse(one.run("status", "-c", "--json"), "status");
  }
}
