package datasync.workspace;

import datasync.text.FormatException;
import datasync.text.ignore.IgnoreCursor;
import datasync.text.ignore.IgnoreFile;
import datasync.text.ignore.IgnorePattern;
import datasync.text.ignore.IgnoreRules;
import datasync.text.ignore.Verdict;
import datasync.track.SourceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules of one directory: those of its parents and of its own `.dvcignore`. Immutable.
///
/// All patterns are relative to the project, as DVC merges them, and the cursor has read the way
/// down to here.
final class IgnoredFolder implements DirectoryFilter {
  private static final String META = ".dvc";

  private final Path path;
  /// The path below the project with `/`; empty for the project itself.
  private final String relative;
  private final IgnoreRules rules;
  private final IgnoreCursor cursor;
  /// The pattern that ignores this directory or one above it, else [IgnorePattern#NONE].
  private final IgnorePattern outer;
  private final Reading reading;

  /// How ignore files are read.
  ///
  /// @param files where they are
  /// @param subrepos whether the projects inside the project belong to it
  record Reading(SourceFiles files, boolean subrepos) {}

  private IgnoredFolder(Path path, String relative, IgnoreRules rules, IgnoreCursor cursor,
      IgnorePattern outer, Reading reading) {
    this.path = path;
    this.relative = relative;
    this.rules = rules;
    this.cursor = cursor;
    this.outer = outer;
    this.reading = reading;
  }

  /// The project's own folder, with what stands in its `.dvcignore`.
  static IgnoredFolder top(Path root, IgnoreRules builtIn, Reading reading) throws IOException {
    return new IgnoredFolder(
            root, "", builtIn, builtIn.start(), IgnorePattern.NONE, reading)
        .withOwnFile();
  }

  @Override
  public boolean ignores(String name, boolean directory) {
    return decide(name, directory).verdict() == Verdict.IGNORED;
  }

  /// The pattern that decides about a child.
  IgnorePattern decide(String name, boolean directory) {
    if (outer != IgnorePattern.NONE) {
      return outer;
    }
    IgnorePattern found = cursor.decide(name, directory);
    // The rule for a subrepo comes last; DVC names the first of neighbours that are alike.
    boolean alike = found.verdict() == Verdict.IGNORED && found.isDirectoryOnly();
    boolean inner =
        directory
            && !reading.subrepos()
            && !alike
            && reading.files().exists(path.resolve(name).resolve(META));
    return inner ? subrepo(name) : found;
  }

  /// What DVC calls the rule it makes for a project inside this one.
  private static IgnorePattern subrepo(String name) {
    try {
      return IgnorePattern.dvc("/*/", DvcIgnore.IN_SUBREPO + name, 0).orElseThrow();
    } catch (FormatException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public DirectoryFilter child(String name) throws IOException {
    IgnorePattern found = decide(name, true);
    return new IgnoredFolder(path.resolve(name), relative.isEmpty() ? name : relative + "/" + name,
            rules, cursor.child(name),
            found.verdict() == Verdict.IGNORED ? found : IgnorePattern.NONE, reading)
        .withOwnFile();
  }

  /// These rules and those of the `.dvcignore` here, unless it is ignored itself.
  private IgnoredFolder withOwnFile() throws IOException {
    Path file = path.resolve(DvcIgnore.FILE);
    if (outer != IgnorePattern.NONE
        || !reading.files().exists(file)
        || ignores(DvcIgnore.FILE, false)) {
      return this;
    }
    String source = relative.isEmpty() ? DvcIgnore.FILE : relative + "/" + DvcIgnore.FILE;
    List<IgnorePattern> patterns = new ArrayList<>(rules.patterns());
    int before = patterns.size();
    for (IgnorePattern pattern : IgnoreFile.dvc(reading.files().read(file), source)) {
      Optional<IgnorePattern> merged =
          relative.isEmpty() ? Optional.of(pattern) : pattern.below(relative);
      if (merged.isPresent()) {
        patterns.add(merged.get());
      }
    }
    if (patterns.size() == before) {
      return this;
    }
    return restart(IgnoreRules.of(patterns));
  }

  /// Reads the way down to here again, with other rules.
  private IgnoredFolder restart(IgnoreRules merged) {
    IgnoreCursor here = merged.start();
    IgnorePattern above = IgnorePattern.NONE;
    if (!relative.isEmpty()) {
      for (String name : relative.split("/")) {
        IgnorePattern found = here.decide(name, true);
        if (above == IgnorePattern.NONE && found.verdict() == Verdict.IGNORED) {
          above = found;
        }
        here = here.child(name);
      }
    }
    return new IgnoredFolder(path, relative, merged, here, above, reading);
  }
}
