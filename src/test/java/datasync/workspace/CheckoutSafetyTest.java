package datasync.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
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
import org.junit.jupiter.params.provider.ValueSource;

class CheckoutSafetyTest {
  @TempDir Path folder;
  TestWorkspace box;
  ObjectId id;

  @BeforeEach
  void open() throws IOException {
    box = new TestWorkspace(folder);
    box.write("seed", "content");
    id = ((Content.SingleFile) box.capture("seed", LinkType.COPY)).id();
  }

  private Content tree(String... paths) {
    Tree.Builder builder = new Tree.Builder(HashName.MD5, paths.length);
    for (String each : paths) {
      builder.add(each, id, 7);
    }
    return new Content.Directory(builder.build());
  }

  private void assertRefused(String path, Content wanted) throws IOException {
    Map<String, String> before = TestWorkspace.files(folder);
    assertThatThrownBy(() -> box.checkout(path, wanted, true, LinkType.COPY))
        .isInstanceOfSatisfying(
            WorkspaceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSAFE_PATH));
    Map<String, String> after = TestWorkspace.files(folder);
    after.keySet().removeIf(each -> each.contains(".dvc/tmp/"));
    before.keySet().removeIf(each -> each.contains(".dvc/tmp/"));
    assertThat(after).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../escape", "a/../../escape", "..", "/etc/escape", "a//b", "./a", "a/.", ".git/config",
        "sub/.GIT/hooks/x", ".dvc/config", "a/.dvc/x", "", "nul\0x"
      })
  void listingsWithUnsafePaths_areRefusedAndNothingIsTouched(String path) throws IOException {
    assertRefused("data", tree("ok", path));
  }

  @Test
  void fileThatIsAFolderAsWell_isRefused() throws IOException {
    assertRefused("data", tree("a", "a!", "a/b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", ".git", ".git/hooks", ".dvc/config", "a/../../x", "."})
  void outputsOutsideOrInPrivateFolders_areRefused(String path) throws IOException {
    assertRefused(path, tree("a"));
  }

  @Test
  void symbolicLinksOnTheWay_areNotFollowed() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.write(outside.resolve("kept"), new byte[] {1});
    Files.createSymbolicLink(box.path("link"), outside);
    assertRefused("link/data", tree("a"));
    assertRefused("link", tree("a"));
    Files.createDirectories(box.path("data"));
    Files.createSymbolicLink(box.path("data/s"), outside);
    assertThatThrownBy(() -> box.checkout("data", tree("s/a"), false, LinkType.COPY))
        .isInstanceOfSatisfying(
            WorkspaceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSAVED));
    box.checkout("data", tree("s/a"), true, LinkType.COPY);
    assertThat(Files.isSymbolicLink(box.path("data/s"))).isFalse();
    assertThat(TestWorkspace.files(outside)).containsOnlyKeys("kept");
  }

  @Test
  void ignoredSymbolicLink_isNotWrittenThrough() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createDirectories(box.path("data"));
    Files.createSymbolicLink(box.path("data/s"), outside);
    DirectoryFilter filter =
        new DirectoryFilter() {
          @Override
          public boolean ignores(String name, boolean directory) {
            return name.equals("s");
          }

          @Override
          public DirectoryFilter child(String name) {
            return this;
          }
        };
    Path data = box.path("data");
    CheckoutRequest request =
        new CheckoutRequest(data, data, tree("s/a"), false, HashName.MD5, filter);
    try (Workspace workspace = box.open()) {
      Checkout checkout = new Checkout(workspace, box.store, box.linker(LinkType.COPY));
      CheckoutPlan plan = checkout.plan(List.of(request), false);
      assertThatThrownBy(() -> checkout.run(plan, true)).isInstanceOf(WorkspaceException.class);
    }
    assertThat(TestWorkspace.files(outside)).isEmpty();
  }

  @Test
  void namesThatDifferInCase_areToldApartOnlyWhereTheFileSystemDoes() throws IOException {
    assertThat(SafePath.fold("Straße/Ä")).isEqualTo(SafePath.fold("STRASSE/ä"));
    box.checkout("data", tree("A", "a"), false, LinkType.COPY);
    assertThat(TestWorkspace.files(box.path("data"))).containsOnlyKeys("A", "a");
  }

  @ParameterizedTest
  @EnumSource(names = {"HARDLINK", "COPY"})
  void killAtAnyCall_thenTheSameAgain_reachesTheEnd(LinkType type) throws IOException {
    TestWorkspace.fill(box.path("one"), new Random(5), 30);
    TestWorkspace.fill(box.path("two"), new Random(6), 30);
    Content one = box.capture("one", LinkType.COPY);
    Content two = box.capture("two", LinkType.COPY);
    Map<String, String> wanted = TestWorkspace.files(box.path("two"));
    boolean finished = false;
    for (int calls = 0; !finished; calls++) {
      box.checkout("data", one, true, type);
      try {
        box.checkout(new FailingStore(box.store, calls), "data", two, false, type);
        finished = true;
      } catch (IOException killed) {
        assertThat(killed).hasMessage("killed");
      }
      box.checkout("data", two, false, type);
      assertThat(TestWorkspace.files(box.path("data"))).isEqualTo(wanted);
      assertThat(TestWorkspace.files(box.state().resolve("staging"))).isEmpty();
    }
  }

  @Test
  void captureKilledAtAnyCall_losesNothing_andTheSameAgainStoresAll() throws IOException {
    boolean finished = false;
    for (int calls = 0; !finished; calls++) {
      String data = "data" + calls;
      TestWorkspace.fill(box.path(data), new Random(calls), 8);
      Map<String, String> before = TestWorkspace.files(box.path(data));
      try (Workspace workspace = box.open()) {
        new Capture(
                workspace, new FailingStore(box.store, calls), box.linker(LinkType.HARDLINK))
            .store(box.path(data), HashName.MD5, DirectoryFilter.NONE);
        finished = true;
      } catch (IOException killed) {
        assertThat(killed).hasMessage("killed");
      }
      assertThat(TestWorkspace.files(box.path(data))).isEqualTo(before);
      Content stored = box.capture(data, LinkType.HARDLINK);
      Tree tree = TestWorkspace.tree(stored);
      for (int i = 0; i < tree.size(); i++) {
        assertThat(box.store.absent(List.of(tree.id(i)))).isEmpty();
      }
      assertThat(TestWorkspace.files(box.path(data))).isEqualTo(before);
    }
  }

  @Test
  void unusedOutputs_goOnlyWhenUntouchedAndSaved() throws IOException {
    for (String each : List.of("same", "touched", "lost", "used", "over/in")) {
      box.write(each + "/f", each);
      box.capture(each, LinkType.COPY);
    }
    box.write("touched/f", "edited");
    Tree lost = TestWorkspace.tree(box.read("lost"));
    box.store.remove(List.of(lost.id(0)));
    try (Workspace workspace = box.open()) {
      Checkout checkout = new Checkout(workspace, box.store, box.linker(LinkType.COPY));
      List<Path> used = List.of(box.path("used"), box.path("over"), box.path("seed"));
      List<CheckoutRequest> unused = checkout.unused(used);
      assertThat(unused).extracting(CheckoutRequest::path).containsExactly(box.path("same"));
      checkout.run(checkout.plan(unused, false), false);
    }
    assertThat(box.path("same")).doesNotExist();
    assertThat(box.path("touched/f")).exists();
    assertThat(box.path("lost/f")).exists();
    try (Workspace workspace = box.open()) {
      assertThat(workspace.links().all()).doesNotContainKey("same").containsKey("used");
    }
  }
}
