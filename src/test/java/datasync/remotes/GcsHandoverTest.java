package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.interop.Colleague;
import datasync.interop.Direction;
import datasync.interop.Sandbox;
import datasync.text.Value;
import datasync.text.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Data goes from one program to the other and back over Cloud Storage's emulator.
@Tag("remotes")
@Timeout(180)
class GcsHandoverTest {
  @TempDir static Path folder;
  private static Direction.Tools tools;
  private static GcsServer server;

  @BeforeAll
  static void start() throws Exception {
    tools = Direction.Tools.start();
    server = GcsServer.start(folder);
    server.make("bkt");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    tools.close();
  }

  private static Colleague configured(Sandbox sandbox, Direction direction) throws Exception {
    // gcsfs asks by another protocol for the kind of bucket, and waits long for the answer
    sandbox.environment().put("GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT", "false");
    Colleague one = Colleague.starting(sandbox, "work", direction.giver(tools));
    one.run("remote", "add", "-d", "store", "gs://bkt/" + direction);
    one.run("remote", "modify", "store", "endpointurl", server.address().toString());
    one.run("remote", "modify", "store", "allow_anonymous_login", "true");
    return one;
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void data_goesThereAndBack_andBothSayTheSameOfIt(Direction direction) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = configured(sandbox, direction);
      first.write("data/one.txt", "one\n");
      first.write("data/sub/ünï #1?.txt", "two\n");
      first.write("data/empty", "");
      byte[] noise = new byte[11_000_000];
      new Random(direction.ordinal()).nextBytes(noise);
      Files.write(first.root().resolve("large"), noise);
      first.run("add", "data", "large");
      first.share("data");
      assertSameStatus(first);
      first.run("push");
      assertSameStatus(first);

      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      assertSameStatus(second);
      second.run("pull");
      assertThat(second.files("data")).isEqualTo(first.files("data"));
      assertThat(second.files("large")).isEqualTo(first.files("large"));
      second.assertClean();
      second.assertSynchronised();
      second.write("data/new", "new\n");
      second.run("add", "data");
      second.share("more");
      second.run("push");
      first.take(second);
      first.run("pull");
      assertThat(first.files("data")).isEqualTo(second.files("data"));
      first.assertSynchronised();

      String collected = second.run("gc", "-w", "-c", "-f");
      assertThat(collected).contains("1");
      Files.delete(first.root().resolve(".dvc/cache/files/md5").resolve(hash(noise)));
      assertThat(first.run("fetch")).contains("1 file");
      first.assertSynchronised();
    }
  }

  private static String hash(byte[] bytes) throws Exception {
    byte[] digest = java.security.MessageDigest.getInstance("MD5").digest(bytes);
    String hex = java.util.HexFormat.of().formatHex(digest);
    return hex.substring(0, 2) + "/" + hex.substring(2);
  }

  /// Both programs, each asked in the same folder.
  private static void assertSameStatus(Colleague one) throws Exception {
    Value theirs = Json.parse(one.using(tools.dvc()).run("status", "-c", "--json"), "dvc");
    Value ours = Json.parse(one.using(tools.datasync()).run("status", "-c", "--json"), "ours");
    assertThat(ours).isEqualTo(theirs);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void outputsWithVersionsInTheCloud_areReadByTheOther(Direction direction) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = configured(sandbox, direction);
      first.run("remote", "modify", "store", "url", "gs://bkt/versions-" + direction);
      first.run("remote", "modify", "store", "version_aware", "true");
      first.write("data/one.txt", "one\n");
      first.write("two.txt", "two\n");
      first.run("add", "data", "two.txt");
      first.run("push");
      first.share("data");
      assertThat(Files.readString(first.root().resolve("two.txt.dvc")))
          .contains("cloud:", "etag:", "version_id:");
      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      second.run("pull");
      assertThat(second.files("data")).isEqualTo(first.files("data"));
      assertThat(second.git("status", "--porcelain")).isEmpty();
    }
  }
}
