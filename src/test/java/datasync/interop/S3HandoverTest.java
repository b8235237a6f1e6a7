package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.remotes.MinioServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Data goes from one program to the other and back over a real S3 service.
@Tag("remotes")
@Timeout(120)
class S3HandoverTest {
  private static final String BUCKET = "handover";

  @TempDir static Path folder;
  private static Direction.Tools tools;
  private static MinioServer minio;

  @BeforeAll
  static void start() throws IOException {
    tools = Direction.Tools.start();
    minio = MinioServer.plain(folder);
    minio.admin().makeBucket(BUCKET, true);
  }

  @AfterAll
  static void stop() throws IOException {
    minio.close();
    tools.close();
  }

  private static Sandbox sandbox() throws IOException {
    Sandbox sandbox = new Sandbox();
    sandbox.environment().putAll(
        Map.of(
            "AWS_ACCESS_KEY_ID", MinioServer.USER, "AWS_SECRET_ACCESS_KEY", MinioServer.SECRET,
            "AWS_EC2_METADATA_DISABLED", "true"));
    return sandbox;
  }

  private static void configure(Colleague one, String store) throws Exception {
    one.run("remote", "add", "-d", "store", "s3://" + BUCKET + "/" + store);
    one.run("remote", "modify", "store", "endpointurl", minio.endpoint().toString());
    one.git("add", "-A");
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /// What `status -c --json` says, in any order, as dvc's is.
  private static Set<String> status(Colleague one, Tool tool) throws Exception {
    String json = one.using(tool).run("status", "-c", "--json").strip();
    return Set.of(json.substring(1, json.length() - 1).split(", "));
  }

  @ParameterizedTest
  @EnumSource
  void data_goesThereAndBack(Direction direction) throws Exception {
    try (Sandbox sandbox = sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      String store = "store of/" + direction;
      configure(first, store);
      first.write("data/one.txt", "one\n");
      first.write("data/sub/ünï #1?.txt", "two\n");
      first.write("data/empty", "");
      Files.write(first.root().resolve("large"), noise(70_000_000));
      first.run("add", "data", "large");
      first.share("data");
      assertThat(status(first, tools.datasync()))
          .isEqualTo(status(first, tools.dvc()))
          .contains("\"large\": \"new\"");
      first.run("push");
      assertThat(minio.admin().keys(BUCKET, store)).hasSize(5);

      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      assertThat(status(second, tools.datasync()))
          .isEqualTo(status(second, tools.dvc()))
          .contains("\"large\": \"deleted\"");
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
    }
  }

  /// Both leave the same objects of a history.
  @Test
  void gcOfTheRemote_leavesTheSame() throws Exception {
    try (Sandbox sandbox = sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", tools.datasync());
      configure(first, "collected");
      first.write("data/one", "one\n");
      first.write("data/two", "two\n");
      first.run("add", "data");
      first.share("data");
      first.run("push");
      first.write("data/two", "changed\n");
      first.run("add", "data");
      first.share("changed");
      first.run("push");
      assertThat(minio.admin().keys(BUCKET, "collected/")).hasSize(5);
      first.run("remote", "modify", "store", "url", "s3://" + BUCKET + "/copied");
      first.run("push", "-A");
      assertThat(minio.admin().keys(BUCKET, "copied/")).hasSize(5);
      first.using(tools.dvc()).run("gc", "-w", "-c", "-f");

      Colleague other = first.clonedBy(tools.datasync(), "clone");
      other.run("pull");
      other.run("gc", "-w", "-c", "-f");
      assertThat(minio.admin().keys(BUCKET, "collected/"))
          .hasSize(3)
          .isEqualTo(minio.admin().keys(BUCKET, "copied/"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void versionsInTheCloud_goThereAndBack(Direction direction) throws Exception {
    try (Sandbox sandbox = sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      configure(first, "versions/" + direction);
      first.run("remote", "modify", "store", "version_aware", "true");
      first.write("data/one.txt", "one\n");
      first.write("data/sub/two", "two\n");
      first.write("alone", "alone\n");
      first.run("add", "data", "alone");
      first.run("push");
      first.share("data");
      assertThat(minio.admin().keys(BUCKET, "versions/" + direction + "/"))
          .containsExactly("alone", "data/one.txt", "data/sub/two");
      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      second.run("pull");
      assertThat(second.files("data")).isEqualTo(first.files("data"));
      second.write("data/one.txt", "changed\n");
      second.write("data/new", "new\n");
      second.run("add", "data");
      second.run("push");
      second.share("changed");
      first.take(second);
      first.run("pull");
      assertThat(first.files("data")).isEqualTo(second.files("data"));
      first.assertUnchanged();
      assertThat(first.run("push")).contains("Everything is up to date.");
    }
  }

  @Test
  void wrongSecret_isExitCodeFive_andIsNotShown() throws Exception {
    try (Sandbox sandbox = sandbox()) {
      sandbox.environment().put("AWS_SECRET_ACCESS_KEY", "planted-secret");
      Colleague one = Colleague.starting(sandbox, "work", tools.datasync());
      configure(one, "wrong");
      one.write("file", "text");
      one.run("add", "file");
      Tool.Result push = one.attempt("push");
      assertThat(push.exit()).isEqualTo(5);
      assertThat(push.err())
          .contains("the secret does not belong to the access key")
          .contains("access_key_id KEY")
          .doesNotContain("planted-secret");
    }
  }
}
