package datasync.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.io.FileStat;
import datasync.object.HashName;
import datasync.object.Tree;
import datasync.workspace.Difference.Kind;
import datasync.workspace.WorkspaceException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptureCheckoutTest {
  private static final LinkType[] DEFAULT = {LinkType.REFLINK, LinkType.COPY};

  @TempDir Path folder;
  TestWorkspace box;

  @BeforeEach
  void open() throws IOException {
    box = new TestWorkspace(folder);
  }

  @ParameterizedTest
  @EnumSource(names = {"HARDLINK", "SYMLINK", "COPY"})
  void randomTrees_capturedAndCheckedOutElsewhere_areTheSame(LinkType type) throws IOException {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      String data = "data" + seed;
      TestWorkspace.fill(box.path(data), random, 1 + random.nextInt(40));
      Map<String, String> before = TestWorkspace.files(box.path(data));
      Content stored = box.capture(data, type);
      assertThat(TestWorkspace.files(box.path(data))).as("seed %s", seed).isEqualTo(before);
      assertThat(TestWorkspace.tree(stored).size()).isEqualTo(before.size());
      box.checkout("copy" + seed, stored, false, type);
      assertThat(TestWorkspace.files(box.path("copy" + seed)))
          .as("seed %s", seed)
          .isEqualTo(before);
      assertThat(box.compare(data, stored).kind()).isEqualTo(Kind.UNCHANGED);
      assertThat(box.read("copy" + seed)).isEqualTo(stored);
    }
  }

  @Test
  void checkoutBetweenRandomTrees_reachesTheTarget_andThenHasNothingToDo() throws IOException {
    Content last = Content.NOTHING;
    for (int seed = 100; seed < 115; seed++) {
      Random random = new Random(seed);
      TestWorkspace.fill(box.path("source" + seed), random, random.nextInt(30));
      Content next = box.capture("source" + seed, DEFAULT);
      LinkType type = LinkType.values()[1 + random.nextInt(3)];
      CheckoutResult result = box.checkout("data", next, false, type);
      assertThat(TestWorkspace.files(box.path("data")))
          .as("seed %s", seed)
          .isEqualTo(TestWorkspace.files(box.path("source" + seed)));
      assertThat(result.outputs()).allMatch(each -> each.failures().isEmpty());
      assertThat(box.checkout("data", next, false, type).outputs()).isEmpty();
      assertThat(box.compare("data", next).kind()).isEqualTo(Kind.UNCHANGED);
      last = next;
    }
    CheckoutResult gone = box.checkout("data", Content.NOTHING, false, DEFAULT);
    assertThat(gone.outputs().getFirst().kind()).isEqualTo(Kind.DELETED);
    assertThat(box.path("data")).doesNotExist();
    assertThat(last).isInstanceOf(Content.Directory.class);
  }

  @Test
  void unchangedFiles_keepTheirInode_andOnlyChangedOnesCount() throws IOException {
    box.write("data/a", "a");
    box.write("data/b", "b");
    box.write("data/s/c", "c");
    Content first = box.capture("data", DEFAULT);
    long inode = FileStat.of(box.path("data/a")).inode();
    box.write("data/b", "changed");
    Content second = box.capture("data", DEFAULT);
    CheckoutResult result = box.checkout("data", first, false, DEFAULT);
    assertThat(FileStat.of(box.path("data/a")).inode()).isEqualTo(inode);
    CheckoutResult.Output output = result.outputs().getFirst();
    assertThat(output.kind()).isEqualTo(Kind.MODIFIED);
    assertThat(List.of(output.added(), output.modified(), output.deleted()))
        .containsExactly(0L, 1L, 0L);
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void unsavedFiles_stopEverything_unlessForced() throws IOException {
    box.write("data/a", "a");
    Content stored = box.capture("data", DEFAULT);
    box.write("data/a", "edited and never stored");
    box.write("data/new", "new");
    assertThatThrownBy(() -> box.checkout("data", stored, false, DEFAULT))
        .isInstanceOfSatisfying(
            WorkspaceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSAVED));
    assertThat(TestWorkspace.files(box.path("data")))
        .isEqualTo(Map.of("a", "edited and never stored", "new", "new"));
    CheckoutResult.Output output =
        box.checkout("data", stored, true, DEFAULT).outputs().getFirst();
    assertThat(TestWorkspace.files(box.path("data"))).isEqualTo(Map.of("a", "a"));
    assertThat(output.modified()).isEqualTo(1);
    assertThat(output.deleted()).isEqualTo(1);
  }

  @Test
  void missingObjects_areNamed_othersOfTheOutputGo_unsavedOnesStay() throws IOException {
    box.write("data/a", "a");
    box.write("data/b", "b");
    box.write("data/c", "c");
    Content stored = box.capture("data", DEFAULT);
    Tree tree = TestWorkspace.tree(stored);
    Files.delete(box.path("data/a"));
    box.store.remove(List.of(tree.id(tree.indexOf("a")), tree.id(tree.indexOf("c"))));
    CheckoutResult.Output output =
        box.checkout("data", stored, false, DEFAULT).outputs().getFirst();
    assertThat(output.failures()).hasSize(1);
    assertThat(output.failures().getFirst().path()).isEqualTo(box.path("data/a"));
    assertThat(TestWorkspace.files(box.path("data"))).isEqualTo(Map.of("c", "c"));
  }

  @Test
  void emptyDirectory_isMadeAgain_andEmptiedOnesGo() throws IOException {
    Files.createDirectories(box.path("data"));
    Content empty = box.capture("data", DEFAULT);
    Files.delete(box.path("data"));
    CheckoutResult.Output output = box.checkout("data", empty, false, DEFAULT).outputs().getFirst();
    assertThat(output.kind()).isEqualTo(Kind.ADDED);
    assertThat(output.added()).isZero();
    assertThat(box.path("data")).isDirectory();
    Files.createDirectories(box.path("data/x/y"));
    assertThat(box.checkout("data", empty, false, DEFAULT).outputs().getFirst().deleted())
        .isEqualTo(2);
    assertThat(box.path("data/x")).doesNotExist();
  }

  @Test
  void fileAndDirectory_replaceEachOther() throws IOException {
    box.write("file", "one");
    box.write("dir/a", "two");
    Content file = box.capture("file", DEFAULT);
    Content directory = box.capture("dir", DEFAULT);
    box.checkout("data", file, false, DEFAULT);
    CheckoutResult.Output toDirectory =
        box.checkout("data", directory, false, DEFAULT).outputs().getFirst();
    assertThat(TestWorkspace.files(box.path("data"))).isEqualTo(Map.of("a", "two"));
    assertThat(toDirectory.kind()).isEqualTo(Kind.MODIFIED);
    CheckoutResult.Output toFile =
        box.checkout("data", file, false, DEFAULT).outputs().getFirst();
    assertThat(Files.readString(box.path("data"))).isEqualTo("one");
    assertThat(List.of(toFile.added(), toFile.modified(), toFile.deleted()))
        .containsExactly(0L, 1L, 1L);
  }

  @Test
  void executableFile_keepsTheOwnersBit() throws IOException {
    Path tool = box.write("tool", "#!/bin/sh");
    FileStat.setMode(tool, 0755);
    Content stored = box.capture("tool", DEFAULT);
    assertThat(((Content.SingleFile) stored).executable()).isTrue();
    assertThat(FileStat.of(tool).mode()).isEqualTo(0744);
    Files.delete(tool);
    box.checkout("tool", stored, false, DEFAULT);
    assertThat(FileStat.of(tool).mode()).isEqualTo(0744);
    FileStat.setMode(tool, 0644);
    CheckoutResult.Output output =
        box.checkout("tool", stored, false, DEFAULT).outputs().getFirst();
    assertThat(output.kind()).isEqualTo(Kind.MODIFIED);
    assertThat(FileStat.of(tool).mode()).isEqualTo(0744);
  }

  @Test
  void linkedFiles_areStored_linkedDirectoriesLeftOut() throws IOException {
    Path outside = Files.write(folder.resolve("outside"), new byte[] {'x'});
    box.write("data/a", "a");
    Files.createSymbolicLink(box.path("data/link"), outside);
    Files.createSymbolicLink(box.path("data/dir"), folder);
    Content stored = box.capture("data", DEFAULT);
    assertThat(TestWorkspace.tree(stored).size()).isEqualTo(2);
    assertThat(Files.isSymbolicLink(box.path("data/link"))).isFalse();
    assertThat(Files.readString(box.path("data/link"))).isEqualTo("x");
    assertThat(Files.isSymbolicLink(box.path("data/dir"))).isTrue();
    assertThat(box.checkout("data", stored, false, DEFAULT).outputs()).isEmpty();
  }

  @Test
  void whatCannotBeTracked_isRefusedByName() throws IOException {
    Files.createDirectories(box.path("a"));
    Files.createSymbolicLink(box.path("a/dangling"), box.path("nowhere"));
    assertReason("a", Reason.DANGLING_LINK);
    box.write("b/s/.dvcignore", "x");
    assertReason("b", Reason.IGNORE_FILE_INSIDE);
    box.write("c/.git/config", "x");
    box.write("c/sub/.dvc/config", "x");
    box.write("c/sub/file", "x");
    box.write("c/.dvc/x", "x");
    assertThat(TestWorkspace.tree(box.capture("c", DEFAULT)).size()).isZero();
  }

  private void assertReason(String path, Reason reason) {
    assertThatThrownBy(() -> box.capture(path, DEFAULT))
        .isInstanceOfSatisfying(
            WorkspaceException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void partOfATree_isReplaced() throws IOException {
    box.write("data/a", "a");
    box.write("data/s/b", "b");
    Tree tree = TestWorkspace.tree(box.capture("data", DEFAULT));
    box.write("data/s/c", "c");
    Capture.Partial more = Capture.replace(tree, "s", box.capture("data/s", DEFAULT));
    assertThat(more.tree().size()).isEqualTo(3);
    assertThat(more.appended()).isFalse();
    Capture.Partial fresh = Capture.replace(tree, "n", box.capture("data/a", DEFAULT));
    assertThat(fresh.appended()).isTrue();
    Capture.Partial less = Capture.replace(tree, "s/b", Content.NOTHING);
    assertThat(less.found()).isTrue();
    assertThat(less.tree().size()).isEqualTo(1);
    assertThat(Capture.replace(tree, "none", Content.NOTHING).found()).isFalse();
  }

  @Test
  void difference_namesEachFile() throws IOException {
    for (String each : List.of("a", "b", "s/c")) {
      box.write("data/" + each, each);
    }
    Content stored = box.capture("data", DEFAULT);
    Files.delete(box.path("data/a"));
    box.write("data/b", "other");
    box.write("data/s-new", "new");
    Difference difference = box.compare("data", stored);
    assertThat(difference.kind()).isEqualTo(Kind.MODIFIED);
    assertThat(difference.files())
        .containsExactly(
            new Difference.FileDifference("a", Kind.DELETED),
            new Difference.FileDifference("b", Kind.MODIFIED),
            new Difference.FileDifference("s-new", Kind.ADDED));
    assertThat(box.compare("nothing", stored).kind()).isEqualTo(Kind.DELETED);
    assertThat(box.compare("data", Content.NOTHING).kind()).isEqualTo(Kind.ADDED);
  }

  @Test
  void knownFiles_areNotOpened() throws IOException {
    for (int i = 0; i < 300; i++) {
      box.write("data/" + i, "text " + i);
    }
    box.age("data");
    Content stored = box.capture("data", DEFAULT);
    for (int i = 0; i < 300; i++) {
      FileStat.setMode(box.path("data/" + i), 0);
    }
    try (Workspace workspace = box.open()) {
      Tree tree = TestWorkspace.tree(stored);
      long known = 0;
      for (int i = 0; i < tree.size(); i++) {
        Path path = box.path("data/" + tree.path(i));
        Stamp stamp = Entry.of(path, "").stamp();
        long state = workspace.index().pathState(path);
        known += workspace.index().find(state, stamp, HashName.MD5).isPresent() ? 1 : 0;
      }
      assertThat(known).isEqualTo(300);
    }
  }
}
