package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `push` and `fetch` with `--shard`: the jobs of an array move one data set into one remote.
final class ShardTest {
  private static final int FILES = 30;

  @TempDir Path base;

  private Path project;
  private Path remote;

  @BeforeEach
  void fill() throws IOException {
    Path folder = base.toRealPath();
    remote = folder.resolve("remote");
    project = Files.createDirectories(folder.resolve("project"));
    assertThat(run("init", "--no-scm").code()).isZero();
    assertThat(run("remote", "add", "-d", "store", remote.toString()).code()).isZero();
    Files.createDirectories(project.resolve("data"));
    for (int i = 0; i < FILES; i++) {
      Files.writeString(project.resolve("data/file" + i), "content " + i + "\n");
    }
    Files.writeString(project.resolve("single"), "single\n");
    assertThat(run("add", "data", "single").code()).isZero();
  }

  private Ran run(String... line) {
    return Ran.in(project, base, line);
  }

  private static List<Path> objects(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.getParent().getFileName().toString().length() == 2)
          .sorted()
          .toList();
    }
  }

  private boolean isPublished() throws IOException {
    return objects(remote).stream().anyMatch(file -> file.toString().endsWith(".dir"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"123", "132", "213", "231", "312", "321"})
  void push_ofThreeShardsInAnyOrder_publishesTheListingWithTheLast(String order)
      throws IOException {
    int sum = 0;
    for (int i = 0; i < 3; i++) {
      Ran ran = run("push", "--shard", order.charAt(i) + "/3");
      assertThat(ran.code()).isZero();
      assertThat(isPublished()).isEqualTo(i == 2);
      int now = objects(remote).size();
      assertThat(now - sum).as("objects of one shard").isBetween(1, FILES);
      sum = now;
      String waiting = "shard " + order.charAt(i) + "/3: `data` is published by the run that finds";
      assertThat(ran.err().contains(waiting)).isEqualTo(i < 2);
    }
    assertThat(sum).isEqualTo(FILES + 2);
    assertThat(run("push").out()).contains("Everything is up to date.");
    assertThat(run("push", "--shard", "2/3").out()).contains("Everything is up to date.");
  }

  @Test
  void push_withAShardThatFailed_publishesNothing_untilItIsRunAgain() throws IOException {
    Path lost = null;
    for (Path object : objects(project.resolve(".dvc/cache"))) {
      if (!object.toString().endsWith(".dir")
          && Files.readString(object).equals("content 7\n")) {
        lost = object;
      }
    }
    Path aside = base.resolve("aside");
    Files.move(lost, aside);
    int warned = 0;
    for (int i = 1; i <= 3; i++) {
      Ran ran = run("push", "--shard", i + "/3");
      warned += ran.err().contains(lost.getFileName().toString()) ? 1 : 0;
      assertThat(isPublished()).isFalse();
    }
    // only its own shard misses it: a machine of another one need not have it
    assertThat(warned).isOne();
    assertThat(objects(remote)).hasSize(FILES);
    Files.move(aside, lost);
    for (int i = 1; i <= 3; i++) {
      assertThat(run("push", "--shard", i + "/3").code()).isZero();
    }
    assertThat(isPublished()).isTrue();
    assertThat(objects(remote)).hasSize(FILES + 2);
  }

  @Test
  void fetch_ofAllShards_isTheSameAsWithout() throws IOException {
    assertThat(run("push").code()).isZero();
    List<Path> before = objects(project.resolve(".dvc/cache"));
    Path cache = project.resolve(".dvc/cache/files");
    Files.move(cache, base.resolve("old"));
    for (int i = 4; i >= 1; i--) {
      Ran ran = run("fetch", "--shard", i + "/4");
      assertThat(ran.code()).isZero();
      assertThat(ran.err().contains("left to the other shards")).isEqualTo(i > 1);
    }
    assertThat(objects(project.resolve(".dvc/cache"))).isEqualTo(before);
    assertThat(run("fetch").out()).contains("Everything is up to date.");
  }

  @Test
  void oneShardOfOne_isEverything() throws IOException {
    Ran ran = run("push", "--json", "--shard", "1/1");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("\"objects\": " + (FILES + 2), "\"left\": 0");
    assertThat(isPublished()).isTrue();
  }

  @Test
  void push_ofAShard_tellsProgramsWhatIsLeft() {
    Ran ran = run("push", "--json", "--shard", "2/3");
    assertThat(ran.out()).contains("\"left\": ", "\"waiting\": [\"").contains(".dir\"]");
  }

  @Test
  void dryRun_countsTheShardAlone() throws IOException {
    int sum = 0;
    for (int i = 1; i <= 3; i++) {
      String out = run("push", "--dry-run", "--json", "--shard", i + "/3").out();
      String number = out.replaceAll("(?s).*\"objects\": ([0-9]+), \"bytes\".*", "$1");
      // every shard would publish the listing if it came last
      sum += Integer.parseInt(number) - 1;
    }
    assertThat(sum).isEqualTo(FILES + 1);
    assertThat(objects(remote)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0/3", "4/3", "1", "1/0", "a/b", "1/3/4", "1/99999999999"})
  void shardThatIsNone_isRefused(String text) {
    Ran ran = run("push", "--shard", text);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("is no shard", "--shard 1/4");
  }

  @Test
  void rateThatIsNone_isRefused_onTheLineAndInTheConfiguration() throws IOException {
    Ran ran = run("push", "--limit-rate", "fast");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("`fast` is no rate", "500k");
    assertThat(run("push", "--limit-rate", "100M").code()).isZero();
    Files.writeString(project.resolve(".dvc/datasync.config"), "[core]\n    limit_rate = x\n");
    assertThat(run("push").err()).contains("core.limit_rate");
    Files.writeString(project.resolve(".dvc/datasync.config"), "[core]\n    limit_rate = 1G\n");
    assertThat(run("push").code()).isZero();
  }
}
