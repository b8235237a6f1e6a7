package datasync.track;

import java.nio.file.Path;

/// What reading metadata needs to know of the project.
///
/// @param root the absolute, normalised folder that holds `.dvc`
/// @param workingDirectory the absolute folder messages are relative to
/// @param files where files are read from
/// @param parsing how mappings become command-line options
public record Project(
    Path root, Path workingDirectory, SourceFiles files, Parsing parsing) {
  /// How a mapping in a command becomes options: `parsing.bool` and `parsing.list` of the
  /// configuration.
  ///
  /// @param negateBooleans whether a false value becomes `--no-name` instead of nothing
  /// @param repeatOptions whether a list becomes `--name a --name b` instead of `--name a b`
  public record Parsing(boolean negateBooleans, boolean repeatOptions) {
    /// DVC's defaults.
    public static final Parsing DEFAULT = new Parsing(false, false);
  }

  /// The working tree with default settings.
  public static Project of(Path root, Path workingDirectory) {
    return new Project(root, workingDirectory, SourceFiles.workingTree(), Parsing.DEFAULT);
  }

  /// A path as DVC prints it: relative to the working directory.
  public String relative(Path path) {
    return relative(workingDirectory, path);
  }

  /// A path relative to a folder as Python's `os.path.relpath` gives it; `.` for the folder.
  public static String relative(Path directory, Path path) {
    String relative = directory.normalize().relativize(path.normalize()).toString();
    return relative.isEmpty() ? "." : relative;
  }

  /// Whether an absolute, normalised path lies in the project; the root itself does not.
  public boolean contains(Path path) {
    return path.startsWith(root) && !path.equals(root);
  }
}
