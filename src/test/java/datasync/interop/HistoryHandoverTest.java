package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Branches, tags and history, data of dvc 2.x, pipelines and imports, from one to the other.
@Tag("interop")
@Timeout(120)
class HistoryHandoverTest {
  private static Direction.Tools tools;

  @BeforeAll
  static void start() throws IOException {
    tools = Direction.Tools.start();
  }

  @AfterAll
  static void stop() throws IOException {
    tools.close();
  }

  /// Six states: three commits of `main`, the middle one with a tag, and two of a branch.
  private static Colleague withHistory(Sandbox sandbox, Tool tool) throws Exception {
    Colleague first = Colleague.starting(sandbox, "work", tool);
    first.run("remote", "add", "-d", "store", sandbox.base().resolve("store").toString());
    for (String state : List.of("m1", "m2", "m3")) {
      change(first, state);
    }
    first.git("tag", "v2", "HEAD~1");
    first.git("checkout", "-q", "-b", "side", "HEAD~2");
    first.run("checkout");
    for (String state : List.of("s1", "s2")) {
      change(first, state);
    }
    first.git("checkout", "-q", "main");
    first.run("checkout");
    return first;
  }

  private static void change(Colleague one, String state) throws Exception {
    one.write("data/state", state + "\n");
    one.write("data/same", "same\n");
    one.write("data/" + state, "in " + state + "\n");
    one.run("add", "data");
    one.share(state);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void branchesTagsAndHistory_areHandedOver(Direction direction) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = withHistory(sandbox, direction.giver(tools));
      Path store = sandbox.base().resolve("store");
      // the listing, `state` and `same` and what was added until then: 2 + 1 for each state
      first.run("push");
      assertThat(Colleague.objects(store)).hasSize(1 + 2 + 3);
      first.run("push", "-T");
      assertThat(Colleague.objects(store)).hasSize(6 + 2);
      first.run("push", "-a");
      assertThat(Colleague.objects(store)).hasSize(8 + 2 + 2);
      first.run("push", "-A");
      // m1 and s1: the listing and `state`
      assertThat(Colleague.objects(store)).hasSize(12 + 4);
      assertThat(first.using(direction.taker(tools)).run("push", "-A"))
          .contains("Everything is up to date.");

      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      second.git("branch", "-q", "side", "origin/side");
      second.run("pull", "-a");
      assertThat(second.files("data")).isEqualTo(first.files("data"));
      Path cache = second.root().resolve(".dvc/cache/files/md5");
      assertThat(Colleague.objects(cache)).hasSize(10);
      second.run("fetch", "-T");
      assertThat(Colleague.objects(cache)).hasSize(12);
      second.run("fetch", "-A");
      assertThat(Colleague.objects(cache)).hasSize(16);

      Files.move(store, sandbox.base().resolve("gone"));
      for (String revision : List.of("side", "v2", "main~2", "side~1", "main")) {
        first.git("checkout", "-q", revision);
        second.git("checkout", "-q", revision);
        first.run("checkout");
        second.run("checkout");
        assertThat(second.files("data")).as(revision).isEqualTo(first.files("data"));
        assertThat(second.run("status", "--json").strip()).isEqualTo("{}");
      }
      first.assertClean();
      second.assertClean();
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void dataOfTheOldFormat_isHandedOverAndUpgradedWhenItChanges(Direction direction)
      throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      Path store = sandbox.base().resolve("store");
      first.run("remote", "add", "-d", "store", store.toString());
      String text = old(first, "a\r\nb\r\n");
      assertThat(text).isEqualTo("dd8c6a395b5dd36c56d23275028f526c");
      String other = old(first, "other\n");
      String listing =
          "[{\"md5\": \"" + text + "\", \"relpath\": \"crlf.txt\"}, {\"md5\": \"" + other
              + "\", \"relpath\": \"sub/other.txt\"}]";
      String tree = old(first, listing) + ".dir";
      Path cache = first.root().resolve(".dvc/cache");
      Files.move(
          cache.resolve(tree.substring(0, 2) + "/" + tree.substring(2).replace(".dir", "")),
          cache.resolve(tree.substring(0, 2) + "/" + tree.substring(2)));
      first.write(
          "data.dvc", "outs:\n- md5: " + tree + "\n  size: 12\n  nfiles: 2\n  path: data\n");
      first.write("crlf.txt.dvc", "outs:\n- md5: " + text + "\n  size: 6\n  path: crlf.txt\n");
      first.write(".gitignore", "/data\n/crlf.txt\n");
      first.share("as dvc 2 left it");
      first.run("push");
      assertThat(Colleague.objects(store)).containsExactlyElementsOf(
          List.of(text, other, tree).stream()
              .map(id -> id.substring(0, 2) + "/" + id.substring(2)).sorted().toList());

      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      second.run("pull");
      first.run("checkout");
      assertThat(second.files("data")).isEqualTo(first.files("data"));
      assertThat(second.root().resolve("crlf.txt")).hasBinaryContent("a\r\nb\r\n".getBytes());
      second.assertClean();
      second.run("commit", "-f");
      assertThat(second.git("status", "--porcelain")).isEmpty();

      second.write("data/new.txt", "new\n");
      second.run("add", "data");
      second.run("push");
      second.share("changed");
      assertThat(Files.readString(second.root().resolve("data.dvc"))).contains("hash: md5");
      Colleague third = first.clonedBy(direction.giver(tools), "third");
      third.take(second);
      third.write("data/new.txt", "new\n");
      third.run("pull");
      assertThat(third.files("data")).isEqualTo(second.files("data"));
      third.assertClean();
      second.using(third.tool()).assertClean();
    }
  }

  /// Puts bytes into the cache as dvc 2 did and returns their name there.
  private static String old(Colleague one, String content) throws Exception {
    byte[] normal = content.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    String id = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(normal));
    one.write(".dvc/cache/" + id.substring(0, 2) + "/" + id.substring(2), content);
    return id;
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void pipelines_committedByOneAreUpToDateForTheOther(Direction direction) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      first.run("remote", "add", "-d", "store", sandbox.base().resolve("store").toString());
      first.write("params.yaml", "lr: 1e-5\nnames: [a, b]\ndeep:\n  x: true\n");
      first.write("raw", "raw\n");
      first.write(
          "dvc.yaml",
          """
          vars:
          - sizes: [1, 2]
          stages:
            prepare:
              cmd: cat raw > clean  # copies
              deps: [raw]
              params: [lr, deep]
              outs: [clean]
            split:
              foreach: ${sizes}
              do:
                cmd: mkdir part${item} && cp clean part${item}/x
                deps:
                - clean
                outs:
                - part${item}
          """);
      first.git("add", "raw", "params.yaml");
      first.write("clean", "raw\n");
      first.write("part1/x", "raw\n");
      first.write("part2/x", "raw\n");
      first.run("commit", "-f");
      first.run("push");
      String lock = Files.readString(first.root().resolve("dvc.lock"));
      first.write(".gitignore", "/clean\n/part1\n/part2\n");
      first.share("pipeline");

      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      second.run("pull");
      second.assertClean();
      second.run("commit", "-f");
      assertThat(Files.readString(second.root().resolve("dvc.lock"))).isEqualTo(lock);
      second.write("params.yaml", "lr: 2e-5\nnames: [a, b]\ndeep:\n  x: true\n");
      assertThat(second.run("status", "--json"))
          .isEqualTo(second.using(first.tool()).run("status", "--json"))
          .contains("changed deps");
      second.run("commit", "-f", "prepare");
      assertThat(Files.readString(second.root().resolve("dvc.lock"))).contains("2e-05");
      second.using(first.tool()).assertUnchanged();
      second.assertUnchanged();

      Colleague third = first.clonedBy(tools.dvc(), "third");
      third.run("repro", "--pull");
      assertThat(Files.readString(third.root().resolve("dvc.lock"))).isEqualTo(lock);
    }
  }

  @Test
  void importsOfDvc_surviveEverythingDatasyncDoes() throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague source = Colleague.starting(sandbox, "work", tools.dvc());
      source.write("model", "model\n");
      source.write("set/a", "a\n");
      source.write("set/b", "b\n");
      source.write("plain.txt", "in git\n");
      source.run("remote", "add", "-d", "s", sandbox.base().resolve("source store").toString());
      source.run("add", "model", "set");
      source.share("source");
      source.run("push");

      Colleague first = Colleague.starting(sandbox, "user", tools.dvc());
      Path store = sandbox.base().resolve("store");
      first.run("remote", "add", "-d", "store", store.toString());
      Path file = Files.writeString(sandbox.base().resolve("outside.csv"), "x,y\n");
      first.run("import-url", file.toString(), "table.csv");
      first.run("import", source.root().toString(), "set", "-o", "imported");
      first.run("import", source.root().toString(), "plain.txt");
      first.write("own", "own\n");
      first.run("add", "own");
      first.share("imports");

      Colleague mine = first.using(tools.datasync());
      mine.assertClean();
      mine.run("commit", "-f");
      assertThat(mine.git("status", "--porcelain")).isEmpty();
      mine.run("push");
      // the file of import-url and `own`; what comes from a repository is had from there
      assertThat(Colleague.objects(store)).hasSize(2);
      assertThat(first.run("push")).contains("Everything is up to date.");

      Colleague second = first.clonedBy(tools.datasync(), "clone");
      // what was imported from a repository comes from there
      second.run("pull");
      for (String name : List.of("table.csv", "own", "imported", "plain.txt")) {
        assertThat(second.files(name)).as(name).isNotEmpty().isEqualTo(first.files(name));
      }
      second.using(tools.dvc()).run("pull");
      second.assertClean();
      second.using(tools.dvc()).assertClean();
    }
  }
}
