package datasync.track;

import java.io.IOException;
import java.nio.file.Path;

/// Reads and writes `.dvc` files.
public final class DvcFile {
  private DvcFile() {}

  /// The stage a `.dvc` file holds.
  ///
  /// @param file the absolute path
  /// @throws java.nio.file.NoSuchFileException when there is no such file
  /// @throws MetadataException when DVC would refuse the file
  public static Stage read(Project project, Path file) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /// The text of the `.dvc` file of a stage: the stage merged into the text it was read from.
  ///
  /// A stage with dependencies should have its own checksum set, see [StageJson#md5].
  ///
  /// @throws MetadataException when the text the stage came from cannot be parsed any more
  public static String text(Stage stage, Project project) throws MetadataException {
    throw new UnsupportedOperationException("not yet");
  }

  /// Replaces the `.dvc` file of a stage by [#text].
  public static void write(Stage stage, Project project) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }
}
