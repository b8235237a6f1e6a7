package datasync.git;

import datasync.io.Environment;
import datasync.io.WholeFile;
import datasync.text.ignore.IgnoreCursor;
import datasync.text.ignore.IgnoreFile;
import datasync.text.ignore.IgnorePattern;
import datasync.text.ignore.IgnoreRules;
import datasync.text.ignore.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which paths of a working tree Git ignores: by `.gitignore` files, `info/exclude` and
/// `core.excludesFile`. That a path is tracked does not matter here, as in DVC. For one thread.
public final class GitIgnore {
  private static final long LARGEST = 16 << 20;

  /// What in a folder's own file is about all that it holds.
  private static final List<String> EVERYTHING = List.of("**", "**/", "/**", "**/*", "**/**");

  private final Path top;
  private final List<Path> general;
  private final Map<Path, IgnoreRules> byFolder = new HashMap<>();
  private List<IgnoreRules> generalRules;

  /// @param environment where the user's own file is, unless Git's configuration names another
  public GitIgnore(GitRepository repository, Environment environment) throws IOException {
    this.top = repository.workTree();
    this.general =
        List.of(
            GitConfig.excludesFile(repository, environment),
            repository.common().resolve("info").resolve("exclude"));
  }

  /// Whether a path, or a folder on the way to it, is ignored.
  ///
  /// @param path absolute and normalised; outside the working tree nothing is ignored
  /// @param folder whether patterns for folders alone apply to it
  public boolean ignores(Path path, boolean folder) throws IOException {
    if (!path.startsWith(top) || path.equals(top)) {
      return false;
    }
    Path relative = top.relativize(path);
    Path at = top;
    for (int i = 0; i < relative.getNameCount(); i++) {
      at = at.resolve(relative.getName(i));
      boolean last = i == relative.getNameCount() - 1;
      if (decide(at, new AboutItself(!last || folder))) {
        return true;
      }
    }
    return false;
  }

  /// Whether a folder is not entered in a search for metadata files: it is ignored, or the last
  /// pattern about what it holds, like `data/*`, ignores that. Patterns for single names, like
  /// `!data/*.dvc`, do not count here.
  ///
  /// Source: dulwich 1.2, `ignore.py` (`_decide` for a path with a slash behind it).
  public boolean ignoresContents(Path folder) throws IOException {
    if (!folder.startsWith(top) || folder.equals(top)) {
      return false;
    }
    if (ignores(folder, true)) {
      return true;
    }
    for (IgnorePattern pattern : rulesOf(folder).patterns().reversed()) {
      String text = pattern.text();
      if (EVERYTHING.contains(text.startsWith("!") ? text.substring(1) : text)) {
        return pattern.verdict() == Verdict.IGNORED;
      }
    }
    return decide(folder, new AboutContents());
  }

  /// Rules that have read the way down to a folder; null for the folder they stand in.
  private static IgnoreCursor cursor(IgnoreRules rules, Path folder) {
    IgnoreCursor cursor = rules.start();
    if (folder != null) {
      for (Path name : folder) {
        cursor = cursor.child(name.toString());
      }
    }
    return cursor;
  }

  /// Forgets what a `.gitignore` file said, after it was changed.
  public void refresh(Path folder) {
    byFolder.remove(folder);
  }

  /// What is asked of the rules of one file. Records, as a lambda would slow down the start.
  private sealed interface Question {
    /// The pattern that decides.
    ///
    /// @param path relative to where the rules stand
    IgnorePattern ask(IgnoreRules rules, Path path);
  }

  private record AboutItself(boolean folder) implements Question {
    @Override
    public IgnorePattern ask(IgnoreRules rules, Path path) {
      return cursor(rules, path.getParent()).decide(path.getFileName().toString(), folder);
    }
  }

  private record AboutContents() implements Question {
    @Override
    public IgnorePattern ask(IgnoreRules rules, Path path) {
      return cursor(rules, path).decideContents();
    }
  }

  /// The verdict on one path whose parents are not ignored: the deepest file decides, and after
  /// those in folders the general ones, the last first.
  private boolean decide(Path path, Question question) throws IOException {
    for (Path at = path.getParent(); at != null && at.startsWith(top); at = at.getParent()) {
      Verdict verdict = verdict(rulesOf(at), at, path, question);
      if (verdict != Verdict.NONE) {
        return verdict == Verdict.IGNORED;
      }
    }
    for (IgnoreRules rules : generalRules().reversed()) {
      Verdict verdict = verdict(rules, top, path, question);
      if (verdict != Verdict.NONE) {
        return verdict == Verdict.IGNORED;
      }
    }
    return false;
  }

  private static Verdict verdict(IgnoreRules rules, Path base, Path path, Question question) {
    return rules.isEmpty()
        ? Verdict.NONE
        : question.ask(rules, base.relativize(path)).verdict();
  }

  private IgnoreRules rulesOf(Path folder) throws IOException {
    IgnoreRules rules = byFolder.get(folder);
    if (rules == null) {
      Path file = folder.resolve(".gitignore");
      // Git does not follow a symbolic link of that name, nor does DVC.
      rules = Files.isSymbolicLink(file) ? IgnoreRules.of(List.of()) : read(file);
      byFolder.put(folder, rules);
    }
    return rules;
  }

  private List<IgnoreRules> generalRules() throws IOException {
    if (generalRules == null) {
      generalRules = List.of(read(general.get(0)), read(general.get(1)));
    }
    return generalRules;
  }

  private static IgnoreRules read(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? IgnoreRules.of(IgnoreFile.git(WholeFile.read(file, LARGEST), file.toString()))
        : IgnoreRules.of(List.of());
  }
}
