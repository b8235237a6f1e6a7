package datasync.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.io.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTest {
  @TempDir private Path root;

  @BeforeEach
  void project() throws Exception {
    git("init", "-q");
    Init.run(environment(), new Init.Options(true, false, false), text -> { });
    commit("start");
  }

  private Environment environment() {
    return new Environment(
        Map.of("PATH", System.getenv("PATH"), "HOME", root.toString()),
        root, root, InstantSource.system(), new Random(1));
  }

  private void git(String... words) throws Exception {
    Process process = new ProcessBuilder("git").directory(root.toFile()).inheritIO()
        .command(java.util.stream.Stream.concat(
            java.util.stream.Stream.of("git", "-c", "user.name=n", "-c", "user.email=e@x"),
            java.util.stream.Stream.of(words)).toList())
        .start();
    assertThat(process.waitFor()).isZero();
  }

  private void commit(String message) throws Exception {
    git("add", "-A");
    git("commit", "-qm", message);
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.writeString(file, text);
  }

  private void add(String... targets) throws IOException {
    try (Repository repository = Repository.open(environment(), text -> { })) {
      Add.Options options = new Add.Options(true, true, false, tracked -> { });
      new Add(repository, options).run(List.of(targets));
    }
  }

  private Diff.Report diff(String old, String current, String... targets) throws IOException {
    try (Repository repository = Repository.open(environment(), text -> { })) {
      return new Diff(repository, (remote, id) -> Optional.empty())
          .run(new Diff.Request(old, current, List.of(targets)));
    }
  }

  private static List<String> shown(List<Changes.Entry> entries) {
    return entries.stream().map(Changes.Entry::shown).toList();
  }

  @Test
  void splitOutput_isComparedFileByFile() throws Exception {
    write("data/a", "a");
    write("data/s/c", "c");
    add("data");
    commit("whole");
    Files.delete(root.resolve("data.dvc"));
    Files.delete(root.resolve(".gitignore"));
    write("data/a", "other");
    add("data/a", "data/s");
    commit("split");
    Diff.Report report = diff("HEAD~1", "HEAD");
    assertThat(report.changes().modified())
        .containsExactly(
            new Changes.Pair(
                new Changes.Entry("data/a", false, "md5:0cc175b9c0f1b6a831c399e269772661"),
                new Changes.Entry("data/a", false, "md5:795f3202b17cb6bc3d4b771d8c6c9eaf")));
    assertThat(report.changes().added()).isEmpty();
    assertThat(report.changes().deleted()).isEmpty();
  }

  @Test
  void targetsInEachOther_tellAPathOnce() throws Exception {
    write("d/s/a", "a");
    add("d");
    commit("one");
    Files.delete(root.resolve("d/s/a"));
    Diff.Report report = diff("HEAD", "", "d", "d/s", "d/s/a");
    assertThat(shown(report.changes().deleted())).containsExactly("d/s/a");
  }

  @Test
  void linkThatLeadsNowhere_isAChange() throws Exception {
    write("f", "f");
    add("f");
    commit("one");
    Files.delete(root.resolve("f"));
    Files.createSymbolicLink(root.resolve("f"), Path.of("nowhere"));
    assertThat(diff("HEAD", "").changes().modified()).hasSize(1);
  }

  @Test
  void linksToNothingInAFolder_areTold_withoutAHash() throws Exception {
    write("d/a", "1\n");
    write("d/b", "2\n");
    add("d");
    commit("one");
    Files.createSymbolicLink(root.resolve("d/dang"), Path.of("nowhere"));
    Changes changes = diff("HEAD", "").changes();
    assertThat(changes.added()).containsExactly(new Changes.Entry("d/dang", false, ""));
    // what dvc 3.67.1 prints with --show-hash
    assertThat(changes.modified().getFirst().current())
        .isEqualTo(new Changes.Entry("d", true, "md5:5ca4983aac211dd76a416f129f771848.dir"));
    Files.delete(root.resolve("d/dang"));
    Files.delete(root.resolve("d/a"));
    Files.createSymbolicLink(root.resolve("d/a"), Path.of("nowhere"));
    changes = diff("HEAD", "").changes();
    assertThat(changes.deleted()).isEmpty();
    assertThat(changes.modified()).extracting(pair -> pair.current().hash())
        .containsExactly("md5:f4c80c5272107e18b803dbb0f78c95e6.dir", "");
  }

  @Test
  void outputThatDvcignoreHides_isNoDeletedOne() throws Exception {
    write("f", "f");
    add("f");
    commit("one");
    write(".dvcignore", "# comment\n/f\n");
    assertThatThrownBy(() -> diff("HEAD", ""))
        .isInstanceOf(RepositoryException.class)
        .hasMessage("path 'f' is ignored by .dvcignore:2:/f");
  }

  @Test
  void target_thatOneSideHas_isEnough() throws Exception {
    write("f", "f");
    add("f");
    commit("one");
    assertThat(shown(diff("HEAD~1", "HEAD", "f").changes().added())).containsExactly("f");
    assertThatThrownBy(() -> diff("HEAD~1", "HEAD", "g"))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("'g' is tracked on neither side");
  }

  @Test
  void revisionByText_isFound() throws Exception {
    write("f", "f");
    add("f");
    commit("needle in it");
    write("g", "g");
    add("g");
    commit("later");
    assertThat(shown(diff(":/needle", "HEAD").changes().added())).containsExactly("g");
  }
}
