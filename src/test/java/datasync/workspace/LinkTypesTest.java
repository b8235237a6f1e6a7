package datasync.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import datasync.io.FileStat;
import datasync.object.Tree;
import datasync.workspace.WorkspaceException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTypesTest {
  @TempDir Path folder;
  TestWorkspace box;

  @BeforeEach
  void open() throws IOException {
    box = new TestWorkspace(folder);
    box.write("data/a", "some bytes");
    box.write("data/empty", "");
  }

  private Path object(Content stored, String path) {
    Tree tree = TestWorkspace.tree(stored);
    return box.store.path(tree.id(tree.indexOf(path)));
  }

  private void relink(Content stored, LinkType... types) throws IOException {
    try (Workspace workspace = box.open()) {
      Checkout checkout = new Checkout(workspace, box.store, box.linker(types));
      CheckoutPlan plan = checkout.plan(List.of(box.request("data", stored)), true);
      assertThat(checkout.run(plan, false).outputs()).isEmpty();
      assertThat(checkout.plan(List.of(box.request("data", stored)), true).isEmpty()).isTrue();
    }
  }

  @Test
  void eachType_looksAsInDvc_andRelinkChangesOneIntoAnother() throws IOException {
    Content stored = box.capture("data", LinkType.HARDLINK);
    Path file = box.path("data/a");
    Path object = object(stored, "a");
    assertThat(FileStat.of(file).inode()).isEqualTo(FileStat.of(object).inode());
    assertThat(FileStat.of(file).mode()).isEqualTo(0444);
    assertThat(FileStat.links(box.path("data/empty"))).isEqualTo(1);
    relink(stored, LinkType.SYMLINK);
    assertThat(Files.readSymbolicLink(file)).isEqualTo(object).isAbsolute();
    relink(stored, LinkType.COPY);
    assertThat(FileStat.of(file).isFile()).isTrue();
    assertThat(FileStat.links(file)).isEqualTo(1);
    assertThat(FileStat.of(file).mode()).isEqualTo(0644);
    relink(stored, LinkType.HARDLINK);
    assertThat(FileStat.of(file).inode()).isEqualTo(FileStat.of(object).inode());
    assertThat(FileStat.of(object).mode()).isEqualTo(0444);
  }

  @Test
  void unprotect_givesCopies_thatTheIndexStillKnows() throws IOException {
    for (LinkType type : List.of(LinkType.HARDLINK, LinkType.SYMLINK, LinkType.COPY)) {
      Content stored = box.capture("data", type);
      try (Workspace workspace = box.open()) {
        new Protection(workspace, box.path("staging"), false).unprotect(box.path("data"));
      }
      FileStat stat = FileStat.of(box.path("data/a"));
      assertThat(stat.isFile() && stat.mode() == 0644).isTrue();
      assertThat(FileStat.links(box.path("data/a"))).isEqualTo(1);
      assertThat(FileStat.of(object(stored, "a")).mode()).isEqualTo(0444);
      assertThat(Files.readString(box.path("data/a"))).isEqualTo("some bytes");
    }
    try (Workspace workspace = box.open()) {
      Protection protection = new Protection(workspace, box.path("staging"), false);
      assertThatThrownBy(() -> protection.unprotect(box.path("no")))
          .isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  void typesThatDoNotWork_areSkipped_andNoneLeftIsAnError() throws IOException {
    Content stored = box.capture("data", LinkType.COPY);
    Path other = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(other));
    Path root = Files.createTempDirectory(other, "datasync-test");
    try {
      TestWorkspace away = new TestWorkspace(root);
      try (Workspace workspace = away.open()) {
        Checkout fallback =
            new Checkout(workspace, box.store, away.linker(LinkType.HARDLINK, LinkType.COPY));
        fallback.run(fallback.plan(List.of(away.request("data", stored)), false), false);
        assertThat(FileStat.links(away.path("data/a"))).isEqualTo(1);
        Checkout strict = new Checkout(workspace, box.store, away.linker(LinkType.HARDLINK));
        CheckoutPlan plan = strict.plan(List.of(away.request("more", stored)), false);
        assertThatThrownBy(() -> strict.run(plan, false))
            .isInstanceOfSatisfying(
                WorkspaceException.class,
                e -> assertThat(e.reason()).isEqualTo(Reason.NO_LINK_TYPE));
      }
    } finally {
      try (var all = Files.walk(root)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  @Test
  void stagingOnAnotherFileSystem_isLeft() throws IOException {
    Content stored = box.capture("data", LinkType.COPY);
    Path other = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(other));
    Path staging = Files.createTempDirectory(other, "datasync-test");
    try (Workspace workspace = box.open()) {
      Linker linker = new Linker(List.of(LinkType.COPY), staging);
      Checkout checkout = new Checkout(workspace, box.store, linker);
      checkout.run(checkout.plan(List.of(box.request("copy", stored)), false), false);
    }
    assertThat(TestWorkspace.files(box.path("copy"))).containsOnlyKeys("a", "empty");
    Files.delete(staging);
  }
}
