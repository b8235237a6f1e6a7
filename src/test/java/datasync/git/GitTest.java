package datasync.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.io.Environment;
import datasync.process.ProgramMissing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitTest {
  @TempDir private Path folder;
  private Fixture fixture;
  private Git git;
  private String first;
  private String second;

  @BeforeEach
  void twoCommits() throws IOException {
    fixture = new Fixture(folder);
    git = new Git(fixture.root, fixture.environment);
    fixture.write("a.txt", "one\n");
    fixture.write("dir/é b", "x");
    fixture.git("add", ".");
    fixture.git("commit", "-qm", "one");
    fixture.git("tag", "-a", "v1", "-m", "v1");
    first = fixture.git("rev-parse", "HEAD").strip();
    fixture.write("a.txt", "two\n");
    fixture.git("commit", "-qam", "two");
    fixture.git("branch", "feature/x", "HEAD~1");
    second = fixture.git("rev-parse", "HEAD").strip();
  }

  @Test
  void resolve_takesWhatGitTakes() throws IOException {
    assertThat(git.resolve("HEAD")).contains(second);
    for (String revision : List.of("HEAD~1", "v1", "feature/x", first, first.substring(0, 7),
        "main^", "refs/tags/v1")) {
      assertThat(git.resolve(revision)).as(revision).contains(first);
    }
    for (String revision : List.of("nope", "", "--all", "a b c", "HEAD:a.txt")) {
      assertThat(git.resolve(revision)).as(revision).isEmpty();
    }
  }

  @Test
  void commits_areThoseOfBranchesTagsAndHead_notOfExperiments() throws IOException {
    fixture.git("checkout", "-q", "--detach");
    fixture.git("commit", "-q", "--allow-empty", "-m", "detached");
    String detached = fixture.git("rev-parse", "HEAD").strip();
    String experiment =
        fixture.git("commit-tree", "-p", second, "-m", "exp", second + "^{tree}").strip();
    fixture.git("update-ref", "refs/exps/aa/bb/c", experiment);
    assertThat(git.commits()).containsExactlyInAnyOrder(first, second, detached);
    assertThat(git.refs("heads")).containsOnlyKeys(first, second);
    assertThat(git.refs("tags")).containsEntry(first, "v1");
  }

  @Test
  void repositoryWithoutCommits_hasNone() throws IOException {
    Fixture empty = new Fixture(folder.resolve("empty"));
    Git fresh = new Git(empty.root, empty.environment);
    assertThat(fresh.resolve("HEAD")).isEmpty();
    assertThat(fresh.commits()).isEmpty();
  }

  @Test
  void tree_readsFilesOfAnOldCommit() throws IOException {
    try (GitTree tree = git.tree(first)) {
      assertThat(tree.paths()).containsExactly("a.txt", "dir/é b");
      assertThat(tree.isFolder("dir")).isTrue();
      assertThat(new String(tree.read("a.txt"))).isEqualTo("one\n");
      assertThat(new String(tree.read("dir/é b"))).isEqualTo("x");
      assertThatThrownBy(() -> tree.read("none"))
          .isInstanceOf(java.nio.file.NoSuchFileException.class);
    }
  }

  @Test
  void tree_tellsLinksModulesAndSizes() throws IOException {
    Path program = fixture.write("run.sh", "#!/bin/sh\n");
    java.nio.file.Files.setPosixFilePermissions(
        program, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    java.nio.file.Files.createSymbolicLink(fixture.root.resolve("link"), Path.of("dir/é b"));
    fixture.git("add", "-A");
    fixture.git("update-index", "--add", "--cacheinfo", "160000," + first + ",module");
    fixture.git("commit", "-qm", "kinds");
    try (GitTree tree = git.tree("HEAD")) {
      assertThat(tree.find("run.sh").orElseThrow().kind()).isEqualTo(GitTree.Kind.EXECUTABLE);
      assertThat(tree.find("link").orElseThrow().kind()).isEqualTo(GitTree.Kind.LINK);
      assertThat(tree.find("module").orElseThrow().kind()).isEqualTo(GitTree.Kind.SUBMODULE);
      assertThat(tree.find("dir")).isEmpty();
      assertThat(tree.isFile("link")).isFalse();
      assertThat(tree.size("run.sh")).isEqualTo(10);
      assertThat(tree.size("link")).isEqualTo("dir/é b".getBytes().length);
      assertThat(tree.size("module")).isZero();
      assertThat(new String(tree.open("run.sh").readAllBytes())).isEqualTo("#!/bin/sh\n");
    }
  }

  @Test
  void add_takesNamesAsTheyAre() throws IOException {
    git.add(List.of(fixture.write("we*ird.dvc", "")));
    fixture.write("weXird.dvc", "");
    git.add(List.of(fixture.root.resolve("we*ird.dvc"), fixture.write(":(top)x", "")));
    assertThat(git.status(true))
        .containsExactlyInAnyOrder("A  we*ird.dvc", "A  :(top)x", "?? weXird.dvc");
  }

  @Test
  void status_tellsStatesApart() throws IOException {
    assertThat(git.status(true)).isEmpty();
    fixture.write("a.txt", "changed\n");
    fixture.write("new/é", "");
    fixture.git("mv", "dir/é b", "moved");
    assertThat(git.status(true))
        .containsExactlyInAnyOrder("D  dir/é b", "A  moved", " M a.txt", "?? new/é");
  }

  @Test
  void monitorAndHooksOfTheRepository_doNotRun() throws IOException {
    Path trace = folder.resolve("trace");
    Path script = fixture.write(".git/hooks/post-index-change",
        "#!/bin/sh\ntouch '" + trace + "'\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    fixture.git("config", "core.fsmonitor", script.toString());
    Files.deleteIfExists(trace);
    git.add(List.of(fixture.write("a.txt", "three\n")));
    git.status(true);
    assertThat(trace).doesNotExist();
  }

  @Test
  void variablesOfAHook_doNotLeadElsewhere() throws IOException {
    Map<String, String> variables = new HashMap<>(fixture.environment.variables());
    variables.put("GIT_DIR", "/nonexistent");
    variables.put("GIT_INDEX_FILE", "/nonexistent/index");
    Git inHook = new Git(fixture.root, new Environment(
        variables, fixture.root, fixture.home, Clock.systemUTC(), new Random(1)));
    assertThat(inHook.resolve("HEAD")).contains(second);
    assertThat(inHook.status(true)).isEmpty();
  }

  @Test
  void commandsThatFail_sayWhy() {
    assertThatThrownBy(() -> git.tree("0".repeat(40)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(ProgramMissing.class)
        .hasMessageStartingWith("`git ls-tree` failed: ");
  }
}
