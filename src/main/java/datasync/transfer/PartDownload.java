package datasync.transfer;

import datasync.object.BytesPayload;
import datasync.object.CorruptObject;
import datasync.object.Digester;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.RangedPayload;
import datasync.object.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// One download that can go on in a later run.
///
/// What fits into 1 MiB stays in memory. More is appended to the part file as it comes, or written
/// into it in several ranges ([RangedDownload]); at the end the digest of the whole decides. A part
/// of an earlier run is digested again before it is used. Bytes that turn out wrong are thrown away
/// and fetched once more from the start: they may have been damaged on their way.
final class PartDownload {
  /// The least size for which several ranges are worth their requests.
  private static final long MANY_RANGES = 32L << 20;
  private static final int IN_MEMORY = 1 << 20;
  private static final int FIRST = 64 << 10;
  private static final int CHUNK = 256 << 10;

  private final ObjectId id;
  private final RangedPayload payload;
  private final String location;
  private final Path folder;
  private final long size;

  /// @param location where the payload comes from
  /// @param folder where parts are kept
  /// @param size the bytes of the object as far as metadata is right about it, or −1
  PartDownload(
      ObjectId id, RangedPayload payload, String location, Path folder, long size) {
    this.id = id;
    this.payload = payload;
    this.location = location;
    this.folder = folder;
    this.size = size;
  }

  /// Brings the object into the store; wrong bytes leave no part behind.
  ///
  /// @param ranges how many ranges of it may be fetched at once, at least 1
  void run(LocalStore store, int ranges) throws IOException {
    if (size >= 0 && size < IN_MEMORY) {
      // most objects are small, leave no part, and need no look for one
      runWhole(store, false);
      return;
    }
    RangedDownload ranged = new RangedDownload(id, payload, part(), size);
    long before = sizeOfPart();
    boolean inRanges = ranges > 1 && size >= MANY_RANGES || before > 0 && ranged.isBegun();
    if (inRanges ? ranged.run(ranges) : before > 0 && isContinued(before)) {
      store.adopt(id, part());
      return;
    }
    runWhole(store, inRanges || before > 0);
  }

  private void runWhole(LocalStore store, boolean again) throws IOException {
    String actual = fetchWhole(store);
    if (actual != null && !again) {
      actual = fetchWhole(store);
    }
    if (actual != null) {
      throw new CorruptObject(location, id, actual);
    }
  }

  /// Fetches all of it in one stream.
  ///
  /// @return null, or the digest of what came when it is another one; there is no part then
  private String fetchWhole(LocalStore store) throws IOException {
    Digester digester = Digester.of(id.hash());
    try (InputStream in = payload.open()) {
      byte[] start = readStart(in);
      digester.update(start, 0, start.length);
      if (size < 0 || size >= IN_MEMORY || start.length >= IN_MEMORY) {
        // the whole can be had, so a part that nothing continues is of no use any more
        Files.deleteIfExists(part());
      }
      if (start.length < IN_MEMORY) {
        String actual = wrong(digester);
        if (actual == null) {
          store.put(id, new BytesPayload(start));
        }
        return actual;
      }
      Files.createDirectories(part().getParent());
      try (FileChannel out =
          FileChannel.open(part(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        append(out, start, start.length);
        copy(in, out, digester);
      }
    } catch (CorruptObject endless) {
      Files.deleteIfExists(part());
      throw endless;
    }
    String actual = wrong(digester);
    if (actual == null) {
      store.adopt(id, part());
    } else {
      Files.deleteIfExists(part());
    }
    return actual;
  }

  private long sizeOfPart() throws IOException {
    try {
      return Files.size(part());
    } catch (NoSuchFileException none) {
      return 0;
    }
  }

  /// Whether a part could be completed; not when the source has nothing that fits behind it.
  private boolean isContinued(long offset) throws IOException {
    try {
      return resume(offset);
    } catch (CorruptObject endless) {
      Files.deleteIfExists(part());
      throw endless;
    } catch (StoreFailure unfit) {
      if (unfit.isRetryable() || unfit instanceof ObjectMissing) {
        throw unfit;
      }
      return false;
    }
  }

  /// Goes on behind a part; false when the source or the digest does not agree with it.
  private boolean resume(long offset) throws IOException {
    Digester digester = Digester.of(id.hash());
    try (FileChannel out =
        FileChannel.open(part(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      byte[] chunk = new byte[CHUNK];
      int count = out.read(ByteBuffer.wrap(chunk));
      while (count >= 0) {
        digester.update(chunk, 0, count);
        count = out.read(ByteBuffer.wrap(chunk));
      }
      try (InputStream in = payload.openAt(offset)) {
        copy(in, out, digester);
      }
    }
    if (wrong(digester) == null) {
      return true;
    }
    Files.deleteIfExists(part());
    return false;
  }

  private byte[] readStart(InputStream in) throws IOException {
    // with room for a byte too many, so that the end shows
    byte[] start = new byte[size >= 0 && size < FIRST ? (int) size + 1 : FIRST];
    int filled = 0;
    while (filled < IN_MEMORY) {
      if (filled == start.length) {
        start = Arrays.copyOf(start, Math.clamp(start.length * 4L, FIRST, IN_MEMORY));
      }
      int count = in.read(start, filled, start.length - filled);
      if (count < 0) {
        break;
      }
      filled += count;
    }
    return filled == start.length ? start : Arrays.copyOf(start, filled);
  }

  private static void copy(InputStream in, FileChannel out, Digester digester)
      throws IOException {
    byte[] chunk = new byte[CHUNK];
    int count = in.read(chunk);
    while (count >= 0) {
      append(out, chunk, count);
      digester.update(chunk, 0, count);
      count = in.read(chunk);
    }
  }

  private static void append(FileChannel out, byte[] chunk, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, length);
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /// The digest when it is not that of the object, else null.
  private String wrong(Digester digester) {
    ObjectId actual = digester.finish(id.isTree());
    return actual.equals(id) ? null : actual.hex();
  }

  private Path part() {
    return folder.resolve(id.value().concat(Parts.SUFFIX));
  }
}
