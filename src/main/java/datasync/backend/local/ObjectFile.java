package datasync.backend.local;

import datasync.io.BlockStream;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.RangedPayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
    return new Bytes(channel, length - offset);
  }

  /// The bytes of a file that does not change: at its end the system is not asked once more.
  private static final class Bytes extends BlockStream {
    private final FileChannel channel;
    private long left;

    Bytes(FileChannel channel, long left) {
      this.channel = channel;
      this.left = left;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int count = channel.read(ByteBuffer.wrap(target, offset, length));
      left -= Math.max(count, 0);
      return count;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }
}
