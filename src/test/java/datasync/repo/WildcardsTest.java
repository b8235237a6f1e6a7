package datasync.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WildcardsTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    for (String name : List.of("a.x", "b.x", "c.y", ".hidden.x", "s/d.x", "s/t/e.x", "[1].x")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  private List<String> expand(String... patterns) throws IOException {
    return Wildcards.expand(List.of(patterns), folder);
  }

  @Test
  void expand_ofStar_leavesOutHiddenFilesAndOtherFolders() throws IOException {
    assertThat(expand("*.x")).containsExactly("[1].x", "a.x", "b.x");
  }

  @Test
  void expand_ofTwoStars_meansAnyFolderAndNone() throws IOException {
    assertThat(expand("**/*.x")).containsExactly("[1].x", "a.x", "b.x", "s/d.x", "s/t/e.x");
    assertThat(expand("s/**")).contains("s", "s/d.x", "s/t", "s/t/e.x");
  }

  @Test
  void expand_ofSets_knowsRangesAndNegation() throws IOException {
    assertThat(expand("[a-b].x")).containsExactly("a.x", "b.x");
    assertThat(expand("[!a].[xy]")).containsExactly("b.x", "c.y");
    assertThat(expand("[[]1].x")).containsExactly("[1].x");
  }

  @Test
  void expand_ofAPlainName_isThatName() throws IOException {
    assertThat(expand("s/d.x")).containsExactly("s/d.x");
  }

  @Test
  void expand_ofNothing_saysSo() {
    assertThatThrownBy(() -> expand("*.none"))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("*.none");
  }

  @Test
  void matches_ofManyStars_endsSoon() {
    String name = "a".repeat(200);
    assertThat(Wildcards.matches("*a".repeat(60) + "b", 0, name, 0)).isFalse();
  }
}
