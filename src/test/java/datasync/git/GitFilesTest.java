package datasync.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.text.FormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitFilesTest {
  @TempDir private Path folder;
  private Fixture fixture;

  @BeforeEach
  void repository() throws IOException {
    fixture = new Fixture(folder);
  }

  private GitIgnore ignore() throws IOException {
    return new GitIgnore(fixture.repository(), fixture.environment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3", "4"})
  void index_ofEachVersion_tracksWhatGitLists(String version) throws IOException {
    for (String path : new String[] {"a", "dir/x", "dir/y/é", "dir.txt", "z/𝒳", "z/\uFF5E"}) {
      fixture.write(path, path);
    }
    fixture.git("add", ".");
    fixture.write("later", "");
    fixture.git("add", "-N", "later");
    fixture.git("update-index", "--index-version", version);
    GitIndex index = GitIndex.read(fixture.repository());
    for (String path : fixture.git("-c", "core.quotePath=false", "ls-files").split("\n")) {
      assertThat(index.tracks(path)).as(path).isTrue();
    }
    assertThat(index.tracks("dir")).isTrue();
    assertThat(index.tracks("z")).isTrue();
    assertThat(index.tracks("di")).isFalse();
    assertThat(index.tracks("dir/y/é/x")).isFalse();
    assertThat(index.tracks("zz")).isFalse();
  }

  @Test
  void index_thatIsMissing_tracksNothing() throws IOException {
    assertThat(GitIndex.read(fixture.repository()).tracks("a")).isFalse();
  }

  @Test
  void index_thatIsSplit_isRefused() throws IOException {
    fixture.write("a", "");
    fixture.git("add", "a");
    fixture.git("update-index", "--split-index");
    assertThatThrownBy(() -> GitIndex.read(fixture.repository()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("git update-index --no-split-index");
  }

  @Test
  void index_thatIsSparse_isRefused() throws IOException {
    fixture.write("in/a", "");
    fixture.write("out/b", "");
    fixture.git("add", ".");
    fixture.git("commit", "-qm", "one");
    fixture.git("sparse-checkout", "init", "--cone", "--sparse-index");
    fixture.git("sparse-checkout", "set", "in");
    assertThatThrownBy(() -> GitIndex.read(fixture.repository()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("--no-sparse-index");
  }

  @Test
  void index_thatIsCut_isRefused() throws IOException {
    fixture.write("a", "");
    fixture.git("add", "a");
    Path file = fixture.root.resolve(".git/index");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 1; length < whole.length - 40; length += 7) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> GitIndex.read(fixture.repository()))
          .isInstanceOf(FormatException.class);
    }
  }

  @Test
  void find_inALinkedWorkTree_readsItsOwnIndex() throws IOException {
    fixture.write("a/b", "");
    fixture.git("add", "a");
    fixture.git("commit", "-qm", "one");
    Path linked = fixture.root.resolveSibling("linked");
    fixture.git("worktree", "add", "-q", linked.toString());
    GitRepository found = GitRepository.find(linked.resolve("a")).orElseThrow();
    assertThat(found.workTree()).isEqualTo(linked);
    assertThat(found.common()).isEqualTo(fixture.root.resolve(".git"));
    assertThat(GitIndex.read(found).tracks("a/b")).isTrue();
    assertThat(GitRepository.find(fixture.home)).isEmpty();
  }

  @Test
  void ignore_asksFoldersThenExcludeThenTheUsersFile() throws IOException {
    Files.writeString(fixture.home.resolve(".gitconfig"),
        "[include]\n\tpath = more\n[core] # c\n\texcludesFile = wrong\n");
    Files.writeString(fixture.home.resolve("more"), "[x \"y\"]\nexcludesfile = wrong\n");
    fixture.git("config", "core.excludesFile", "~/my # ignores");
    Files.writeString(fixture.home.resolve("my # ignores"), "*.user\n*.both\n");
    fixture.write(".git/info/exclude", "*.repo\n!x.both\n");
    fixture.write(".gitignore", "*.root\n/sub/off\n");
    fixture.write("sub/.gitignore", "!keep.root\n");
    fixture.write("sub/off/.gitignore", "!*\n");
    Files.writeString(fixture.home.resolve("outside"), "*\n");
    Files.createDirectories(fixture.root.resolve("linked"));
    Files.createSymbolicLink(
        fixture.root.resolve("linked/.gitignore"), fixture.home.resolve("outside"));
    for (String path : new String[] {
        "a.user", "a.both", "x.both", "a.repo", "a.root", "sub/a.root", "sub/keep.root",
        "sub/off/x", "sub/other", "linked/x"}) {
      fixture.write(path, "");
      String git = fixture.git("status", "--porcelain", "--ignored", "-uall", path);
      assertThat(ignore().ignores(fixture.root.resolve(path), false))
          .as(path).isEqualTo(git.contains("!! "));
    }
  }

  /// What dulwich 1.2.21 answers for `data/` and `data/raw/`.
  @ParameterizedTest
  @CsvSource({
    ".gitignore, data/*;!data/*.dvc, true, true",
    ".gitignore, /data/*;!/data/*.dvc, true, true",
    ".gitignore, **/data/*, true, true",
    ".gitignore, data/**;!data/**, false, false",
    ".gitignore, data/*;!data/**, false, false",
    ".gitignore, data/*;!data/raw, true, false",
    ".gitignore, data/*/, true, true",
    ".gitignore, data/*/*, false, true",
    ".gitignore, data/x*, false, false",
    "data/.gitignore, *, false, true",
    "data/.gitignore, /*;!*.dvc, false, true",
    "data/.gitignore, */*, false, true",
    "data/.gitignore, **/*, true, true",
  })
  void folder_isNotEntered_whenItsContentsAreIgnored(
      String file, String lines, boolean data, boolean raw) throws IOException {
    fixture.write(file, lines.replace(';', '\n') + "\n");
    fixture.write("data/raw/b.dvc", "");
    assertThat(ignore().ignoresContents(fixture.root.resolve("data"))).isEqualTo(data);
    assertThat(ignore().ignoresContents(fixture.root.resolve("data/raw"))).isEqualTo(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "[core] # c\n\texcludesFile = ~/mine ; c\n", "[CORE]\nEXCLUDESFILE=\"~/mi\"ne\n",
    "[include]\n\tpath = ~/more\n"})
  void ignore_findsTheUsersFile(String config) throws IOException {
    Files.writeString(fixture.home.resolve(".gitconfig"), config);
    Files.writeString(fixture.home.resolve("more"), "[core]\nexcludesFile = ~/mine\n");
    Files.writeString(fixture.home.resolve("mine"), "*.user\n");
    assertThat(ignore().ignores(fixture.root.resolve("a.user"), false)).isTrue();
  }

  @Test
  void entry_isAddedOnceAndTakenBack() throws IOException {
    Path file = fixture.root.resolve(".gitignore");
    assertThat(GitIgnoreFile.add(fixture.root.resolve("data"))).isTrue();
    assertThat(GitIgnoreFile.add(fixture.root.resolve("data"))).isFalse();
    for (String name : new String[] {"we ird [x]#é!.txt", "back\\slash"}) {
      GitIgnoreFile.add(fixture.root.resolve(name));
      assertThat(ignore().ignores(fixture.root.resolve(name), false)).as(name).isTrue();
    }
    assertThat(file).content()
        .isEqualTo("/data\n/we ird \\[x\\]\\#é\\!.txt\n/back\\\\slash\n");
    GitIgnoreFile.remove(fixture.root.resolve("data"));
    GitIgnoreFile.remove(fixture.root.resolve("we ird [x]#é!.txt"));
    GitIgnoreFile.remove(fixture.root.resolve("back\\slash"));
    assertThat(file).doesNotExist();
  }

  @Test
  void entry_besideOtherLines_leavesWhatDvcLeaves() throws IOException {
    Path file = fixture.write(".gitignore", "*.pyc\r\n# é\r\nlast");
    GitIgnoreFile.add(fixture.root.resolve("data"));
    assertThat(file).content().isEqualTo("*.pyc\r\n# é\r\nlast\n/data\n");
    assertThat(GitIgnoreFile.remove(fixture.root.resolve("data"))).isTrue();
    assertThat(file).content().isEqualTo("*.pyc\n# é\nlast\n");
  }

  @Test
  void filesThatAreNoPathsOrNoText_areRefusedOrLeftAsTheyAre(@TempDir Path folder)
      throws IOException {
    Path pointer = folder.resolve(".git");
    for (String text : List.of("gitdir: a\0b", "gitdir: \u00e9")) {
      Files.write(pointer, text.getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(() -> GitRepository.at(folder)).isInstanceOf(FormatException.class);
    }
    Path ignore = folder.resolve(".gitignore");
    byte[] latin = "/caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(ignore, latin);
    assertThat(GitIgnoreFile.add(folder.resolve("\u00fc"))).isTrue();
    assertThat(GitIgnoreFile.add(folder.resolve("\u00fc"))).isFalse();
    assertThat(GitIgnoreFile.remove(folder.resolve("\u00fc"))).isTrue();
    assertThat(Files.readAllBytes(ignore)).isEqualTo(latin);
    Path secret = Files.writeString(folder.resolve("secret"), "key");
    Files.delete(ignore);
    Files.createSymbolicLink(ignore, secret);
    assertThatThrownBy(() -> GitIgnoreFile.add(folder.resolve("x")))
        .hasMessageContaining("symbolic link");
    assertThat(secret).hasContent("key");
  }
}
