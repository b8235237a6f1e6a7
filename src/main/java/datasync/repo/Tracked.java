package datasync.repo;

import datasync.track.Output;
import datasync.track.Project;
import datasync.track.Stage;
import java.nio.file.Path;

/// An output together with the stage that names it.
///
/// @param stage the stage
/// @param output one of the stage's outputs
/// @param path the absolute, normalised path of a local output; for a URL, the path below the
///     working directory of the stage that no file has
public record Tracked(Stage stage, Output output, Path path) {
  /// Whether the output lies in the project, so that it can be in the cache.
  public boolean isInside(Project project) {
    return output.isLocal() && project.contains(path) && !Path.of(output.path()).isAbsolute();
  }

  /// The output as messages show it: relative to the working directory in the project, else as
  /// written.
  public String display(Project project) {
    if (!output.isLocal() || Path.of(output.path()).isAbsolute()) {
      return output.path();
    }
    if (!project.contains(path)) {
      return path.toString();
    }
    Path from = project.workingDirectory();
    boolean inside = from.startsWith(project.root());
    return Project.relative(inside ? from : project.root(), path);
  }

  /// The same place with another output.
  public Tracked with(Stage changedStage, Output changed) {
    return new Tracked(changedStage, changed, path);
  }
}
