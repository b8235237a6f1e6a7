package datasync.track;

import datasync.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Replaces metadata files.
final class MetadataWriter {
  private MetadataWriter() {}

  /// Replaces a file by a text in UTF-8; readers see the old or the new one.
  static void replace(Path file, String text) throws IOException {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
