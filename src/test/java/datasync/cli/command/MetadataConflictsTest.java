package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.command.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Conflicts in `dvc.lock`, in the `.dvc` files of imports and in the configuration, with real Git.
@Tag("faults")
class MetadataConflictsTest {
  private static final String A = "a".repeat(32);
  private static final String B = "b".repeat(32);
  private static final String C = "c".repeat(32);

  @TempDir Path folder;

  private static String stage(String name, String digest) {
    return "  " + name + ":\n    cmd: echo " + name + "\n    outs:\n    - path: out-" + name
        + "\n      hash: md5\n      md5: " + digest + "\n      size: 1\n";
  }

  private static void lock(Team.Person person, String... stages) throws IOException {
    Files.writeString(
        person.folder.resolve("dvc.lock"), "schema: '2.0'\nstages:\n" + String.join("", stages));
    person.git("add", "-A");
    person.git("commit", "-qm", "run");
  }

  private Team pipeline() throws IOException {
    Team team = new Team(folder, "data/1=1");
    StringBuilder text = new StringBuilder("stages:\n");
    for (String name : new String[] {"one", "two", "three", "four"}) {
      text.append("  ").append(name).append(":\n    cmd: echo ").append(name)
          .append("\n    outs:\n    - out-").append(name).append('\n');
    }
    Files.writeString(team.ann.folder.resolve("dvc.yaml"), text.toString());
    lock(team.ann, stage("one", A), stage("two", A));
    team.ann.git("push", "-q");
    team.bob.git("pull", "-q");
    return team;
  }

  @Test
  void bothRanOtherStages_theLockHasAll() throws IOException {
    Team team = pipeline();
    lock(team.bob, stage("one", B), stage("two", A), stage("three", B));
    team.bob.git("push", "-q");
    lock(team.ann, stage("one", A), stage("two", A), stage("four", C));
    Ran pull = team.ann.run("git", "pull", "-q");
    assertThat(pull.code()).as(pull.out() + team.ann.content("dvc.lock")).isNotZero();
    assertThat(team.ann.datasync("status").err())
        .contains("'./dvc.lock' is invalid (possible merge conflicts) (line ")
        .contains("hint: `datasync merge dvc.lock` resolves the conflict");
    assertThat(team.ann.datasync("merge").out()).isEqualTo("dvc.lock: merged\n");
    assertThat(Files.readString(team.ann.folder.resolve("dvc.lock")))
        .isEqualTo("schema: '2.0'\nstages:\n" + stage("one", B) + stage("two", A)
            + stage("four", C) + stage("three", B));
    assertThat(team.ann.datasync("status").code()).isZero();
  }

  @Test
  void bothRanOneStage_itIsNamedAndTheLockStays() throws IOException {
    Team team = pipeline();
    lock(team.bob, stage("one", B), stage("two", A), stage("three", B));
    team.bob.git("push", "-q");
    lock(team.ann, stage("one", C), stage("two", A));
    team.ann.run("git", "pull", "-q");
    String before = team.ann.content("dvc.lock");
    Ran merge = team.ann.datasync("merge");
    assertThat(merge.code()).isEqualTo(7);
    assertThat(merge.out()).isEqualTo(
        "dvc.lock: you have to choose\n  stage one (ours changed, theirs changed)\n");
    assertThat(team.ann.content("dvc.lock")).isEqualTo(before);
    assertThat(team.ann.datasync("merge", "--theirs", "dvc.lock").code()).isZero();
    assertThat(team.ann.content("dvc.lock")).isEqualTo(team.bob.content("dvc.lock"));
  }

  @Test
  void theLockIsNoYaml_everyVerbSaysWhereAndWhatToType_andLosesNothing() throws IOException {
    Team team = pipeline();
    Path lock = team.ann.folder.resolve("dvc.lock");
    String[] broken = {"schema: '2.0'\nstages:\n  one: [\n", "\tx", "- 1\n", "stages: 3\n"};
    for (String text : broken) {
      Files.writeString(lock, text);
      String[][] verbs = {
        {"status"}, {"pull"}, {"push"}, {"fetch"}, {"checkout"}, {"add", "data"},
        {"commit", "-f"}, {"merge", "dvc.lock"}
      };
      for (String[] verb : verbs) {
        Ran ran = team.ann.datasync(verb);
        if (verb[0].equals("add") && ran.code() == 0) {
          continue;
        }
        assertThat(ran.code()).as(verb[0] + text + ran.err()).isEqualTo(4);
        assertThat(ran.err()).contains("'./dvc.lock' ").contains("`git checkout -- dvc.lock`");
        assertThat(lock).hasContent(text);
      }
      assertThat(team.ann.names("data")).containsExactly("1");
    }
    team.ann.git("checkout", "--", "dvc.lock");
    assertThat(team.ann.datasync("status").code()).isZero();
  }

  private static String imported(String url, String commit, String digest) {
    return "md5: " + A + "\nfrozen: true\ndeps:\n- path: x\n  repo:\n    url: " + url
        + "\n    rev_lock: " + commit + "\nouts:\n- md5: " + digest
        + "\n  size: 1\n  hash: md5\n  path: x\n";
  }

  private static void imports(Team.Person person, String text) throws IOException {
    Files.writeString(person.folder.resolve("x.dvc"), text);
    person.git("add", "-A");
    person.git("commit", "-qm", "import");
  }

  @Test
  void bothUpdatedAnImport_theNewerCommitCountsWhereThatIsKnown() throws IOException {
    Team team = new Team(folder, "data/1=1");
    String[] commits = new String[3];
    for (int i = 0; i < 3; i++) {
      team.bob.git("commit", "-q", "--allow-empty", "-m", "source " + i);
      commits[i] = team.bob.git("rev-parse", "HEAD").strip();
    }
    String url = team.bob.folder.toString();
    team.ann.git("checkout", "-q", "-b", "base");
    imports(team.ann, imported(url, commits[0], A));
    team.ann.git("checkout", "-q", "-b", "newer");
    imports(team.ann, imported(url, commits[2], C));
    team.ann.git("checkout", "-q", "base");
    imports(team.ann, imported(url, commits[1], B));
    assertThat(team.ann.run("git", "merge", "newer").code()).isNotZero();
    assertThat(team.ann.datasync("merge").out()).isEqualTo("x.dvc: merged\n");
    assertThat(team.ann.content("x.dvc"))
        .contains("rev_lock: " + commits[2])
        .contains("md5: " + C)
        .doesNotContain("md5: " + A);
  }

  @Test
  void bothUpdatedAnImportFromElsewhere_aPersonChooses() throws IOException {
    Team team = new Team(folder, "data/1=1");
    String url = "https://example.com/source";
    imports(team.ann, imported(url, "d".repeat(40), A));
    team.ann.git("checkout", "-q", "-b", "newer");
    imports(team.ann, imported(url, "e".repeat(40), B));
    team.ann.git("checkout", "-q", "main");
    imports(team.ann, imported(url, "f".repeat(40), C));
    team.ann.run("git", "merge", "newer");
    Ran merge = team.ann.datasync("merge");
    assertThat(merge.code()).as(merge.err()).isEqualTo(7);
    assertThat(merge.out())
        .contains("imported version (ours " + "f".repeat(40) + ", theirs " + "e".repeat(40) + ")");
    assertThat(team.ann.datasync("merge", "--ours").code()).isZero();
    assertThat(team.ann.content("x.dvc")).contains("f".repeat(40)).contains(C).doesNotContain(B);
  }

  @Test
  void oneMovedAFolderWhileTheOtherChangedIt_withTheMergeDriver() throws IOException {
    Team team = new Team(folder, "data/1=1");
    team.ann.git("config", "merge.dvc.driver", "false");
    team.ann.write(".gitattributes=*.dvc merge=dvc");
    team.bob.datasync("move", "data", "set");
    team.bob.git("add", "-A");
    team.bob.git("commit", "-qm", "moved");
    team.bob.shares();
    team.ann.changes("data/ann=a");
    assertThat(team.ann.run("git", "pull", "-q").code()).isNotZero();
    // the driver refuses another path, and Git leaves one version without markers
    Ran merge = team.ann.datasync("merge");
    assertThat(merge.code()).as(merge.out() + merge.err()).isZero();
    assertThat(merge.out()).isEqualTo("set.dvc: merged\n");
    team.ann.datasync("pull");
    assertThat(team.ann.names("set")).containsExactly("1", "ann");
  }

  @Test
  void theConfigurationHasMarkers_itSaysWhere() throws IOException {
    Team team = new Team(folder, "data/1=1");
    team.bob.datasync("remote", "add", "bobs", "../b");
    team.bob.git("commit", "-qam", "b");
    team.bob.git("push", "-q");
    team.ann.datasync("remote", "add", "anns", "../a");
    team.ann.git("commit", "-qam", "a");
    team.ann.run("git", "pull", "-q");
    Ran status = team.ann.datasync("status");
    assertThat(status.code()).isEqualTo(4);
    assertThat(status.err())
        .containsPattern("/\\.dvc/config:\\d+: a conflict that Git left: choose between its lines");
  }

  @Test
  void brokenMarkers_areNotGuessedAt() throws IOException {
    Team team = new Team(folder, "data/1=1");
    String text = "<<<<<<< a\nouts:\n=======\n";
    Files.writeString(team.ann.folder.resolve("data.dvc"), text);
    Ran merge = team.ann.datasync("merge");
    assertThat(merge.code()).isEqualTo(4);
    assertThat(merge.err()).contains("data.dvc:3: a conflict without its end `>>>>>>>`");
    assertThat(team.ann.folder.resolve("data.dvc")).hasContent(text);
  }
}
