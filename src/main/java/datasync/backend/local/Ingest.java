package datasync.backend.local;

import datasync.object.Descriptor;
import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/// Takes content whose name shows only at its end, reading it once.
///
/// Up to 128 KiB digest and file come from one buffer. More is digested while another thread
/// writes it to a temporary file, so that the slower of the two decides; where the file system
/// shares extents it is copied by the kernel and the copy is digested. Either way the digest is
/// that of the bytes that were kept, even when the file changes meanwhile.
final class Ingest {
  /// File systems where a copy by the kernel costs no bytes.
  private static final Set<String> SHARING =
      Set.of("xfs", "btrfs", "bcachefs", "ocfs2", "apfs", "zfs");

  private final ObjectFiles files;
  private final Placement placement;
  private final Path folder;
  private final Buffers buffers;
  private volatile Boolean sharesExtents;

  /// @param folder where temporary files of unknown name go
  Ingest(ObjectFiles files, Placement placement, Path folder, Buffers buffers) {
    this.files = files;
    this.placement = placement;
    this.folder = folder;
    this.buffers = buffers;
  }

  Descriptor run(Payload payload, HashName hash) throws IOException {
    byte[] buffer = buffers.take();
    try (Source source = Source.open(payload)) {
      int filled = source.fill(buffer, payload.length());
      if (filled < buffer.length) {
        Digester digester = Digester.of(hash);
        digester.update(buffer, 0, filled);
        ObjectId id = digester.finish(false);
        Path target = files.path(id);
        if (!files.hasAlready(id, target)) {
          placement.bytes(target, buffer, filled);
        }
        payload.passed(filled);
        return new Descriptor(id, filled);
      }
      payload.passed(buffer.length);
      Optional<Path> file = payload.file();
      return file.isPresent() && sharesExtents()
          ? copyThenDigest(file.get(), hash)
          : digestAndCopy(source.tellingOf(payload), buffer, hash);
    } finally {
      buffers.giveBack(buffer);
    }
  }

  private boolean sharesExtents() throws IOException {
    if (sharesExtents == null) {
      placement.makeFolder(folder);
      sharesExtents = SHARING.contains(Files.getFileStore(folder).type());
    }
    return sharesExtents;
  }

  private Descriptor copyThenDigest(Path file, HashName hash) throws IOException {
    return keep(
        temporary -> {
          Files.copy(file, temporary);
          placement.sync(temporary);
          Placement.setMode(temporary, Placement.OBJECT_MODE);
          Digester digester = Digester.of(hash);
          long size = 0;
          byte[] chunk = buffers.take();
          try (InputStream in = Files.newInputStream(temporary)) {
            int count = in.read(chunk);
            while (count >= 0) {
              size += count;
              digester.update(chunk, 0, count);
              count = in.read(chunk);
            }
          } finally {
            buffers.giveBack(chunk);
          }
          return new Descriptor(digester.finish(false), size);
        });
  }

  private Descriptor digestAndCopy(DigestingCopy.Bytes source, byte[] first, HashName hash)
      throws IOException {
    return keep(
        temporary -> {
          try (FileChannel out = placement.create(temporary)) {
            Descriptor made = DigestingCopy.run(source, first, out, hash);
            placement.written(out, 0);
            return made;
          }
        });
  }

  /// Makes a temporary file and gives it the name it turns out to have.
  private interface Maker {
    Descriptor make(Path temporary) throws IOException;
  }

  private Descriptor keep(Maker maker) throws IOException {
    Path temporary = placement.temporary(folder);
    try {
      Descriptor made = maker.make(temporary);
      ObjectId id = made.id();
      Path target = files.path(id);
      if (files.hasAlready(id, target)) {
        Placement.removeQuietly(temporary);
      } else {
        placement.publish(temporary, target);
      }
      return made;
    } catch (IOException | RuntimeException | Error failed) {
      Placement.removeQuietly(temporary);
      throw failed;
    }
  }

  /// The bytes of a payload: a channel for a file, which costs fewer calls, a stream otherwise.
  private record Source(FileChannel channel, InputStream stream) implements AutoCloseable {
    /// The bytes, with the payload told of them.
    DigestingCopy.Bytes tellingOf(Payload payload) {
      return (buffer, offset, length) -> {
        int count = read(buffer, offset, length);
        payload.passed(Math.max(count, 0));
        return count;
      };
    }

    static Source open(Payload payload) throws IOException {
      Optional<Path> file = payload.file();
      try {
        return file.isPresent()
            ? new Source(FileChannel.open(file.get(), StandardOpenOption.READ), null)
            : new Source(null, payload.open());
      } catch (IOException foreign) {
        throw new PayloadFailure(foreign);
      }
    }

    int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return channel == null
            ? stream.read(buffer, offset, length)
            : channel.read(ByteBuffer.wrap(buffer, offset, length));
      } catch (IOException foreign) {
        throw new PayloadFailure(foreign);
      }
    }

    /// Reads until the buffer is full or the bytes end. A file is not asked again once it gave as
    /// many bytes as it had when it was looked at; a stream always is, because it may fail there.
    int fill(byte[] buffer, long expected) throws IOException {
      int filled = 0;
      while (filled < buffer.length && !(channel != null && filled > 0 && filled == expected)) {
        int count = read(buffer, filled, buffer.length - filled);
        if (count < 0) {
          break;
        }
        filled += count;
      }
      return filled;
    }

    @Override
    public void close() throws IOException {
      if (channel == null) {
        stream.close();
      } else {
        channel.close();
      }
    }
  }
}
