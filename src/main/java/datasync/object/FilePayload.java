package datasync.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The bytes of a file that nothing is known about.
///
/// @param path the file, which nobody changes meanwhile
/// @param length its bytes
public record FilePayload(Path path, long length) implements RangedPayload {
  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(path);
  }

  @Override
  public InputStream openAt(long offset) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    channel.position(offset);
    return Channels.newInputStream(channel);
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }
}
