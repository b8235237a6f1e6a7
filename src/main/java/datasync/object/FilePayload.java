package datasync.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The bytes of a file that nothing is known about.
///
/// @param path the file, which nobody changes meanwhile
/// @param length its bytes
public record FilePayload(Path path, long length) implements Payload {
  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(path);
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }
}
