package datasync.backend.local;

import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.RangedPayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// An object file.
record ObjectFile(ObjectId id, Path path, long length, String location)
    implements RangedPayload {
  @Override
  public InputStream openAt(long offset) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException gone) {
      throw new ObjectMissing(location, id);
    }
    if (offset > 0) {
      try {
        channel.position(offset);
      } catch (IOException failed) {
        channel.close();
        throw failed;
      }
    }
    return Channels.newInputStream(channel);
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }
}
