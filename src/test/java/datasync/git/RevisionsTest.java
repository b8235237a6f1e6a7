package datasync.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionsTest {
  private static final long FIRST = 1_700_000_000L;
  private static final int DAY = 86_400;

  @TempDir Path folder;
  private Fixture fixture;
  private Revisions revisions;
  private int days;
  private String one;
  private String two;
  private String side;
  private String merge;
  private String last;

  /// `one` ← `two` ← `merge` ← `last` on main, and `one` ← `side` ← `merge`, a day apart each.
  @BeforeEach
  void make() throws IOException {
    fixture = new Fixture(folder);
    revisions = new Revisions(new Git(fixture.root, fixture.environment));
    one = commit("one");
    fixture.git("tag", "v1");
    two = commit("two");
    fixture.git("checkout", "-q", "-b", "side", "v1");
    side = commit("side");
    fixture.git("checkout", "-q", "main");
    merge = merge("side");
    last = commit("last");
  }

  private String commit(String message) throws IOException {
    return dated("commit", "-q", "--allow-empty", "-m", message);
  }

  private String merge(String branch) throws IOException {
    return dated("merge", "-q", "--no-ff", "--no-edit", branch);
  }

  private String dated(String... line) throws IOException {
    String date = (FIRST + (long) DAY * days++) + " +0000";
    String[] whole = new String[line.length + 2];
    whole[0] = "-c";
    whole[1] = "gc.auto=0";
    System.arraycopy(line, 0, whole, 2, line.length);
    fixture.gitAt(date, whole);
    return head();
  }

  private String head() throws IOException {
    return fixture.git("rev-parse", "HEAD").strip();
  }

  private static Instant day(int number) {
    return Instant.ofEpochSecond(FIRST + (long) DAY * number);
  }

  private void experiment(String baseline, String name, String commit) throws IOException {
    String ref = "refs/exps/" + baseline.substring(0, 2) + "/" + baseline.substring(2);
    fixture.git("update-ref", name.isEmpty() ? ref : ref + "/" + name, commit);
  }

  /// A commit on top of another one, on no branch.
  private String detached(String parent, String message) throws IOException {
    fixture.git("checkout", "-q", "--detach", parent);
    String made = commit(message);
    fixture.git("checkout", "-q", "main");
    return made;
  }

  @Test
  void named_goesAlongFirstParents() throws IOException {
    assertThat(revisions.named("main", 1)).containsExactly(last);
    assertThat(revisions.named("main", 3)).containsExactly(last, merge, two);
    assertThat(revisions.named("main", 0)).containsExactly(last, merge, two, one);
    assertThat(revisions.named("main", -1)).containsExactly(last, merge, two, one);
    assertThat(revisions.named("side", 9)).containsExactly(side, one);
    assertThat(revisions.named("v1", 2)).containsExactly(one);
    assertThat(revisions.named("main^^2", 1)).containsExactly(side);
  }

  @Test
  void since_countsTheWholeDay_alsoOfMergedBranches() throws IOException {
    assertThat(revisions.since(day(0))).containsExactlyInAnyOrder(one, two, side, merge, last);
    assertThat(revisions.since(day(2))).containsExactlyInAnyOrder(side, merge, last);
    assertThat(revisions.since(day(2).plusSeconds(1))).containsExactlyInAnyOrder(merge, last);
    assertThat(revisions.since(day(9))).isEmpty();
  }

  @Test
  void since_findsTheYoungBehindTheOld() throws IOException {
    days = -5;
    String past = commit("a clock that was wrong");
    assertThat(revisions.since(day(4))).containsExactly(last);
    assertThat(revisions.since(day(-5))).contains(past).hasSize(6);
  }

  @Test
  void since_withoutACommit_isEmpty() throws IOException {
    Fixture empty = new Fixture(folder.resolve("empty"));
    assertThat(new Revisions(new Git(empty.root, empty.environment)).since(day(0))).isEmpty();
  }

  @Test
  void experiments_goBackToWhereTheyBegan_andNoFurther() throws IOException {
    String a = detached(two, "a");
    String b = detached(a, "b");
    String other = detached(side, "other");
    experiment(two, "long", b);
    experiment(side, "", other);
    fixture.git("update-ref", "refs/exps/stash", detached(one, "stash"));
    fixture.git("update-ref", "refs/exps/celery/stash", detached(one, "queued"));
    fixture.git("update-ref", "refs/exps/exec/EXEC_HEAD", detached(one, "running"));
    assertThat(revisions.experiments()).containsExactlyInAnyOrder(a, b, other);
    assertThat(revisions.since(day(0))).doesNotContain(a, b, other);
  }

  @Test
  void resolve_findsBranchesOfRemotes_thenExperiments() throws IOException {
    fixture.git("update-ref", "refs/remotes/origin/far/away", side);
    String a = detached(two, "a");
    experiment(two, "tried", a);
    assertThat(revisions.resolve("far/away")).isEqualTo(side);
    assertThat(revisions.resolve("tried")).isEqualTo(a);
    assertThat(revisions.named("tried", 5)).containsExactly(a);
    assertThatThrownBy(() -> revisions.resolve("nothing")).hasMessageContaining("unknown");
    fixture.git("update-ref", "refs/remotes/upstream/far/away", two);
    assertThatThrownBy(() -> revisions.resolve("far/away")).hasMessageContaining("ambiguous");
  }

  @Test
  void resolve_ofAnExperimentOfThatNameOnSeveralCommits_takesTheOneOnHead() throws IOException {
    experiment(two, "tried", detached(two, "a"));
    experiment(one, "tried", detached(one, "b"));
    assertThatThrownBy(() -> revisions.resolve("tried")).hasMessageContaining("ambiguous");
    String here = detached(last, "c");
    experiment(last, "tried", here);
    assertThat(revisions.resolve("tried")).isEqualTo(here);
  }

  @Test
  void resolve_ofHead_whileAnExperimentRuns_isItsBaseline() throws IOException {
    fixture.git("update-ref", "refs/exps/exec/EXEC_BASELINE", merge);
    assertThat(revisions.resolve("HEAD")).isEqualTo(merge);
    assertThat(revisions.resolve("HEAD~1")).isEqualTo(two);
    assertThat(revisions.resolve("main")).isEqualTo(last);
  }
}
