package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.interop.Colleague;
import datasync.interop.Direction;
import datasync.interop.Sandbox;
import datasync.interop.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Versions of files go from one program to the other and back over a bucket of MinIO that keeps
/// versions.
@Tag("remotes")
@Timeout(180)
class VersionedHandoverTest {
  @TempDir static Path folder;
  private static Direction.Tools tools;
  private static MinioServer minio;
  private static int number;

  @BeforeAll
  static void start() throws IOException {
    tools = Direction.Tools.start();
    minio = MinioServer.plain(folder);
    minio.admin().makeBucket("versions", true);
  }

  @AfterAll
  static void stop() throws IOException {
    minio.close();
    tools.close();
  }

  private static Colleague starting(Sandbox sandbox, Tool tool, String kind) throws Exception {
    sandbox.environment().put("AWS_ACCESS_KEY_ID", MinioServer.USER);
    sandbox.environment().put("AWS_SECRET_ACCESS_KEY", MinioServer.SECRET);
    Colleague first = Colleague.starting(sandbox, "work", tool);
    first.run("remote", "add", "-d", "store", "s3://versions/a b/" + number++);
    first.run("remote", "modify", "store", "endpointurl", minio.endpoint().toString());
    first.run("remote", "modify", "store", "region", "us-east-1");
    first.run("remote", "modify", "store", kind, "true");
    first.write("data/one.txt", "one\n");
    first.write("data/sub/ünï 1.txt", "two\n");
    first.write("data/empty", "");
    first.write("single", "single\n");
    first.run("add", "data", "single");
    first.write("made/out", "made\n");
    first.write(
        "dvc.yaml",
        "stages:\n  make:\n    cmd: run\n    deps: [data, single]\n    outs: [made]\n");
    first.run("commit", "-f", "make");
    first.share("data");
    return first;
  }

  private static void share(Colleague one, String message) throws Exception {
    one.git("add", "-A");
    one.git("commit", "-qm", message);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void versions_goThereAndBack(Direction direction) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = starting(sandbox, direction.giver(tools), "version_aware");
      assertThat(first.run("push")).contains("5 files pushed");
      share(first, "versions");
      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      second.run("pull");
      assertSame(first, second);

      second.write("data/one.txt", "changed\n");
      second.write("data/new", "new\n");
      Files.delete(second.root().resolve("data/empty"));
      second.write("single", "another\n");
      second.run("add", "data", "single");
      second.run("commit", "-f", "make");
      // three that changed, and the output whose versions a commit takes out of the lock
      assertThat(second.run("push")).contains("4 files pushed");
      share(second, "more");
      first.take(second);
      first.run("pull");
      assertSame(second, first);
      // the first state is still there
      first.git("checkout", "-q", "HEAD~1");
      first.run("pull");
      assertThat(first.root().resolve("data/one.txt")).hasContent("one\n");
      assertThat(first.root().resolve("single")).hasContent("single\n");
    }
  }

  /// The same files, nothing to do for the other program, and not a byte of metadata to rewrite.
  private static void assertSame(Colleague giver, Colleague taker) throws Exception {
    for (String name : List.of("data", "single", "made")) {
      assertThat(taker.files(name)).isEqualTo(giver.files(name));
    }
    taker.assertClean();
    assertThat(taker.run("push")).contains("Everything is up to date.");
    assertThat(taker.git("status", "--porcelain")).isEmpty();
  }

  /// From the same start both write the same metadata, but for the ids of versions.
  @Test
  void push_writesTheSameMetadata() throws Exception {
    try (Sandbox sandbox = new Sandbox(); Sandbox other = new Sandbox()) {
      Colleague one = starting(sandbox, tools.dvc(), "worktree");
      Colleague two = starting(other, tools.datasync(), "worktree");
      one.run("push");
      two.run("push");
      assertThat(metadata(two)).isEqualTo(metadata(one)).hasSize(3);
      for (Colleague each : List.of(one, two)) {
        each.write("data/more", "more\n");
        each.write("data/sub/ünï 1.txt", "else\n");
        each.run("add", "data");
        each.run("push");
      }
      assertThat(metadata(two)).isEqualTo(metadata(one));
    }
  }

  private static Map<String, String> metadata(Colleague one) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String name : List.of("data.dvc", "single.dvc", "dvc.lock")) {
      String text = Files.readString(one.root().resolve(name));
      found.put(name, text.replaceAll("version_id: .*", "version_id: V"));
    }
    return found;
  }

  @Test
  void whatCannotWork_isRefusedAsByDvc() throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague one = starting(sandbox, tools.datasync(), "version_aware");
      one.run("push");
      for (String line : List.of("push -a", "status -c", "gc -c -w -f", "add --to-remote single")) {
        Tool.Result ours = one.attempt(line.split(" "));
        Tool.Result theirs = one.using(tools.dvc()).attempt(line.split(" "));
        assertThat(ours.succeeded()).as(line + theirs.err()).isFalse();
        assertThat(theirs.succeeded()).as(line).isFalse();
      }
    }
  }
}
