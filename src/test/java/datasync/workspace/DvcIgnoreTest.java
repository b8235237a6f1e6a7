package datasync.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DvcIgnoreTest {
  @TempDir private Path root;

  @BeforeEach
  void rules() throws IOException {
    Files.createDirectories(root.resolve("sub/deep"));
    Files.createDirectories(root.resolve("inner/.dvc"));
    Files.createDirectories(root.resolve("off"));
    Files.writeString(root.resolve(".dvcignore"), "# comment\n*.tmp\noff\n!/keep.tmp\n");
    Files.writeString(root.resolve("sub/.dvcignore"), "!*.tmp\n/only\n");
    Files.writeString(root.resolve("off/.dvcignore"), "!*\n");
  }

  private String origin(String path, boolean directory) throws IOException {
    return DvcIgnore.of(root).match(root.resolve(path), directory).origin();
  }

  @Test
  void builtInPatterns_haveNoFile() throws IOException {
    assertThat(origin(".git", true)).isEqualTo(":.git");
    assertThat(origin(".git", false)).isEqualTo(":.git");
    assertThat(origin("sub/.dvc/tmp", false)).isEqualTo(":.dvc/");
    assertThat(origin("sub/.dvc", false)).isEqualTo(":");
  }

  @Test
  void nestedFile_overridesItsParent() throws IOException {
    DvcIgnore ignore = DvcIgnore.of(root);
    assertThat(ignore.ignores(root.resolve("a.tmp"), false)).isTrue();
    assertThat(ignore.ignores(root.resolve("keep.tmp"), false)).isFalse();
    assertThat(ignore.ignores(root.resolve("sub/deep/a.tmp"), false)).isFalse();
    assertThat(ignore.ignores(root.resolve("sub/only"), false)).isTrue();
    assertThat(ignore.ignores(root.resolve("sub/deep/only"), false)).isFalse();
    assertThat(origin("sub/deep/a.tmp", false)).isEqualTo("sub/.dvcignore:1:!*.tmp");
  }

  @Test
  void fileInAnIgnoredDirectory_isNotRead() throws IOException {
    assertThat(origin("off/x", false)).isEqualTo(".dvcignore:3:off");
  }

  @Test
  void projectInside_isIgnoredUnlessAskedFor() throws IOException {
    assertThat(origin("inner/x", false)).isEqualTo("in sub_repo:inner");
    DvcIgnore all = DvcIgnore.withSubrepos(root);
    assertThat(all.ignores(root.resolve("inner/x"), false)).isFalse();
    assertThat(all.ignores(root.resolve("inner/.dvc/x"), false)).isTrue();
  }

  @Test
  void outsideTheProject_nothingIsIgnored() throws IOException {
    DvcIgnore ignore = DvcIgnore.of(root);
    assertThat(ignore.ignores(root.resolveSibling("a.tmp"), false)).isFalse();
    assertThat(ignore.ignores(root, true)).isFalse();
    assertThat(ignore.enter(root.getParent())).isSameAs(DirectoryFilter.NONE);
  }

  @Test
  void filterOfAWalk_answersLikeAPath() throws IOException {
    DirectoryFilter deep = DvcIgnore.of(root).enter(root).child("sub").child("deep");
    assertThat(deep.ignores("a.tmp", false)).isFalse();
    assertThat(deep.ignores(".git", true)).isTrue();
  }
}
