package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.Captured;
import datasync.cli.command.CommandList;
import datasync.io.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A configuration that came with the repository and names somebody else's folder as the cache,
/// the remote or a place for state: as in dvc it is used, and no file in it that is not an object
/// is changed, moved or removed.
@Tag("faults")
class ForeignFolderTest {
  private static final List<String> FILES =
      List.of(
          "thesis.txt", "ab/notes", "ab/.hidden.tmp", "xy/.AAAAAAAAAAAAAAAAAAAAAA.tmp",
          "unsynced/md5/mine", "unsynced/md5-dos2unix/mine", "unsynced/md5/.AAAAAAAAAAAAAAA.tmp",
          "parts.tmp/film.part", "parts.tmp/film", "quarantine/letter", "tmp/x", "files/md5/readme",
          "files/md5/ab/cdef", "files/md5/ab/cdef.dir", "files/md5/ab/x.unpacked/y", "runs/ab/cd",
          "files/md5/xy/.AAAAAAAAAAAAAAAAAAAAAA.tmp", "objects/ab/" + "c".repeat(38), ".git/HEAD",
          "ab/" + "c".repeat(29), "ab/" + "c".repeat(31), "ab/" + "C".repeat(30) + ".txt",
          "links.tmp/" + "old", "datasync/links.tmp/old", "config", "lock.txt", "db/links.db");
  private static final List<List<String>> VERBS =
      List.of(
          List.of("status"), List.of("add", "mine"), List.of("push"), List.of("fetch"),
          List.of("pull", "-f"), List.of("checkout", "-f"), List.of("fsck"),
          List.of("fsck", "--repair"), List.of("cache", "migrate"), List.of("gc", "-w", "-f"),
          List.of("gc", "-w", "-c", "-f"), List.of("gc", "-a", "-f"), List.of("doctor"),
          List.of("remove", "mine.dvc"), List.of("remove", "--outs", "theirs.dvc"),
          List.of("init", "-f"), List.of("destroy", "-f"));

  @TempDir Path temporary;
  Path project;
  Path foreign;

  private void prepare() throws IOException {
    Path world = temporary.toRealPath();
    project = Files.createDirectories(world.resolve("project"));
    Files.createDirectories(project.resolve(".git/objects"));
    Files.createDirectories(project.resolve(".git/refs"));
    Files.writeString(project.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.createDirectories(project.resolve(".dvc"));
    Files.writeString(project.resolve("mine"), "mine");
    foreign = world.resolve("foreign");
    for (String name : FILES) {
      Path file = foreign.resolve(name);
      Files.createDirectories(file.getParent());
      // no text in any encoding
      Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, (byte) name.length()});
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-02T03:04:05Z")));
    }
  }

  /// Names, contents, modes and times of the foreign files.
  private Map<String, String> foreign() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String name : FILES) {
      Path file = foreign.resolve(name);
      found.put(
          name,
          Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              ? Files.readString(file, StandardCharsets.ISO_8859_1)
                  + Files.getPosixFilePermissions(file) + Files.getLastModifiedTime(file)
              : "gone");
    }
    return found;
  }

  private String run(String... verb) {
    Path home = temporary.resolve("home");
    Environment environment =
        new Environment(
            Map.of("PATH", System.getenv("PATH"), "GIT_CONFIG_NOSYSTEM", "1",
                "DVC_SYSTEM_CONFIG_DIR", home.toString()),
            project, home, InstantSource.system(), new Random(1));
    Captured captured = new Captured(environment);
    int code = captured.run(new CommandList(), verb);
    String all = List.of(verb) + " → " + code + "\n" + captured.out() + captured.err();
    assertThat(all).doesNotContain("bug in datasync");
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "['remote \"r\"']\n    url = FOREIGN\n[core]\n    remote = r\n[cache]\n    dir = FOREIGN\n",
        "[cache]\n    dir = FOREIGN\n    shared = group\n    type = symlink\n",
        "['remote \"r\"']\n    url = FOREIGN\n[core]\n    remote = r\n",
        "[core]\n    site_cache_dir = FOREIGN\n"
      })
  void foldersOfOthers(String config) throws IOException {
    prepare();
    Files.writeString(
        project.resolve(".dvc/config"), config.replace("FOREIGN", foreign.toString()));
    Map<String, String> before = foreign();
    for (List<String> verb : VERBS) {
      String all = run(verb.toArray(new String[0]));
      assertThat(foreign()).as(all).isEqualTo(before);
    }
  }

  /// Data that a metadata file claims although it lies elsewhere.
  @Test
  void outputsOfOthers() throws IOException {
    prepare();
    Files.writeString(project.resolve(".dvc/config"), "");
    Files.createLink(temporary.resolve("linked"), foreign.resolve("thesis.txt"));
    Map<String, String> before = foreign();
    for (List<String> verb : VERBS) {
      Files.writeString(
          project.resolve("theirs.dvc"),
          "outs:\n- md5: d41d8cd98f00b204e9800998ecf8427e\n  hash: md5\n  path: ../foreign\n"
              + "- md5: d41d8cd98f00b204e9800998ecf8427e\n  path: ../foreign/thesis.txt\n");
      String all = run(verb.toArray(new String[0]));
      assertThat(foreign()).as(all).isEqualTo(before);
      assertThat(Files.isSameFile(temporary.resolve("linked"), foreign.resolve("thesis.txt")))
          .as(all)
          .isTrue();
    }
  }

  /// State of ours whose place is a link that leads elsewhere.
  @Test
  void scratchFoldersThatAreLinks() throws IOException {
    prepare();
    Path state = Files.createDirectories(project.resolve(".dvc/tmp/datasync"));
    Files.writeString(project.resolve(".dvc/config"), "");
    Path old = Files.createFile(foreign.resolve(".AAAAAAAAAAAAAAAAAAAAAA.tmp"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2020-01-02T03:04:05Z")));
    for (String name : List.of("links.tmp", "download.tmp", "stat", "move")) {
      Files.createSymbolicLink(state.resolve(name), foreign);
    }
    Map<String, String> before = foreign();
    List<String> names = names();
    for (List<String> verb : VERBS) {
      String all = run(verb.toArray(new String[0]));
      assertThat(foreign()).as(all).isEqualTo(before);
      assertThat(names()).as(all).isEqualTo(names);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.walk(foreign)) {
      return all.map(Path::toString).sorted().toList();
    }
  }
}
