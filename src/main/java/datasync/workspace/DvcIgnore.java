package datasync.workspace;

import datasync.text.ignore.IgnorePattern;
import datasync.text.ignore.IgnoreRules;
import datasync.text.ignore.Verdict;
import datasync.track.SourceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// What the `.dvcignore` files of a project ignore (spec `dvc-format.md` 13).
///
/// Files are read when their directory is first asked about and not looked at again. Paths are
/// taken as they are: symbolic links on the way are not resolved. Safe for several threads.
public final class DvcIgnore {
  /// The name of the files.
  public static final String FILE = ".dvcignore";

  /// What the origin of a pattern begins with that stands in no file: that of a project inside
  /// this one.
  static final String IN_SUBREPO = "in sub_repo:";

  private final Path root;
  private final IgnoredFolder top;
  private final ConcurrentMap<Path, DirectoryFilter> entered = new ConcurrentHashMap<>();

  private DvcIgnore(Path root, SourceFiles files, boolean subrepos) throws IOException {
    this.root = root;
    List<IgnorePattern> patterns = new ArrayList<>();
    for (String text : List.of(".hg/", ".git/", ".git", ".dvc/")) {
      patterns.add(IgnorePattern.dvc(text, "", 0).orElseThrow());
    }
    top = IgnoredFolder.top(
        root, IgnoreRules.of(patterns), new IgnoredFolder.Reading(files, subrepos));
  }

  /// The rules of a project, whose subrepos are ignored.
  ///
  /// @param root the absolute, normalized folder that holds `.dvc`
  /// @throws IOException when its `.dvcignore` cannot be read
  /// @throws datasync.text.FormatException when it holds what DVC fails on
  public static DvcIgnore of(Path root) throws IOException {
    return of(root, SourceFiles.workingTree());
  }

  /// The rules of a project whose files are those of a commit; see [#of(Path)].
  public static DvcIgnore of(Path root, SourceFiles files) throws IOException {
    return new DvcIgnore(root, files, false);
  }

  /// The same, for an operation that also works on the projects inside this one.
  public static DvcIgnore withSubrepos(Path root) throws IOException {
    return new DvcIgnore(root, SourceFiles.workingTree(), true);
  }

  /// The pattern that decides about a path, [IgnorePattern#NONE] when none does, for the project's
  /// own folder and for everything outside it.
  ///
  /// @param path absolute and normalized; need not exist
  /// @param directory whether it is a directory
  /// @throws IOException when an ignore file on the way cannot be read
  public IgnorePattern match(Path path, boolean directory) throws IOException {
    if (!path.startsWith(root) || path.equals(root)) {
      return IgnorePattern.NONE;
    }
    DirectoryFilter folder = enter(path.getParent());
    return folder instanceof IgnoredFolder rules
        ? rules.decide(path.getFileName().toString(), directory)
        : IgnorePattern.NONE;
  }

  /// Whether a pattern hides a project inside this one.
  public static boolean isOfSubrepo(IgnorePattern pattern) {
    return pattern.origin().startsWith(IN_SUBREPO);
  }

  /// Whether a path is ignored; see [#match].
  public boolean ignores(Path path, boolean directory) throws IOException {
    return match(path, directory).verdict() == Verdict.IGNORED;
  }

  /// Whether a path that may not exist is ignored as a file or as a directory.
  public boolean ignoresEither(Path path) throws IOException {
    return ignores(path, false) || ignores(path, true);
  }

  /// The filter of a directory's children; one that ignores nothing outside the project.
  ///
  /// @param directory absolute and normalized
  /// @throws IOException when an ignore file on the way cannot be read
  public DirectoryFilter enter(Path directory) throws IOException {
    if (directory.equals(root)) {
      return top;
    }
    if (!directory.startsWith(root)) {
      return DirectoryFilter.NONE;
    }
    DirectoryFilter known = entered.get(directory);
    if (known == null) {
      known = enter(directory.getParent()).child(directory.getFileName().toString());
      entered.put(directory, known);
    }
    return known;
  }
}
