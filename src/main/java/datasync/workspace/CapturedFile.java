package datasync.workspace;

import datasync.object.Payload;
import datasync.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The bytes of a workspace file.
record CapturedFile(Path path, long length, Progress progress) implements Payload {
  @Override
  public void passed(long bytes) {
    progress.advance(bytes);
  }

  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(path);
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }
}
