package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// One half of a team has dvc, the other datasync: what one adds and pushes, the other pulls,
/// changes and hands back, through every form of folder remote.
@Tag("interop")
@Timeout(120)
class HandoverTest {
  private static Direction.Tools tools;

  @BeforeAll
  static void start() throws IOException {
    tools = Direction.Tools.start();
  }

  @AfterAll
  static void stop() throws IOException {
    tools.close();
  }

  @ParameterizedTest
  @CsvSource({
    "DVC_TO_DATASYNC, folder", "DVC_TO_DATASYNC, output",
    "DATASYNC_TO_DVC, folder", "DATASYNC_TO_DVC, relative"
  })
  void data_goesThereAndBack(Direction direction, String kind) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      Path store = sandbox.base().resolve("shop/the store");
      String url = kind.equals("relative") ? "../shop/the store" : store.toString();
      first.run("remote", "add", "-d", "store", url);
      writeSample(first);
      first.run("add", "data", "tool.sh", "table.csv");
      if (kind.equals("output")) {
        first.run("remote", "add", "own", sandbox.base().resolve("own").toString());
        Path file = first.root().resolve("table.csv.dvc");
        Files.writeString(file, Files.readString(file) + "  remote: own\n");
      }
      first.share("data");
      first.run("push");
      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      second.run("pull");
      assertAlike(first, second);
      if (kind.equals("output")) {
        assertThat(Colleague.objects(sandbox.base().resolve("own"))).hasSize(1);
      }

      second.write("data/new/ä b.txt", "new\n");
      second.write("data/one.txt", "changed\n");
      Files.delete(second.root().resolve("data/sub/two.txt"));
      second.write("table.csv", "other,table\n");
      second.run("add", "data");
      second.run("commit", "-f", "table.csv");
      second.share("changes");
      second.run("push");
      first.take(second);
      first.run("pull");
      assertAlike(first, second);
    }
  }

  /// dvc 3.67 takes the whole of a `file://` address for a path below the current folder, so that
  /// there is nothing to hand over: both sides are datasync, and dvc reads the folder by its path.
  @ParameterizedTest
  @CsvSource({"store", "the store", "the%20store"})
  void fileAddresses_nameAFolder(String name) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", tools.datasync());
      Path store = sandbox.base().resolve(name.replace("%20", " "));
      first.run("remote", "add", "-d", "store", "file://" + sandbox.base() + "/" + name);
      writeSample(first);
      first.run("add", "data");
      first.share("data");
      first.run("push");
      assertThat(Colleague.objects(store)).hasSize(5);
      Colleague second = first.clonedBy(tools.datasync(), "clone");
      second.run("pull");
      assertThat(contents(second, "data")).isEqualTo(contents(first, "data"));
      Colleague third = first.clonedBy(tools.dvc(), "third");
      third.run("remote", "modify", "store", "url", store.toString());
      third.run("pull");
      assertThat(contents(third, "data")).isEqualTo(contents(first, "data"));
    }
  }

  private static void writeSample(Colleague one) throws IOException {
    one.write("data/one.txt", "one\n");
    one.write("data/sub/two.txt", "two\r\n");
    one.write("data/sub/deep/ünï \"quoted\".txt", "three\n");
    one.write("data/sub/empty", "");
    one.write("data/double", "one\n");
    Path run = one.write("tool.sh", "#!/bin/sh\n");
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
    one.write("table.csv", "a,b\n1,2\n");
  }

  private static void assertAlike(Colleague first, Colleague second) throws Exception {
    for (String name : List.of("data", "tool.sh", "table.csv")) {
      assertThat(contents(second, name)).as(name).isEqualTo(contents(first, name));
    }
    assertThat(Files.isExecutable(second.root().resolve("tool.sh"))).isTrue();
    for (Colleague each : List.of(first, second)) {
      each.assertClean();
      each.assertSynchronised();
    }
    // and each finds the other's folder clean
    first.using(second.tool()).assertClean();
    second.using(first.tool()).assertClean();
  }

  /// Modes are compared where they are recorded: a checked out script is `rwxr--r--`.
  private static List<String> contents(Colleague one, String name) throws IOException {
    List<String> lines = new ArrayList<>();
    one.files(name).forEach((file, line) -> lines.add(file + line.substring(line.indexOf(' '))));
    return lines;
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void oneFileOfMany_bringsItselfAndTheListing(Direction direction) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      Path store = sandbox.base().resolve("store");
      first.run("remote", "add", "-d", "store", store.toString());
      for (int i = 0; i < 2000; i++) {
        first.write("data/part" + i % 7 + "/" + i + ".txt", i + "\n");
      }
      first.run("add", "data");
      first.share("data");
      first.run("push");
      assertThat(Colleague.objects(store)).hasSize(2001);

      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      second.run("pull", "data/part3/1907.txt");
      assertThat(Colleague.objects(second.root().resolve(".dvc/cache/files"))).hasSize(2);
      assertThat(Files.readString(second.root().resolve("data/part3/1907.txt")))
          .isEqualTo("1907\n");
      assertThat(second.files("data")).hasSize(1);

      second.using(first.tool()).run("pull");
      assertThat(second.files("data")).isEqualTo(first.files("data"));
      second.assertClean();
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void addingIntoAFolderThatWasNeverPulled_uploadsOneObject(Direction direction)
      throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      Path store = sandbox.base().resolve("store");
      first.run("remote", "add", "-d", "store", store.toString());
      for (int i = 0; i < 200; i++) {
        first.write("data/" + i + ".txt", i + "\n");
      }
      first.run("add", "data");
      first.share("data");
      first.run("push");
      List<String> before = Colleague.objects(store);

      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      Colleague third = first.clonedBy(direction.giver(tools), "third");
      for (Colleague each : List.of(second, third)) {
        each.write("data/new.txt", "new\n");
        each.run("add", "data/new.txt");
      }
      assertThat(Files.readString(second.root().resolve("data.dvc")))
          .isEqualTo(Files.readString(third.root().resolve("data.dvc")));
      assertThat(Colleague.objects(second.root().resolve(".dvc/cache/files")))
          .isEqualTo(Colleague.objects(third.root().resolve(".dvc/cache/files")));
      second.run("push");
      List<String> added = new ArrayList<>(Colleague.objects(store));
      added.removeAll(before);
      assertThat(added).hasSize(2).anyMatch(name -> name.endsWith(".dir"));
      second.share("one more");

      first.take(second);
      first.run("pull");
      assertThat(Files.readString(first.root().resolve("data/new.txt"))).isEqualTo("new\n");
      assertThat(first.files("data")).hasSize(201);
      first.assertClean();
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void missingObjects_areNamedByBothAndTheRestArrives(Direction direction) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      Path store = sandbox.base().resolve("store");
      first.run("remote", "add", "-d", "store", store.toString());
      first.write("one", "one\n");
      first.write("two", "two\n");
      first.run("add", "one", "two");
      first.share("data");
      first.run("push", "two");
      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      Tool.Result partly = second.attempt("pull");
      assertThat(partly.succeeded()).as(partly.out() + partly.err()).isFalse();
      assertThat(partly.err() + partly.out()).contains("one");
      assertThat(second.root().resolve("two")).hasContent("two\n");
      first.run("push");
      second.run("pull");
      assertThat(second.root().resolve("one")).hasContent("one\n");
      second.assertClean();
    }
  }
}
