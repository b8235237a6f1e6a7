package datasync.workspace;

import java.util.List;

/// How the content of a path differs from a recorded one.
///
/// @param kind the difference of the path as a whole
/// @param recorded the recorded content
/// @param files the differences below a directory, sorted by path; empty unless a directory is
///     recorded and a directory is there: then `kind` says it of every file
public record Difference(Kind kind, Content recorded, List<FileDifference> files) {
  /// Copies the list.
  public Difference {
    files = List.copyOf(files);
  }

  /// What happened to a path, seen from what is recorded.
  public enum Kind {
    /// The same content.
    UNCHANGED,
    /// In the workspace and not recorded.
    ADDED,
    /// Another content, or a file where a directory is recorded, or the other way round.
    MODIFIED,
    /// Recorded and not in the workspace.
    DELETED
  }

  /// A file below a directory.
  ///
  /// @param path relative to the directory, with `/`
  /// @param kind never [Kind#UNCHANGED]
  public record FileDifference(String path, Kind kind) {}
}
