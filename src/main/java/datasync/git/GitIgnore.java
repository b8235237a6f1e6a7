package datasync.git;

import datasync.io.Environment;
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
      if (decide(at, !last || folder)) {
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
    for (Path at = folder.getParent(); at.startsWith(top); at = at.getParent()) {
      Verdict verdict = cursor(rulesOf(at), at.relativize(folder)).decideContents().verdict();
      if (verdict != Verdict.NONE) {
        return verdict == Verdict.IGNORED;
      }
      if (at.equals(top)) {
        break;
      }
    }
    for (IgnoreRules rules : generalRules().reversed()) {
      Verdict verdict = cursor(rules, top.relativize(folder)).decideContents().verdict();
      if (verdict != Verdict.NONE) {
        return verdict == Verdict.IGNORED;
      }
    }
    return false;
  }

  private static IgnoreCursor cursor(IgnoreRules rules, Path folder) {
    IgnoreCursor cursor = rules.start();
    for (Path name : folder) {
      cursor = cursor.child(name.toString());
    }
    return cursor;
  }

  /// Forgets what a `.gitignore` file said, after it was changed.
  public void refresh(Path folder) {
    byFolder.remove(folder);
  }

  /// The verdict on one path whose parents are not ignored: the deepest file decides.
  private boolean decide(Path path, boolean folder) throws IOException {
    for (Path at = path.getParent(); at != null && at.startsWith(top); at = at.getParent()) {
      Verdict verdict = verdict(rulesOf(at), at, path, folder);
      if (verdict != Verdict.NONE) {
        return verdict == Verdict.IGNORED;
      }
    }
    Verdict verdict = Verdict.NONE;
    for (IgnoreRules rules : generalRules()) {
      Verdict later = verdict(rules, top, path, folder);
      verdict = later == Verdict.NONE ? verdict : later;
    }
    return verdict == Verdict.IGNORED;
  }

  private static Verdict verdict(IgnoreRules rules, Path base, Path path, boolean folder) {
    if (rules.isEmpty()) {
      return Verdict.NONE;
    }
    Path relative = base.relativize(path);
    var cursor = rules.start();
    for (int i = 0; i + 1 < relative.getNameCount(); i++) {
      cursor = cursor.child(relative.getName(i).toString());
    }
    IgnorePattern pattern = cursor.decide(relative.getFileName().toString(), folder);
    return pattern.verdict();
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
        ? IgnoreRules.of(IgnoreFile.git(Files.readAllBytes(file), file.toString()))
        : IgnoreRules.of(List.of());
  }
}
