package datasync.track;

import datasync.text.Value;
import java.io.IOException;
import java.util.List;

/// Parameters as they are now, and how they differ from what is recorded.
public final class Params {
  private Params() {}

  /// How a parameter changed since the stage ran.
  public enum Change {
    /// Not recorded yet.
    NEW,
    /// Recorded with another value.
    MODIFIED,
    /// Recorded, but no longer in the file.
    DELETED
  }

  /// One changed parameter; the key is empty when the whole file is meant.
  public record Difference(String key, Change change) {}

  /// The values of a dependency's keys as the file has them now, by key as written; keys that are
  /// not there are left out. A file that is missing has no values.
  ///
  /// @throws MetadataException when the file is a directory or cannot be parsed
  public static Value.Mapping read(Project project, Stage stage, ParamsDependency params)
      throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /// What differs, in the order of the keys.
  ///
  /// @throws MetadataException when the file is a directory or cannot be parsed
  public static List<Difference> differences(
      Project project, Stage stage, ParamsDependency params) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }
}
