package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Both programs on one cache directory, and on one working copy, with each type of link.
@Tag("interop")
@Timeout(120)
class SharedCacheTest {
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
  @EnumSource(Direction.class)
  void groupCache_isFilledAndReadByBoth(Direction direction) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      first.run("cache", "dir", "../cache");
      first.run("config", "cache.shared", "group");
      first.run("config", "cache.type", "hardlink");
      writeSample(first);
      first.run("add", "data", "single");
      first.share("data");
      Colleague second = first.clonedBy(direction.taker(tools), "clone");
      second.run("checkout");
      assertThat(second.files("data")).isEqualTo(first.files("data"));
      second.assertClean();

      second.write("more/thing", "thing\n");
      second.run("add", "more");
      second.share("more");
      first.take(second);
      first.run("checkout");
      assertThat(first.files("more")).isEqualTo(second.files("more"));
      first.assertClean();
      modes(sandbox.base().resolve("cache"))
          .forEach((name, mode) ->
              assertThat(mode).as(name).isEqualTo(name.endsWith("/") ? "2775" : "444"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DVC_TO_DATASYNC, copy", "DVC_TO_DATASYNC, hardlink", "DVC_TO_DATASYNC, symlink",
    "DATASYNC_TO_DVC, copy", "DATASYNC_TO_DVC, hardlink", "DATASYNC_TO_DVC, symlink"
  })
  void linksOfOne_areLeftAloneAndReplacedByTheOther(Direction direction, String type)
      throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      handOverLinks(first, first.using(direction.taker(tools)), type);
    }
  }

  /// Clones need XFS or Btrfs in a loop mount, which needs root.
  @ParameterizedTest
  @CsvSource({
    "DVC_TO_DATASYNC, xfs", "DATASYNC_TO_DVC, btrfs"
  })
  void clones_areLeftAloneAndReplacedByTheOther(
      Direction direction, String fileSystem, @TempDir Path folder) throws Exception {
    try (LoopMount mount = LoopMount.of(folder, fileSystem);
        Sandbox sandbox = new Sandbox(mount.folder())) {
      Colleague first = Colleague.starting(sandbox, "work", direction.giver(tools));
      handOverLinks(first, first.using(direction.taker(tools)), "reflink");
    } catch (LoopMount.Impossible reason) {
      System.out.println("skipped: " + reason.getMessage());
      assumeTrue(false, reason.getMessage());
    }
  }

  private static void handOverLinks(Colleague first, Colleague second, String type)
      throws Exception {
    first.run("config", "cache.type", type);
    writeSample(first);
    first.run("add", "data", "single");
    first.share("data");
    Map<String, String> before = kinds(first, type);
    assertThat(before.get("data/large")).isEqualTo(type);
    second.assertClean();
    second.run("checkout");
    second.run("add", "data", "single");
    second.assertClean();
    assertThat(kinds(second, type)).as("after an add of the same").isEqualTo(before);

    Files.delete(second.root().resolve("data/large"));
    Files.delete(second.root().resolve("single"));
    second.run("checkout");
    assertThat(kinds(second, type)).as("after checkout").isEqualTo(before);
    first.assertClean();

    second.run("config", "cache.type", type.equals("copy") ? "hardlink" : "copy");
    second.run("checkout", "--relink");
    first.assertUnchanged();
    second.run("config", "cache.type", type);
    second.run("checkout", "--relink");
    assertThat(kinds(second, type)).as("after --relink").isEqualTo(before);
    first.assertClean();

    second.run("unprotect", "data");
    second.write("data/large", "changed, and large".repeat(20_000));
    assertThat(first.run("status", "--json")).contains("modified");
    second.run("commit", "-f");
    first.assertUnchanged();
    assertThat(kinds(first, type).get("data/large")).isEqualTo(type);
    first.git("checkout", "-q", "--", ".");
    first.run("checkout");
    first.assertClean();
    assertThat(kinds(first, type)).isEqualTo(before);
  }

  private static void writeSample(Colleague one) throws IOException {
    one.write("data/large", "0123456789abcdef".repeat(20_000));
    one.write("data/sub/small", "small\n");
    one.write("data/sub/empty", "");
    one.write("single", "single\n");
  }

  /// How each file of the sample is linked to the cache.
  private static Map<String, String> kinds(Colleague one, String type) throws Exception {
    Map<String, String> kinds = new TreeMap<>();
    for (String name : List.of("data/large", "data/sub/small", "data/sub/empty", "single")) {
      Path file = one.root().resolve(name);
      String kind = "copy";
      if (Files.isSymbolicLink(file)) {
        kind = "symlink";
      } else if ((Integer) Files.getAttribute(file, "unix:nlink") > 1) {
        kind = "hardlink";
      } else if (type.equals("reflink") && name.equals("data/large")) {
        one.sandbox().run(one.root(), "sync", "-f", file.toString());
        String extents = one.sandbox().run(one.root(), "filefrag", "-v", file.toString());
        kind = extents.contains("shared") ? "reflink" : "copy";
      }
      kinds.put(name, kind);
    }
    return kinds;
  }

  private static Map<String, String> modes(Path cache) throws IOException {
    Map<String, String> modes = new TreeMap<>();
    Files.walkFileTree(
        cache,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            modes.put(cache.relativize(folder) + "/", mode(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            modes.put(cache.relativize(file).toString(), mode(file));
            return FileVisitResult.CONTINUE;
          }
        });
    return modes;
  }

  private static String mode(Path path) throws IOException {
    Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return Integer.toOctalString((Integer) mode & 07777);
  }
}
