package datasync.track;

import datasync.text.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A `dvc.lock`: what was recorded when the stages of the pipeline beside it ran.
///
/// @param path the absolute path
/// @param stages the entries by stage name, as written
/// @param datasets the entries of the section `datasets`, as written
public record LockFile(Path path, Value.Mapping stages, Value.Sequence datasets) {
  /// Reads a lock file; one that is missing or empty has no entries.
  ///
  /// @throws MetadataException when DVC would refuse the file
  public static LockFile read(Project project, Path file) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /// The entry a stage leaves in the lock file, keys in DVC's order.
  public static Value.Mapping entry(Stage stage) {
    throw new UnsupportedOperationException("not yet");
  }

  /// The text of a lock file after stages were recorded; unchanged stages keep their entry's text
  /// as DVC rewrites it.
  ///
  /// @param old the text of the file, empty when there is none
  /// @param source the file as a person would name it
  /// @throws MetadataException when the old text cannot be parsed
  public static String text(String old, String source, List<Stage> stages)
      throws MetadataException {
    throw new UnsupportedOperationException("not yet");
  }

  /// Records stages of one pipeline in the lock file beside it.
  ///
  /// @return whether an entry changed
  public static boolean write(Project project, List<Stage> stages) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }
}
