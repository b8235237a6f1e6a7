package datasync.repo;

import datasync.track.Stage;
import java.nio.file.Path;

/// A stage, or the part of its outputs at or below a path.
///
/// @param stage the stage
/// @param path the absolute path that limits it; the working directory of the stage when `whole`
/// @param whole whether all outputs are meant
public record Selection(Stage stage, Path path, boolean whole) {
  /// All of a stage.
  public static Selection all(Stage stage) {
    return new Selection(stage, stage.wdir(), true);
  }

  /// The output at or around a path.
  public static Selection at(Stage stage, Path path) {
    return new Selection(stage, path, false);
  }

  /// Whether an output is meant, whole or in part.
  public boolean includes(Path output) {
    return whole || path.startsWith(output);
  }

  /// Whether only something below an output is meant.
  public boolean isPartOf(Path output) {
    return !whole && !path.equals(output) && path.startsWith(output);
  }
}
