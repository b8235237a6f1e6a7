package datasync.track;

import datasync.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Replaces metadata files.
final class MetadataWriter {
  private MetadataWriter() {}

  /// Replaces a file by a text in UTF-8; readers see the old or the new one.
  ///
  /// @throws java.nio.file.FileSystemException when a link leads out of the project
  static void replace(Project project, Path file, String text) throws IOException {
    AtomicFile.writeBelow(project.root(), file, text.getBytes(StandardCharsets.UTF_8));
  }
}
