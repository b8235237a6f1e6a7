package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.command.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hooks and the merge driver as Git runs them, with each of the programs that may be there.
@Tag("faults")
class HooksTest {
  private static final Path JAR = Path.of("build/datasync.jar").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final String TOOLS = "/usr/local/bin:/usr/bin:/bin";

  @TempDir Path folder;

  /// A folder with a program of this name that runs the jar, or only notes how it was called.
  private Path program(String name, boolean real) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin of " + name));
    Path file = bin.resolve(name);
    Files.writeString(
        file,
        "#!/bin/sh\necho \"" + name + " $@\" >> '" + folder.resolve("calls") + "'\n"
            + (real ? "exec '" + JAVA + "' -jar '" + JAR + "' \"$@\"\n" : ""));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bin;
  }

  private String calls() throws IOException {
    Path file = folder.resolve("calls");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static void installWithJar(Team.Person person) throws IOException {
    String[] line = {"-jar", JAR.toString(), "install"};
    Ran ran = person.run(JAVA.toString(), line);
    assertThat(ran.code()).as(ran.out()).isZero();
  }

  @Test
  void startedAsJar_hooksAndDriverRunThatJar() throws IOException {
    Team team = new Team(folder, "data/1=1");
    team.ann.set("PATH", TOOLS);
    installWithJar(team.ann);
    team.bob.changes("data/bob=b");
    team.bob.shares();
    team.ann.write(".gitattributes=*.dvc merge=dvc");
    team.ann.changes("data/ann=a");
    team.ann.git("pull", "-q");
    assertThat(team.ann.datasync("pull").code()).isZero();
    assertThat(team.ann.names("data")).containsExactly("1", "ann", "bob");
    // the hook pushes the merged listing with the commit
    team.ann.git("push", "-q");
    team.bob.git("pull", "-q");
    assertThat(team.bob.datasync("pull").code()).isZero();
    assertThat(team.bob.names("data")).containsExactly("1", "ann", "bob");
    // and checks out data with a branch
    team.ann.git("checkout", "-q", "HEAD^");
    assertThat(team.ann.names("data")).containsExactly("1", "ann");
  }

  @Test
  void onlyDatasyncOrOnlyDvcOnThePath_thatOneRuns() throws IOException {
    Team team = new Team(folder, "data/1=1");
    team.ann.datasync("install");
    team.ann.set("PATH", program("dvc", false) + ":" + TOOLS);
    team.ann.git("commit", "-q", "--allow-empty", "-m", "x y");
    assertThat(calls()).isEqualTo("dvc git-hook pre-commit\n");
    team.ann.set("PATH", program("datasync", true) + ":" + program("dvc", false) + ":" + TOOLS);
    Ran commit = team.ann.run("git", "commit", "-q", "--allow-empty", "-m", "z");
    assertThat(commit.out()).isEqualTo("Data and pipelines are up to date.\n");
    assertThat(calls()).endsWith("datasync git-hook pre-commit\n");
  }

  @Test
  void noProgramAtAll_theHookSaysSo() throws IOException {
    Team team = new Team(folder, "data/1=1");
    team.ann.datasync("install");
    team.ann.set("PATH", TOOLS);
    Ran commit = team.ann.run("git", "commit", "-q", "--allow-empty", "-m", "x");
    assertThat(commit.code()).isNotZero();
    assertThat(commit.out())
        .isEqualTo(
            "datasync: the hook pre-commit finds neither datasync nor dvc on the PATH\n");
  }

  @Test
  void linkedWorkTreeAndHooksPath_areWhereGitLooks() throws IOException {
    Team team = new Team(folder, "data/1=1");
    team.ann.git("worktree", "add", "-q", "../linked");
    Path linked = team.base.resolve("linked");
    assertThat(team.ann.datasyncIn(linked, "install").code()).isZero();
    assertThat(team.ann.folder.resolve(".git/hooks/pre-push")).exists();
    team.ann.git("config", "core.hooksPath", "my hooks");
    assertThat(team.ann.datasync("install", "--dry-run").out())
        .contains("would write my hooks/pre-push");
    assertThat(team.ann.folder.resolve("my hooks")).doesNotExist();
    assertThat(team.ann.datasync("install", "--json").out())
        .contains("\"files\": [\"my hooks/post-checkout\", ");
    assertThat(Files.isExecutable(team.ann.folder.resolve("my hooks/pre-push"))).isTrue();
  }

  @Test
  void submodule_hooksAreInItsGitFolder() throws IOException {
    Team team = new Team(folder, "data/1=1");
    Path outer = Files.createDirectories(team.base.resolve("outer"));
    team.ann.git("-C", outer.toString(), "init", "-q");
    team.ann.git(
        "-C", outer.toString(), "submodule", "add", "-q",
        team.base.resolve("origin.git").toString(), "sub");
    assertThat(team.ann.datasyncIn(outer.resolve("sub"), "install").code()).isZero();
    assertThat(outer.resolve(".git/modules/sub/hooks/pre-commit")).exists();
  }

  @Test
  void hookOfSomebodyElse_isLeftAlone() throws IOException {
    Team team = new Team(folder, "data/1=1");
    Path hook = team.ann.folder.resolve(".git/hooks/pre-commit");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "mine");
    Ran ran = team.ann.datasync("install");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .contains("Git hook 'pre-commit' already exists: ")
        .contains("hint: add the line `datasync git-hook pre-commit \"$@\"` to it");
    assertThat(hook).hasContent("mine");
    assertThat(hook.resolveSibling("pre-push")).doesNotExist();
  }

  @Test
  void projectBelowTheTop_itsFilesAreMergedToo() throws IOException {
    Team team = new Team(folder, "data/1=1");
    Path sub = Files.createDirectories(team.base.resolve("mono/deep/sub"));
    Path top = team.base.resolve("mono");
    team.ann.git("-C", top.toString(), "init", "-q");
    assertThat(team.ann.datasyncIn(sub, "init", "-q", "--subdir").code()).isZero();
    assertThat(team.ann.datasyncIn(sub, "install").code()).isZero();
    Files.writeString(top.resolve(".gitattributes"), "*.dvc merge=dvc\n");
    team.ann.set("PATH", program("datasync", true) + ":" + TOOLS);
    String[][] versions = {{"main", "1"}, {"other", "2"}, {"third", "3"}};
    for (String[] version : versions) {
      if (!version[0].equals("main")) {
        team.ann.git("-C", top.toString(), "checkout", "-q", "-b", version[0], "main");
        team.ann.datasyncIn(sub, "checkout", "-q");
      }
      Files.createDirectories(sub.resolve("d"));
      Files.writeString(sub.resolve("d").resolve(version[1]), version[1]);
      team.ann.datasyncIn(sub, "add", "-q", "d");
      team.ann.git("-C", top.toString(), "add", "-A");
      team.ann.git("-C", top.toString(), "commit", "-qm", version[0]);
    }
    team.ann.git("-C", top.toString(), "merge", "-q", "other", "-m", "both");
    team.ann.datasyncIn(sub, "checkout", "-q");
    assertThat(sub.resolve("d").toFile().list()).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(calls()).contains("--path deep/sub/d.dvc");
  }
}
