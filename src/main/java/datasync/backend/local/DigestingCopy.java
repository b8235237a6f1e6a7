package datasync.backend.local;

import datasync.object.Descriptor;
import datasync.object.Digester;
import datasync.object.HashName;
import datasync.task.Pipe;
import java.io.IOException;
import java.nio.channels.FileChannel;

/// Digests bytes on this thread while another one writes them.
final class DigestingCopy {
  private static final int CHUNK = 1 << 20;
  private static final int CHUNKS = 4;
  /// So that the disk works while the digest is computed, and little is left to wait for.
  private static final long SYNC_EACH = 64 << 20;

  private DigestingCopy() {}

  /// Where the bytes come from; like `InputStream.read`.
  @FunctionalInterface
  interface Bytes {
    int read(byte[] buffer, int offset, int length) throws IOException;
  }

  /// Copies everything.
  ///
  /// @param first the bytes read so far, all of them
  /// @return the name and number of the bytes that were written
  static Descriptor run(Bytes in, byte[] first, FileChannel out, HashName hash)
      throws IOException {
    Digester digester = Digester.of(hash);
    digester.update(first, 0, first.length);
    Placement.writeFully(out, first, first.length);
    long size = first.length;
    long[] unsynced = {0};
    Pipe.Taker writer =
        (chunk, length) -> {
          Placement.writeFully(out, chunk, length);
          unsynced[0] += length;
          if (unsynced[0] >= SYNC_EACH) {
            out.force(false);
            unsynced[0] = 0;
          }
        };
    try (Pipe pipe = new Pipe(CHUNKS, CHUNK, writer)) {
      byte[] chunk = pipe.empty();
      int filled = fill(in, chunk);
      while (filled > 0) {
        pipe.give(chunk, filled);
        digester.update(chunk, 0, filled);
        size += filled;
        chunk = pipe.empty();
        filled = fill(in, chunk);
      }
      pipe.finish();
    }
    if (size > Placement.SYNC_ABOVE) {
      out.force(false);
    }
    return new Descriptor(digester.finish(false), size);
  }

  private static int fill(Bytes in, byte[] chunk) throws IOException {
    int filled = 0;
    while (filled < chunk.length) {
      int count = in.read(chunk, filled, chunk.length - filled);
      if (count < 0) {
        break;
      }
      filled += count;
    }
    return filled;
  }
}
