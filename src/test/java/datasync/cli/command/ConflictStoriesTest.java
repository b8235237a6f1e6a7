package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.command.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Conflicts as two people with one repository meet them, with real Git, from the first commit to
/// the data both have in the end.
@Tag("faults")
class ConflictStoriesTest {
  @TempDir Path folder;

  @Test
  void bothChangedAFolder_theMergeHasTheWorkOfBoth() throws IOException {
    Team team = new Team(folder, "data/1=1", "data/2=2", "data/3=3");
    team.bob.changes("data/2=two", "data/bob=b");
    team.bob.shares();
    team.ann.changes("data/3", "data/ann=a");
    assertThat(team.ann.run("git", "pull", "-q").code()).isNotZero();

    Ran status = team.ann.datasync("status");
    assertThat(status.code()).isEqualTo(4);
    assertThat(status.err())
        .contains("'./data.dvc' is invalid (possible merge conflicts) (line 3")
        .contains("hint: `datasync merge data.dvc` resolves the conflict");
    Ran merge = team.ann.datasync("merge");
    assertThat(merge.code()).as(merge.err()).isZero();
    assertThat(merge.out()).isEqualTo("data.dvc: merged\n");
    assertThat(merge.err()).contains("\tgit add data.dvc\n").contains("`datasync pull`");

    team.ann.git("commit", "-qam", "merged");
    assertThat(team.ann.datasync("pull").code()).isZero();
    assertThat(team.ann.names("data")).containsExactly("1", "2", "ann", "bob");
    assertThat(team.ann.content("data/2")).isEqualTo("two");
    team.ann.shares();
    team.bob.git("pull", "-q");
    assertThat(team.bob.datasync("pull").code()).isZero();
    assertThat(team.bob.names("data")).containsExactly("1", "2", "ann", "bob");
  }

  @Test
  void bothChangedOneFileOfAFolder_itIsNamedAndNothingIsTouchedUntilSomebodyChooses()
      throws IOException {
    Team team = new Team(folder, "data/1=1", "data/2=2");
    team.bob.changes("data/1=bob", "data/bob=b");
    team.bob.shares();
    team.ann.changes("data/1=ann");
    team.ann.run("git", "pull", "-q");
    String before = team.ann.content("data.dvc");

    Ran merge = team.ann.datasync("merge");
    assertThat(merge.code()).isEqualTo(7);
    assertThat(merge.out()).contains("data.dvc: you have to choose\n  data/1 (ours ");
    assertThat(merge.err())
        .contains("1 file needs a decision; what is left is as it was: data.dvc")
        .contains("hint: `datasync merge --ours data.dvc`");
    assertThat(team.ann.content("data.dvc")).isEqualTo(before);
    assertThat(team.ann.datasync("merge", "--json").out())
        .contains("\"state\": \"open\"")
        .contains("\"what\": \"data/1\"");

    Ran both = team.ann.datasync("merge", "--both", "--dry-run");
    assertThat(both.out()).startsWith("data.dvc: would be merged\n  data/1 (ours ");
    assertThat(team.ann.content("data.dvc")).isEqualTo(before);
    assertThat(team.ann.datasync("merge", "--both").code()).isZero();
    team.ann.datasync("pull");
    assertThat(team.ann.names("data")).containsExactly("1", "1.theirs", "2", "bob");
    assertThat(team.ann.content("data/1")).isEqualTo("ann");
    assertThat(team.ann.content("data/1.theirs")).isEqualTo("bob");
  }

  @Test
  void oneSideIsChosen_theRestIsStillMerged() throws IOException {
    Team team = new Team(folder, "data/1=1", "data/2=2", "data/3=3");
    team.bob.changes("data/1=bob", "data/bob=b", "data/2");
    team.bob.shares();
    team.ann.changes("data/1=ann", "data/3=ann");
    team.ann.run("git", "pull", "-q");
    assertThat(team.ann.datasync("merge", "--theirs").code()).isZero();
    team.ann.git("commit", "-qam", "theirs");
    team.ann.datasync("pull");
    assertThat(team.ann.names("data")).containsExactly("1", "3", "bob");
    assertThat(team.ann.content("data/1")).isEqualTo("bob");
    assertThat(team.ann.content("data/3")).isEqualTo("ann");
    assertThat(team.ann.datasync("merge").out()).isEqualTo("Nothing is in conflict.\n");
  }

  @Test
  void bothTrackedNewData_theIgnoreFileIsMergedToo() throws IOException {
    Team team = new Team(folder, "data/1=1");
    team.bob.changes("bobs=b");
    team.bob.shares();
    team.ann.changes("anns=a");
    assertThat(team.ann.run("git", "pull", "-q").code()).isNotZero();
    Ran merge = team.ann.datasync("merge");
    assertThat(merge.code()).isZero();
    assertThat(merge.out()).isEqualTo(".gitignore: merged\n");
    assertThat(team.ann.content(".gitignore")).isEqualTo("/data\n/anns\n/bobs");
    team.ann.git("add", ".gitignore");
    team.ann.git("commit", "-qm", "merged");
    assertThat(team.ann.datasync("pull").code()).isZero();
    assertThat(team.ann.content("bobs")).isEqualTo("b");
    assertThat(team.ann.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void bothChangedATrackedFile_aPersonChooses() throws IOException {
    Team team = new Team(folder, "model=1");
    team.bob.changes("model=bob");
    team.bob.shares();
    team.ann.changes("model=ann");
    team.ann.run("git", "pull", "-q");
    Ran merge = team.ann.datasync("merge", "model");
    assertThat(merge.code()).isEqualTo(7);
    assertThat(merge.out()).contains("model.dvc: you have to choose\n  model (ours ");
    assertThat(team.ann.datasync("merge", "--theirs", "model").code()).isZero();
    assertThat(team.ann.content("model.dvc"))
        .isEqualTo(team.bob.content("model.dvc"));
    team.ann.datasync("pull");
    assertThat(team.ann.content("model")).isEqualTo("bob");
  }

  @Test
  void markersWereCommittedByAccident_theVersionsComeFromTheHistory() throws IOException {
    Team team = new Team(folder, "data/1=1", "data/2=2");
    team.bob.changes("data/bob=b");
    team.bob.shares();
    team.ann.changes("data/2", "data/ann=a");
    team.ann.run("git", "pull", "-q");
    team.ann.git("commit", "-qam", "oops");
    assertThat(team.ann.datasync("pull").err()).contains("`datasync merge data.dvc`");
    assertThat(team.ann.datasync("merge").out()).isEqualTo("data.dvc: merged\n");
    team.ann.datasync("pull");
    // with the version both came from, what Ann deleted stays deleted
    assertThat(team.ann.names("data")).containsExactly("1", "ann", "bob");
  }

  @Test
  void markersWithoutAnyGitState_areResolvedFromTheTextAlone() throws IOException {
    for (String style : new String[] {"merge", "diff3", "zdiff3"}) {
      Team team = new Team(Files.createDirectory(folder.resolve(style)), "data/1=1", "data/2=2");
      team.ann.git("config", "merge.conflictStyle", style);
      team.bob.changes("data/bob=b");
      team.bob.shares();
      team.ann.changes("data/2", "data/ann=a");
      team.ann.run("git", "pull", "-q");
      String text = team.ann.content("data.dvc");
      team.ann.git("reset", "-q", "--hard");
      Files.writeString(team.ann.folder.resolve("data.dvc"), text + "\n");
      Ran merge = team.ann.datasync("merge");
      assertThat(merge.out()).as(style).isEqualTo("data.dvc: merged\n");
      team.ann.datasync("pull");
      if (style.equals("merge")) {
        // nobody can tell that Ann deleted a file
        assertThat(merge.err()).contains("what one side deleted is there again");
        assertThat(team.ann.names("data")).containsExactly("1", "2", "ann", "bob");
      } else {
        assertThat(merge.err()).doesNotContain("there again");
        assertThat(team.ann.names("data")).containsExactly("1", "ann", "bob");
      }
    }
  }

  @Test
  void somebodyResolvedByHand_thatIsNotOverwritten() throws IOException {
    Team team = new Team(folder, "data/1=1");
    team.bob.changes("data/bob=b");
    team.bob.shares();
    team.ann.changes("data/ann=a");
    team.ann.run("git", "pull", "-q");
    team.ann.git("checkout", "--theirs", "data.dvc");
    String chosen = team.ann.content("data.dvc");
    Ran merge = team.ann.datasync("merge");
    assertThat(merge.code()).isZero();
    assertThat(merge.out()).isEqualTo("data.dvc: resolved already; `git add` it\n");
    assertThat(team.ann.content("data.dvc")).isEqualTo(chosen);
  }

  @Test
  void oneMovedDataWhileTheOtherChangedIt_gitBringsThemTogether() throws IOException {
    Team team = new Team(folder, "data/1=1", "data/2=2", "model=1");
    team.bob.datasync("move", "data", "set");
    team.bob.datasync("move", "model", "net");
    team.bob.git("add", "-A");
    team.bob.git("commit", "-qm", "moved");
    team.bob.shares();
    team.ann.changes("data/ann=a", "model=2");
    Ran pulled = team.ann.run("git", "pull", "-q");
    if (pulled.code() != 0) {
      Ran merge = team.ann.datasync("merge");
      assertThat(merge.code()).as(merge.out() + merge.err()).isZero();
      team.ann.git("add", "-A");
      team.ann.git("commit", "-qm", "merged");
    }
    assertThat(team.ann.datasync("pull").code()).isZero();
    assertThat(team.ann.names("set")).containsExactly("1", "2", "ann");
    assertThat(team.ann.content("net")).isEqualTo("2");
    assertThat(team.ann.folder.resolve("data")).doesNotExist();
    assertThat(team.ann.folder.resolve("data.dvc")).doesNotExist();
  }

  @Test
  void oneStoppedTrackingWhatTheOtherChanged_aPersonChooses() throws IOException {
    Team team = new Team(folder, "data/1=1", "other=1");
    team.bob.git("rm", "-q", "data.dvc");
    team.bob.git("commit", "-qm", "no data");
    team.bob.git("push", "-q");
    team.ann.changes("data/ann=a");
    team.ann.run("git", "pull", "-q");
    Ran merge = team.ann.datasync("merge");
    assertThat(merge.code()).isEqualTo(7);
    assertThat(merge.out()).contains("the whole file (ours changed, theirs deleted or moved)");
    assertThat(team.ann.folder.resolve("data.dvc")).exists();
    assertThat(team.ann.datasync("merge", "--theirs").out()).contains("data.dvc: deleted");
    assertThat(team.ann.folder.resolve("data.dvc")).doesNotExist();
    assertThat(team.ann.datasync("merge", "--ours").code()).isZero();
    assertThat(team.ann.folder.resolve("data.dvc")).exists();
  }

  @Test
  void noSideHasTheListing_whoMadeItIsAsked() throws IOException {
    Team team = new Team(folder, "data/1=1");
    team.bob.changes("data/bob=b");
    team.bob.git("push", "-q");
    team.ann.changes("data/ann=a");
    team.ann.run("git", "pull", "-q");
    Ran merge = team.ann.datasync("merge");
    assertThat(merge.code()).isEqualTo(6);
    assertThat(merge.err()).contains("neither the cache nor a remote has the listing");
    team.bob.datasync("push", "-q");
    assertThat(team.ann.datasync("merge").code()).isZero();
  }

  @Test
  void dataIsNowhere_whoHadItLastIsNamed() throws IOException {
    Team team = new Team(folder, "data/1=1");
    team.ann.changes("data/ann=a");
    team.ann.changes("model=m");
    team.ann.datasync("move", "model", "net");
    team.ann.git("add", "-A");
    team.ann.git("commit", "-qm", "moved");
    team.ann.git("push", "-q");
    team.bob.git("pull", "-q");
    String[][] commands = {{"pull"}, {"fetch"}, {"checkout"}};
    for (String[] command : commands) {
      Ran ran = team.bob.datasync(command);
      assertThat(ran.err())
          .as(command[0])
          .contains("'data' as recorded by Ann <ann@x> on 2023-11-14 in ")
          .contains(" (change data/ann=a): ask them to `datasync push`")
          .contains("'net' as recorded by Ann <ann@x> on 2023-11-14 in ")
          .contains(" (change model=m): ask them to `datasync push`");
    }
    assertThat(team.bob.datasync("pull", "--json").out())
        .contains("{\"type\": \"last_seen\", \"outputs\": [\"data\"], \"commit\": \"")
        .contains("\"author\": \"Ann\", \"email\": \"ann@x\", \"date\": \"2023-11-14T22:13:20");
    team.ann.datasync("push", "-q");
    assertThat(team.bob.datasync("pull").code()).isZero();
  }

  @Test
  void aFileOfAFolderIsNowhere_whoAddedItIsNamed_notWhoChangedTheFolderLast()
      throws IOException {
    Team team = new Team(folder, "data/1=1");
    team.ann.changes("data/ann=a");
    team.ann.git("push", "-q");
    // Ann's listing arrives, her file does not
    team.ann.datasync("push", "-q");
    team.bob.git("pull", "-q");
    team.bob.datasync("pull", "-q");
    team.bob.changes("data/bob=b");
    team.bob.shares();
    Path object = Path.of("files/md5/60/b725f10c9c85c70d97880dfe8191b3");
    for (Path store : new Path[] {
        team.base.resolve("store"), team.bob.folder.resolve(".dvc/cache")}) {
      Files.delete(store.resolve(object));
    }
    Files.delete(team.bob.folder.resolve("data/ann"));
    Ran pull = team.bob.datasync("pull");
    assertThat(pull.err())
        .contains("name: data/ann, md5: 60b725f10c9c85c70d97880dfe8191b3")
        .contains("'data' as recorded by Ann <ann@x>")
        .contains("(change data/ann=a)");
  }
}
