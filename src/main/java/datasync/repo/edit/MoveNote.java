package datasync.repo.edit;

import datasync.io.AtomicFile;
import datasync.repo.Repository;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/// Where data is on its way to, so that a second run can finish what a killed one began. A note
/// that is missing or damaged only means that nobody knows of an unfinished move.
final class MoveNote {
  private final Path file;

  MoveNote(Repository repository) {
    this.file = repository.folder().resolve("tmp").resolve("datasync").resolve("move");
  }

  /// Notes that data goes from one absolute path to another.
  void write(Path from, Path to) throws IOException {
    Files.createDirectories(file.getParent());
    Value note =
        Value.Mapping.of(
            Map.of("from", new Value.Text(from.toString()), "to", new Value.Text(to.toString())));
    AtomicFile.write(file, Json.write(note).getBytes(StandardCharsets.UTF_8));
  }

  /// Where data that was at a path is on its way to, or null.
  Path destination(Path from) throws IOException {
    try {
      Value note = Json.parse(Files.readAllBytes(file), file.toString());
      return note instanceof Value.Mapping fields
              && fields.get("from") instanceof Value.Text start
              && fields.get("to") instanceof Value.Text end
              && start.value().equals(from.toString())
          ? Path.of(end.value())
          : null;
    } catch (NoSuchFileException | FormatException none) {
      return null;
    }
  }

  /// Forgets it.
  void remove() throws IOException {
    Files.deleteIfExists(file);
  }
}
