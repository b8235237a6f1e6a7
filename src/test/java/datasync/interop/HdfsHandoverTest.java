package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.remotes.MiniHdfs;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Data goes from one program to the other and back over WebHDFS.
@Tag("remotes")
@Timeout(180)
class HdfsHandoverTest {
  @TempDir static Path folder;
  private static Direction.Tools tools;
  private static MiniHdfs cluster;
  private static int number;

  @BeforeAll
  @Timeout(240)
  static void start() throws IOException {
    tools = Direction.Tools.start();
    cluster = new MiniHdfs(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    cluster.close();
    tools.close();
  }

  private static void configure(Colleague one) throws Exception {
    String url = "webhdfs://localhost:" + cluster.port() + "/shop/" + number++;
    one.run("remote", "add", "-d", "store", url);
    one.run("remote", "modify", "store", "user", "alice");
    one.git("add", "-A");
  }

  private static Value status(Colleague one) throws Exception {
    return Json.parse(one.run("status", "-c", "--json"), "status");
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void data_goesThereAndBack(Direction direction) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      configure(first);
      first.write("data/one.txt", "one\n");
      first.write("data/sub/ünï #1?.txt", "two\n");
      byte[] noise = new byte[5_000_000];
      new Random(5).nextBytes(noise);
      Files.write(first.root().resolve("large"), noise);
      first.run("add", "data", "large");
      first.share("data");
      assertThat(status(first.using(direction.taker(tools)))).isEqualTo(status(first));
      first.run("push");

      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      second.run("pull");
      assertThat(second.files("data")).isEqualTo(first.files("data"));
      assertThat(second.files("large")).isEqualTo(first.files("large"));
      second.assertClean();
      second.assertSynchronised();
      second.write("data/new", "new\n");
      Files.delete(second.root().resolve("data/one.txt"));
      second.run("add", "data");
      second.share("more");
      second.run("push");
      first.take(second);
      first.run("pull");
      assertThat(first.files("data")).isEqualTo(second.files("data"));
      first.assertClean();
      first.assertSynchronised();

      // dvc's own deletion fails there: fsspec removes no list of files
      second.using(tools.datasync()).run("gc", "-w", "-c", "-f");
      first.assertSynchronised();
      first.git("checkout", "-q", "HEAD~1");
      Value gone = status(first.using(tools.datasync()));
      assertThat(gone).isEqualTo(status(first.using(tools.dvc())));
      assertThat(gone).isNotEqualTo(Value.Mapping.EMPTY);
    }
  }

  /// A file that is imported is recorded with the checksum of the cluster.
  @Test
  void importedFile_isRecordedAlike() throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague one = Colleague.starting(sandbox, "work", tools.datasync());
      configure(one);
      one.write("file.csv", "1,2\n");
      one.run("add", "file.csv");
      one.run("push");
      String address = "remote://store/files/md5/" + object(one);
      one.using(tools.dvc()).run("import-url", address, "a.csv");
      String recorded = Files.readString(one.root().resolve("a.csv.dvc"));
      assertThat(recorded).contains("checksum: 00000");
      one.assertUnchanged();
    }
  }

  private static String object(Colleague one) throws IOException {
    String text = Files.readString(one.root().resolve("file.csv.dvc"));
    String id = text.replaceAll("(?s).*md5: ([0-9a-f]{32}).*", "$1");
    return id.substring(0, 2) + "/" + id.substring(2);
  }
}
