package datasync.text.ignore;

import datasync.text.FormatException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One pattern of an ignore file and where it stands. Immutable.
public final class IgnorePattern {
  /// Stands for "no pattern decides": its verdict is [Verdict#NONE].
  public static final IgnorePattern NONE =
      new IgnorePattern(Dialect.GIT, "", "", 0, Verdict.NONE, false, null);

  private final Dialect dialect;
  private final String text;
  private final String source;
  private final int line;
  private final Verdict verdict;
  private final boolean directoryOnly;
  private final Glob glob;

  private IgnorePattern(Dialect dialect, String text, String source, int line, Verdict verdict,
      boolean directoryOnly, Glob glob) {
    this.dialect = dialect;
    this.text = text;
    this.source = source;
    this.line = line;
    this.verdict = verdict;
    this.directoryOnly = directoryOnly;
    this.glob = glob;
  }

  /// Parses one line of a `.gitignore`; `#` begins a comment, blanks at the end do not count.
  ///
  /// @param text the line without its end
  /// @param source the file as a person would name it
  /// @param line the line counted from 1
  /// @return empty when the line holds no pattern or one that can match nothing
  public static Optional<IgnorePattern> git(String text, String source, int line) {
    if (text.startsWith("#")) {
      return Optional.empty();
    }
    String trimmed = withoutTrailingBlanks(text);
    boolean negated = trimmed.startsWith("!");
    String body = negated ? trimmed.substring(1) : trimmed;
    boolean directoryOnly = body.endsWith("/");
    if (directoryOnly) {
      body = body.substring(0, body.length() - 1);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Glob glob = GitGlob.compile(new String(bytes, StandardCharsets.ISO_8859_1));
    Verdict verdict = negated ? Verdict.INCLUDED : Verdict.IGNORED;
    return glob == null
        ? Optional.empty()
        : Optional.of(new IgnorePattern(
            Dialect.GIT, trimmed, source, line, verdict, directoryOnly, glob));
  }

  private static String withoutTrailingBlanks(String text) {
    int end = -1;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == ' ') {
        end = end < 0 ? i : end;
        continue;
      }
      if (unit == '\\') {
        i++;
        if (i == text.length()) {
          return text;
        }
      }
      end = -1;
    }
    return end < 0 ? text : text.substring(0, end);
  }

  /// Parses a pattern of a `.dvcignore`, which is already stripped.
  ///
  /// @param source the file relative to the repository, or what to show when the line is 0
  /// @param line the line counted from 1, 0 for a pattern that stands in no file
  /// @return empty when DVC drops the pattern
  /// @throws FormatException when DVC fails on it, as on a range in the wrong order
  public static Optional<IgnorePattern> dvc(String text, String source, int line)
      throws FormatException {
    return dvc(text, text, source, line);
  }

  private static Optional<IgnorePattern> dvc(String rule, String text, String source, int line)
      throws FormatException {
    if (rule.isEmpty() || rule.startsWith("#") || rule.equals("/")) {
      return Optional.empty();
    }
    boolean negated = rule.startsWith("!");
    Glob glob;
    try {
      glob = DvcGlob.compile(negated ? rule.substring(1) : rule);
    } catch (IllegalArgumentException e) {
      throw new FormatException(source, line, 0, e.getMessage());
    }
    Verdict verdict = negated ? Verdict.INCLUDED : Verdict.IGNORED;
    return glob == null
        ? Optional.empty()
        : Optional.of(new IgnorePattern(
            Dialect.DVC, text, source, line, verdict, rule.endsWith("/"), glob));
  }

  /// The same pattern of a `.dvcignore`, relative to a directory further up.
  ///
  /// Follows DVC's `pathspec_math.change_rule`, which takes the directory's name for a pattern
  /// and drops a leading backslash.
  ///
  /// @param relative the pattern's directory as seen from there, with `/`
  /// @return empty when DVC drops the pattern now
  /// @throws FormatException when DVC fails on it now
  public Optional<IgnorePattern> below(String relative) throws FormatException {
    boolean negated = verdict == Verdict.INCLUDED;
    String body = negated ? text.substring(1) : text;
    boolean anywhere = body.startsWith("**/")
        || body.indexOf('/') < 0 || body.indexOf('/') >= body.length() - 1;
    if (anywhere) {
      body = body.startsWith("**/") ? body.substring(3) : body;
    } else if (body.startsWith("/")) {
      body = body.substring(1);
    }
    if (body.startsWith("\\")) {
      body = body.substring(1);
    }
    String rule = relative + (anywhere ? "/**/" : "/") + body;
    return dvc(negated ? "!/" + rule : rule, text, source, line);
  }

  /// The pattern as it stands in its file, without blanks that do not count.
  public String text() {
    return text;
  }

  /// The line counted from 1; 0 when the pattern stands in no file.
  public int line() {
    return line;
  }

  /// What the pattern says about the names it matches.
  public Verdict verdict() {
    return verdict;
  }

  /// Whether the pattern is only about directories.
  public boolean isDirectoryOnly() {
    return directoryOnly;
  }

  /// Whether the pattern is about what a directory holds and not about the directory: its last
  /// component is one or two stars below another one.
  boolean describesContents() {
    String body = directoryOnly ? text.substring(0, text.length() - 1) : text;
    return body.endsWith("/*") || body.endsWith("/**");
  }

  /// Where the pattern comes from in the form of `dvc check-ignore --details`.
  public String origin() {
    if (line > 0) {
      return source + ":" + line + ":" + text;
    }
    return source.isEmpty() ? ":" + text : source;
  }

  Dialect dialect() {
    return dialect;
  }

  Glob glob() {
    return glob;
  }

  @Override
  public String toString() {
    return origin();
  }
}
