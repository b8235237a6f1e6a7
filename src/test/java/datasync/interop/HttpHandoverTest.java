package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Data goes from one program to the other and back over a real web server.
@Tag("interop")
@Timeout(120)
class HttpHandoverTest {
  @TempDir static Path folder;
  private static Direction.Tools tools;
  private static RealServers servers;
  private static RealServers.Nginx nginx;
  private static RealServers.Proxy proxy;
  private static int number;

  @BeforeAll
  static void start() throws IOException {
    tools = Direction.Tools.start();
    servers = new RealServers(folder);
    nginx = servers.nginx();
    proxy = servers.tinyproxy();
  }

  @AfterAll
  static void stop() throws IOException {
    servers.close();
    tools.close();
  }

  @ParameterizedTest
  @CsvSource({
    "DVC_TO_DATASYNC, post", "DVC_TO_DATASYNC, tls", "DVC_TO_DATASYNC, proxy",
    "DATASYNC_TO_DVC, post", "DATASYNC_TO_DVC, put", "DATASYNC_TO_DVC, basic"
  })
  void data_goesThereAndBack(Direction direction, String kind) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      if (kind.equals("proxy")) {
        sandbox.environment().put("http_proxy", proxy.variable("u", "p"));
      }
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      String store = "shop " + number++;
      configure(first, kind, store.replace(" ", "%20"));
      Exchange.give(first, 3_000_000);
      push(first);
      assertThat(Colleague.objects(nginx.kept().resolve(store))).hasSize(5);

      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      login(second, kind);
      Exchange exchange = new Exchange(first, second);
      exchange.assertArrives();
      exchange.change();
      push(second);
      exchange.assertComesBack();
      if (kind.equals("proxy")) {
        assertThat(Files.readString(proxy.log())).contains(store.replace(" ", "%20"));
      }
    }
  }

  /// dvc does not try again when a proxy closes a connection that it kept open, so that it is told
  /// to; datasync has to manage alone.
  private static void push(Colleague one) throws Exception {
    if (one.tool() instanceof RealDvc && !one.attempt("push").succeeded()) {
      one.attempt("push");
    }
    one.run("push");
  }

  private static void configure(Colleague one, String kind, String store) throws Exception {
    String url =
        switch (kind) {
          case "put" -> nginx.uri("/put/" + store).toString();
          case "tls" -> nginx.secure("/post/" + store).toString();
          case "basic" -> nginx.uri("/authput/" + store).toString();
          default -> nginx.uri("/post/" + store).toString();
        };
    one.run("remote", "add", "-d", "store", url);
    if (kind.equals("put") || kind.equals("basic")) {
      one.run("remote", "modify", "store", "method", "PUT");
    }
    if (kind.equals("tls")) {
      one.run("remote", "modify", "store", "ssl_verify", RealServers.authority().toString());
    }
    if (kind.equals("basic")) {
      one.run("remote", "modify", "store", "auth", "basic");
      one.run("remote", "modify", "store", "user", "alice");
    }
    one.git("add", "-A");
    login(one, kind);
  }

  private static void login(Colleague one, String kind) throws Exception {
    if (kind.equals("basic")) {
      one.run("remote", "modify", "--local", "store", "password", "secret");
    }
  }

  /// A large object that dvc pushed comes through a line that breaks every few megabytes.
  @Test
  void brokenLine_isTakenUpWhereItBroke() throws Exception {
    int size = 24_000_000;
    try (Sandbox sandbox = new Sandbox();
        CuttingProxy line = new CuttingProxy(nginx.port(), 5_000_000, 4)) {
      Colleague first = Colleague.starting(sandbox, "work", tools.dvc());
      configure(first, "post", "cut");
      Exchange.giveOne(first, size);
      Colleague second = first.clonedBy(tools.datasync(), "clone");
      second.run(
          "remote", "modify", "--local", "store", "url",
          "http://localhost:" + line.port() + "/post/cut");
      Exchange.assertTakenUp(second, line, size);
      second.using(tools.dvc()).assertClean();
    }
  }

  /// One wrong object is named and not delivered, the rest is; when it is repaired, all is well.
  @Test
  void corruptObject_isNamedAndTheRestArrives() throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", tools.dvc());
      configure(first, "put", "corrupt");
      for (int i = 0; i < 20; i++) {
        first.write("data/" + i, "file " + i + "\n");
      }
      first.write("other", "other\n");
      first.run("add", "data", "other");
      first.share("data");
      first.run("push");
      Path object = object("corrupt", "file 7\n");
      Path kept = Files.copy(object, folder.resolve("kept object"));
      Files.writeString(object, "file X\n");

      Colleague second = first.clonedBy(tools.datasync(), "clone");
      Tool.Result partly = second.attempt("pull");
      assertThat(partly.exit()).as(partly.out() + partly.err()).isEqualTo(6);
      assertThat(partly.err()).contains("data/7");
      assertThat(second.root().resolve("other")).hasContent("other\n");
      Path cache = second.root().resolve(".dvc/cache/files/md5");
      // everything but the wrong one: 19 files, the listing and the other
      assertThat(Colleague.objects(cache)).hasSize(21);

      Files.move(kept, object, StandardCopyOption.REPLACE_EXISTING);
      second.run("pull");
      assertThat(second.files("data")).isEqualTo(first.files("data"));
      second.assertClean();
    }
  }

  private static Path object(String store, String content) throws IOException {
    Path top = nginx.kept().resolve(store);
    for (String name : Colleague.objects(top)) {
      if (Files.size(top.resolve(name)) == content.length()
          && Files.readString(top.resolve(name)).equals(content)) {
        return top.resolve(name);
      }
    }
    throw new AssertionError("nothing holds " + content);
  }
}
