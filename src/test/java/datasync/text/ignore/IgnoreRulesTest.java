package datasync.text.ignore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.text.FormatException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The expected answers are those of `git check-ignore` 2.39 and of DVC 3.67 with pathspec 1.1.
class IgnoreRulesTest {
  private static String ask(List<IgnorePattern> patterns, String path) {
    boolean directory = path.endsWith("/");
    String plain = directory ? path.substring(0, path.length() - 1) : path;
    IgnorePattern found =
        IgnoreRules.of(patterns).start().decide(List.of(plain.split("/")), directory);
    return found.verdict() + (found.line() == 0 ? "" : " " + found.line());
  }

  private static String git(String lines, String path) {
    return ask(IgnoreFile.git(lines.getBytes(StandardCharsets.UTF_8), "f"), path);
  }

  private static String dvc(String lines, String path) throws FormatException {
    return ask(IgnoreFile.dvc(lines.getBytes(StandardCharsets.UTF_8), "f"), path);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "foo         | a/foo         | IGNORED 1",
    "/foo        | a/foo         | NONE",
    "foo/        | foo           | NONE",
    "foo/        | foo/          | IGNORED 1",
    "foo/        | foo/bar       | IGNORED 1",
    "a/b         | a/b           | IGNORED 1",
    "a/b         | x/a/b         | NONE",
    "a/**/b      | a/b           | IGNORED 1",
    "a/**/b      | a/x/y/b       | IGNORED 1",
    "a/**        | a/            | NONE",
    "a/**        | a/x           | IGNORED 1",
    "*/          | a/            | IGNORED 1",
    "ab**/??     | abc/-/é       | IGNORED 1",
    "**//[a-c]   | c/b           | NONE",
    "??          | é             | IGNORED 1",
    "[[:digit:]] | 7             | IGNORED 1",
    "[[:foo:]]   | f             | NONE",
    "[a\\-c]     | -             | IGNORED 1",
    "[           | [             | NONE",
    "a[!x]b      | a/b           | NONE",
    "\\#x        | #x            | IGNORED 1",
  })
  void git_singlePattern(String pattern, String path, String expected) {
    assertThat(git(pattern + "\n", path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "foo         | a/foo         | IGNORED 1",
    "*/          | a/            | NONE",
    "**/         | a/            | NONE",
    "a[!x]b      | a/b           | IGNORED 1",
    "?           | é             | IGNORED 1",
    "a/**        | a/            | IGNORED 1",
    "a/**        | a             | NONE",
    "[           | [             | NONE",
    "[[:alpha:]] | :]            | IGNORED 1",
    "/a*b/       | axb/c         | IGNORED 1",
    "a/***       | a/x           | IGNORED 1",
  })
  void dvc_singlePattern(String pattern, String path, String expected) throws FormatException {
    assertThat(dvc(pattern + "\n", path)).isEqualTo(expected);
  }

  @Test
  void lastMatchDecides_butNothingIsIncludedAgainBelowAnIgnoredDirectory() throws Exception {
    assertThat(git("*.x\n!keep.x\n", "keep.x")).isEqualTo("INCLUDED 2");
    assertThat(git("d/\n!d/keep\n", "d/keep")).isEqualTo("IGNORED 1");
    assertThat(dvc("*.x\n!keep.x\n", "keep.x")).isEqualTo("INCLUDED 2");
    assertThat(dvc("d/\n!d/keep\n", "d/keep")).isEqualTo("IGNORED 1");
  }

  @Test
  void dvc_ofNeighboursThatIgnore_namesTheFirst() throws Exception {
    assertThat(dvc("a*\n*b\nab\n", "ab")).isEqualTo("IGNORED 1");
    assertThat(git("a*\n*b\nab\n", "ab")).isEqualTo("IGNORED 3");
  }

  @Test
  void dvc_reincludedDirectory_stillIgnoresFilesInIt() throws Exception {
    assertThat(dvc("foo\n!foo/\n", "foo/bar")).isEqualTo("IGNORED 1");
    assertThat(git("foo\n!foo/\n", "foo/bar")).isEqualTo("NONE");
  }

  @Test
  void lines_areTrimmedAsEachProgramDoes() throws Exception {
    assertThat(git("\uFEFFfoo \r\nbar\\ \n baz\n", "foo")).isEqualTo("IGNORED 1");
    assertThat(git("\uFEFFfoo \r\nbar\\ \n baz\n", "bar ")).isEqualTo("IGNORED 2");
    assertThat(git("\uFEFFfoo \r\nbar\\ \n baz\n", "baz")).isEqualTo("NONE");
    assertThat(dvc("  # no\r\n\r  baz\u00a0\n", "baz")).isEqualTo("IGNORED 3");
  }

  @Test
  void dvc_whatTheLibraryRefuses_namesTheLine() {
    assertThatThrownBy(() -> dvc("ok\n[z-a]\n", "x"))
        .isInstanceOfSatisfying(FormatException.class, e -> {
          assertThat(e.position()).isEqualTo("f:2");
          assertThat(e).hasMessage("the range `z-a` is in the wrong order");
        });
    assertThatThrownBy(() -> dvc("x\\ \n", "x")).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> dvc("!\n", "x")).isInstanceOf(FormatException.class);
  }

  @Test
  void dvc_below_movesAPatternUp() throws Exception {
    assertThat(below("foo", "sub/x/foo")).isEqualTo("IGNORED 1");
    assertThat(below("foo", "foo")).isEqualTo("NONE");
    assertThat(below("/foo", "sub/foo")).isEqualTo("IGNORED 1");
    assertThat(below("/foo", "sub/x/foo")).isEqualTo("NONE");
    assertThat(below("!foo/", "sub/foo/")).isEqualTo("INCLUDED 1");
    // DVC takes a leading backslash away and so makes a wildcard of an escaped star.
    assertThat(below("\\*b", "sub/ab")).isEqualTo("IGNORED 1");
  }

  private static String below(String pattern, String path) throws FormatException {
    IgnorePattern parsed = IgnorePattern.dvc(pattern, "f", 1).orElseThrow();
    return ask(List.of(parsed.below("sub").orElseThrow()), path);
  }

  @Test
  void hostilePatterns_takeLinearTime() throws Exception {
    String stars = "a*".repeat(60) + "b";
    String name = "a".repeat(250);
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
      for (int i = 0; i < 100; i++) {
        assertThat(dvc(stars, name)).isEqualTo("NONE");
        assertThat(git(stars, name)).isEqualTo("NONE");
        assertThat(git("**/" + stars, name + "b")).isEqualTo("IGNORED 1");
      }
    });
  }

  @Test
  void longPatterns_matchLikeShortOnes() throws Exception {
    String folder = "a-rather-long-folder-name-".repeat(4);
    assertThat(git(folder + "/**/*.bin\n", folder + "/x/y/z.bin")).isEqualTo("IGNORED 1");
    assertThat(dvc(folder + "/**/*.bin\n", folder + "/x/y/z.bin")).isEqualTo("IGNORED 1");
    assertThat(dvc(folder + "/**/*.bin\n", folder + "/x/y/z.bi")).isEqualTo("NONE");
  }

  @Test
  void enormousPatterns_takeMemoryInProportion() throws Exception {
    String folders = "**/".repeat(20_000) + "b";
    assertThat(git(folders, "x/y/b")).isEqualTo("IGNORED 1");
    assertThat(dvc(folders, "x/y/b")).isEqualTo("IGNORED 1");
    String letters = "a".repeat(60_000);
    assertThat(git(letters, "a")).isEqualTo("NONE");
    assertThat(dvc(letters, "a")).isEqualTo("NONE");
    assertThat(git(letters + "*", letters + "b")).isEqualTo("IGNORED 1");
  }
}
