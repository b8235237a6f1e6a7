package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.Captured;
import datasync.cli.command.CommandList;
import datasync.io.Environment;
import datasync.io.FolderTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A repository made by an enemy: whatever its files say, no verb touches anything outside of the
/// workspace, its cache and its remote, and none ends in a bug.
@Tag("faults")
class HostileRepositoryTest {
  private static final byte[] CONTENT = "evil\n".getBytes(StandardCharsets.US_ASCII);
  private static final List<List<String>> MAIN_VERBS =
      List.of(
          List.of("status"), List.of("checkout", "--force"), List.of("pull", "--force"),
          List.of("commit", "--force"), List.of("add", "mine"));
  private static final List<List<String>> ALL_VERBS =
      List.of(
          List.of("status"), List.of("data", "status"), List.of("checkout"),
          List.of("checkout", "--force"), List.of("status", "-c"), List.of("fetch"),
          List.of("pull", "--force"), List.of("commit", "--force"), List.of("push"),
          List.of("checkout", "--relink", "--force"), List.of("diff"), List.of("du", "."),
          List.of("ls", "."), List.of("gc", "-w", "-f"), List.of("add", "mine"));

  @TempDir Path temporary;
  Path world;
  Path project;
  Path outside;

  @BeforeEach
  void build() throws IOException {
    world = temporary.toRealPath();
    outside = Files.createDirectories(world.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "keep me");
    Files.createDirectories(world.resolve("home"));
    project = Files.createDirectories(world.resolve("a/b/project"));
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/config", "[core]\n\tbare = false\n");
    Files.createDirectories(project.resolve(".git/hooks"));
    write(".dvc/config", "[core]\n    remote = r\n['remote \"r\"']\n    url = ../remote\n");
    write(".dvc/.gitignore", "/config.local\n/tmp\n/cache\n");
    write("mine", "mine");
    put(CONTENT, "");
  }

  private void write(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// Puts an object into cache and remote and returns its hash.
  private String put(byte[] content, String suffix) throws IOException {
    String hex = md5(content);
    for (String store : List.of(".dvc/cache", "remote")) {
      Path file =
          project.resolve(store + "/files/md5/" + hex.substring(0, 2) + "/" + hex.substring(2)
              + suffix);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }
    return hex + suffix;
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// Everything that is not the project's own, with contents.
  private Map<String, String> surroundings() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(world)) {
      for (Path each : all.sorted().toList()) {
        String name = world.relativize(each).toString();
        boolean ours = name.startsWith("a/b/project/") && !name.startsWith("a/b/project/.git/");
        if (!ours && Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
          found.put(name, Files.readString(each, StandardCharsets.ISO_8859_1));
        } else if (!ours) {
          found.put(name, "");
        }
      }
    }
    return found;
  }

  private void runAll() throws IOException {
    Map<String, String> before = surroundings();
    for (List<String> verb : Effort.isFull() ? ALL_VERBS : MAIN_VERBS) {
      String all = run(verb.toArray(new String[0]));
      assertThat(surroundings()).as(all).isEqualTo(before);
    }
  }

  /// Runs a verb, which must end as any other, and returns what it printed.
  private String run(String... verb) {
    Environment environment =
        new Environment(
            Map.of("DVC_SYSTEM_CONFIG_DIR", world.resolve("home/none").toString(),
                "GIT_CONFIG_NOSYSTEM", "1", "PATH", System.getenv("PATH")),
            project, world.resolve("home"), InstantSource.system(), new Random(1));
    Captured captured = new Captured(environment);
    int code = captured.run(new CommandList(), verb);
    String all = List.of(verb) + " → " + code + "\n" + captured.out() + captured.err();
    assertThat(code).as(all).isBetween(0, 7);
    assertThat(captured.err()).as(all).doesNotContain("bug in datasync", "out of memory");
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside/x", "../../../outside/precious", "../../../outside", "..", ".", "", "/",
        ".git", ".git/hooks/pre-commit", ".GIT/config", ".git/config", ".dvc", ".dvc/config",
        "sub/../../../../outside/x", "sub/.git/hooks/x", "a\\0b", "a\\nb", "x.", "x ", "CON",
        "con.txt", "a:b", "a\\\\..\\\\..\\\\x", "C:\\\\x", "mine", "mine/below", "\\uFEFFx", "~/x",
        "$HOME/x", "${x}", "-rf", "\\ud800", "data.dvc", ".gitignore", "./a//b/../c", "file:///x",
        "s3://bucket/x", "ssh://-oProxyCommand=x/y", "remote://r/x", "e\\u0301"
      })
  void outputs(String path) throws IOException {
    String file = md5(CONTENT);
    write("data.dvc", "outs:\n- md5: " + file + "\n  size: 5\n  hash: md5\n  path: \"" + path
        + "\"\n");
    runAll();
    String listing =
        "[{\"md5\": \"" + file + "\", \"relpath\": \"a\"}]";
    String tree = put(listing.getBytes(StandardCharsets.US_ASCII), ".dir");
    write("data.dvc", "outs:\n- md5: " + tree + "\n  nfiles: 1\n  hash: md5\n  path: \"" + path
        + "\"\n");
    runAll();
  }

  @Test
  void absoluteOutput() throws IOException {
    for (String path : List.of(outside.resolve("x").toString(), outside.toString(), "/dev/null")) {
      write("data.dvc", "outs:\n- md5: " + md5(CONTENT) + "\n  hash: md5\n  path: " + path + "\n");
      runAll();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../..", "/", "../../../outside", ".git", ".dvc", "none", "mine"})
  void workingDirectories(String folder) throws IOException {
    write("data.dvc", "wdir: " + folder + "\nouts:\n- md5: " + md5(CONTENT)
        + "\n  hash: md5\n  path: x\n");
    write("dvc.yaml", "stages:\n  s:\n    cmd: touch ../../../outside/y\n    wdir: " + folder
        + "\n    deps: [../../../outside/precious]\n    outs: [y]\n");
    runAll();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../../../outside/precious", "..", "/", "aa/../../../../../../../outside/precious",
        "d41d8cd98f00b204e9800998ecf8427", "D41D8CD98F00B204E9800998ECF8427E", "d41d8cd9\\0",
        ".dir", "../x.dir", "d41d8cd98f00b204e9800998ecf8427e.dir.dir", "{a: b}", "[1]", "12", "~",
        "!!binary aaaa", "'%s%n'", "99999999999999999999999999999999", "0x41"
      })
  void hashes(String hash) throws IOException {
    write("data.dvc", "outs:\n- md5: " + hash + "\n  hash: md5\n  path: x\n");
    write("old.dvc", "outs:\n- md5: " + hash + "\n  path: y\n");
    write("dvc.yaml", "stages:\n  s:\n    cmd: a\n    outs: [z]\n");
    write("dvc.lock", "schema: '2.0'\nstages:\n  s:\n    cmd: a\n    outs:\n    - path: z\n"
        + "      hash: md5\n      md5: " + hash + "\n");
    runAll();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x", "/x", "a/../../x", "..", "", "a//b", "./a", ".git/hooks/x", "a/.GIT/config",
        ".dvc/config", "a\\u0000b", "a\\nb", "a\\u001b[2Jb", "\\ud800", "\\\\..\\\\x", "COM1",
        "a\",\"relpath\":\"../x"
      })
  void listings(String path) throws IOException {
    String file = md5(CONTENT);
    for (String name : List.of("data", "mine")) {
      String listing =
          "[{\"md5\": \"" + file + "\", \"relpath\": \"ok\"}, {\"md5\": \"" + file
              + "\", \"relpath\": \"" + path + "\"}]";
      String tree = put(listing.getBytes(StandardCharsets.US_ASCII), ".dir");
      write("data.dvc", "outs:\n- md5: " + tree + "\n  hash: md5\n  path: " + name + "\n");
      runAll();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{M, 'relpath': 'a'}, {M, 'relpath': 'a'}]",
        "[{M, 'relpath': 'a'}, {M, 'relpath': 'a/b'}]",
        "[{M, 'relpath': 'A'}, {M, 'relpath': 'a'}]", "{}", "[1]", "[{'md5': 1, 'relpath': 2}]",
        "[{'md5': '../../../x', 'relpath': 'a'}]", "[{M, 'relpath': ['a']}]", "[", "null", "[{M}]",
        "[{'md5': '00000000000000000000000000000000.dir', 'relpath': 'a'}]"
      })
  void listingsOfOtherShapes(String shape) throws IOException {
    String listing = shape.replace("M", "'md5': '" + md5(CONTENT) + "'").replace('\'', '"');
    String tree = put(listing.getBytes(StandardCharsets.US_ASCII), ".dir");
    write("data.dvc", "outs:\n- md5: " + tree + "\n  hash: md5\n  path: data\n");
    runAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEEP", "LONG", "WIDE"})
  void enormousListings(String kind) throws IOException {
    StringBuilder listing = new StringBuilder("[");
    String entry = "{\"md5\": \"" + md5(CONTENT) + "\", \"relpath\": \"";
    switch (kind) {
      case "DEEP" -> listing.append(entry).append("a/".repeat(200_000)).append("a\"}");
      case "LONG" -> listing.append(entry).append("a".repeat(900_000)).append("\"}");
      default -> {
        for (int i = 0; i < Effort.of(3_000, 300_000); i++) {
          listing.append(i == 0 ? "" : ", ").append(entry).append(i).append("\"}");
        }
      }
    }
    String tree = put(listing.append(']').toString().getBytes(StandardCharsets.US_ASCII), ".dir");
    write("data.dvc", "outs:\n- md5: " + tree + "\n  hash: md5\n  path: data\n");
    runAll();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data", "data/sub", ".dvc/tmp/lock", ".dvc/tmp/rwlock",
        "data.dvc", ".gitignore", ".dvc/.gitignore", "dvc.lock", "dvc.yaml", ".dvcignore",
        ".dvc/tmp/rwlock.lock", ".dvc/tmp/datasync/stat", "mine.dvc", ".dvc/config.local"
      })
  void linksThatLeadOutside(String name) throws IOException {
    String file = md5(CONTENT);
    String listing = "[{\"md5\": \"" + file + "\", \"relpath\": \"sub/a\"}]";
    String tree = put(listing.getBytes(StandardCharsets.US_ASCII), ".dir");
    for (Path target : List.of(outside, outside.resolve("precious"), outside.resolve("none"))) {
      write("data.dvc", "outs:\n- md5: " + tree + "\n  hash: md5\n  path: data\n");
      write("plain.dvc", "outs:\n- md5: " + file + "\n  hash: md5\n  path: plain\n");
      Path link = project.resolve(name);
      FolderTree.delete(link);
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, target);
      runAll();
      FolderTree.delete(link);
    }
  }

  /// Links that Git tracks, where files would be written whatever they are for.
  @ParameterizedTest
  @ValueSource(strings = {".dvc/tmp", ".dvc/tmp/datasync"})
  void trackedLinksInPlaceOfScratchFolders(String name) throws Exception {
    write("plain.dvc", "outs:\n- md5: " + md5(CONTENT) + "\n  hash: md5\n  path: plain\n");
    Files.createDirectories(project.resolve(".git/objects"));
    Files.createDirectories(project.resolve(".git/refs"));
    Path link = project.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, outside);
    Process git =
        new ProcessBuilder("git", "add", "-f", name).directory(project.toFile())
            .inheritIO().start();
    assertThat(git.waitFor()).isZero();
    runAll();
    assertThat(project.resolve("plain")).doesNotExist();
  }

  /// Metadata files that are links to real ones of somebody else.
  @Test
  void metadataOfOthers() throws IOException {
    Files.writeString(outside.resolve("theirs.dvc"), "outs:\n- path: mine\n");
    Files.writeString(outside.resolve("dvc.lock"), "schema: '2.0'\nstages: {}\n");
    Files.writeString(outside.resolve("config"), "[core]\n    remote = r\n");
    Files.createSymbolicLink(project.resolve("mine.dvc"), outside.resolve("theirs.dvc"));
    Files.createSymbolicLink(project.resolve("dvc.lock"), outside.resolve("dvc.lock"));
    Files.createSymbolicLink(project.resolve(".dvc/config.local"), outside.resolve("config"));
    Files.createSymbolicLink(project.resolve("folder"), outside);
    write("z", "z");
    write("dvc.yaml", "stages:\n  s:\n    cmd: a\n    outs: [z]\n");
    runAll();
    Map<String, String> before = surroundings();
    run("config", "--local", "core.autostage", "true");
    run("commit", "--force", "folder/theirs.dvc");
    run("commit", "--force", "mine.dvc");
    run("commit", "--force", "s");
    assertThat(surroundings()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{{", "\0", "- - -", "outs: 1", "outs: [1]", "outs:\n- path: [x]", "outs: {a: b}",
        "deps:\n- path: ../../../outside/precious\nouts:\n- path: x", "\ufeffouts: []",
        "outs:\r- path: x\r", "outs:\n- path: x\n- path: x", "outs:\n- path: x\n- path: x/y",
        "a: &a [*a]", "outs: &a\n- path: x\n  meta: *a", "<<<<<<< HEAD\nouts: []\n",
        "outs:\n- path: x\n  md5: &m [1, 2]", "\"\\u0000\": 1", "outs:\n- {path: x, size: 1e999}",
        "outs:\n- {path: x, size: 99999999999999999999, nfiles: -5, isexec: maybe}",
        "deps:\n- path: x\n  repo: {url: '--upload-pack=touch x', rev: '--all'}\nouts:\n- path: y",
        "frozen: true\ndeps:\n- path: file:///etc/passwd\nouts:\n- path: y"
      })
  void texts(String text) throws IOException {
    List<String> names =
        List.of("x.dvc", "dvc.yaml", "dvc.lock", ".dvcignore", ".dvc/config.local");
    for (String name : names) {
      write("dvc.yaml", "stages:\n  s:\n    cmd: a\n    outs: [z]\n");
      write(name, text);
      runAll();
      Files.delete(project.resolve(name));
    }
  }
}
