package datasync.repo.merge;

import java.nio.file.Path;
import java.util.List;

/// What became of one file in conflict.
///
/// @param choices what a person has to choose, or what the rule chose
public record Resolution(Path file, State state, List<Choice> choices) {
  /// What became of a file.
  public enum State {
    /// It has the merged text.
    MERGED,
    /// It is gone.
    DELETED,
    /// Nothing was to be merged.
    CLEAN,
    /// Somebody edited it since; it only has to be added to Git.
    EDITED,
    /// A person has to choose; it is as it was.
    OPEN
  }

  /// Copies the choices.
  public Resolution {
    choices = List.copyOf(choices);
  }

  static Resolution of(Path file, State state) {
    return new Resolution(file, state, List.of());
  }
}
