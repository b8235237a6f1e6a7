package datasync.transfer;

import datasync.object.CorruptObject;
import datasync.object.Digester;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.RangedPayload;
import datasync.object.StoreFailure;
import datasync.task.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// One download in several ranges at once, into one part file that a later run goes on with.
///
/// Segments are taken in order, so that the digest follows closely behind, over bytes that were
/// written a moment ago; memory holds a block for each range. Where bytes come faster than they are
/// digested, the ranges wait for the digest: all cores would else be theirs until the last byte
/// came, and one alone be busy after that. The disk gets large files while they come, not at the
/// end.
final class RangedDownload {
  private static final int CHUNK = 256 << 10;
  /// In place of a segment: the digest of all of them.
  private static final int DIGEST = -1;
  /// In place of a segment: bringing what came to the disk.
  private static final int SYNC = -2;
  private static final long SYNC_EACH = 256L << 20;

  private final ObjectId id;
  private final RangedPayload payload;
  private final Path part;
  private final long size;

  /// @param part is made, or gone on with
  /// @param size the bytes of the object as far as metadata is right about it
  RangedDownload(ObjectId id, RangedPayload payload, Path part, long size) {
    this.id = id;
    this.payload = payload;
    this.part = part;
    this.size = size;
  }

  /// A source that does not give ranges as they are asked for.
  private static final class Unfit extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /// Whether an earlier run left a part of this kind.
  boolean isBegun() throws IOException {
    if (!Files.exists(part)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.READ)) {
      return SegmentMap.isIn(channel, size);
    }
  }

  /// Fetches what is not there yet.
  ///
  /// @param ranges how many ranges at once, at least 1
  /// @return whether the part file now is the object; else the source has something else, or does
  ///     not give ranges
  /// @throws IOException when the source breaks off; the part is kept then
  boolean run(int ranges) throws IOException {
    Files.createDirectories(part.getParent());
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      SegmentMap map = SegmentMap.open(channel, size);
      Digester digester = Digester.of(id.hash());
      List<Integer> work = new ArrayList<>();
      work.add(DIGEST);
      List<Integer> open = map.open();
      long missing = size - map.present();
      boolean large = missing >= 2 * SYNC_EACH;
      if (large) {
        work.add(SYNC);
      }
      work.addAll(open);
      // what an earlier run has fetched is digested beside the rest, which must not wait for it
      int lag = open.size() == map.segments() ? ranges + 1 : Integer.MAX_VALUE;
      Parallel.forTransfers(ranges + (large ? 2 : 1))
          .forEach(
              work,
              index -> {
                switch (index) {
                  case DIGEST -> digest(map, digester);
                  case SYNC -> sync(map, missing);
                  default -> fetch(map, index, lag);
                }
              });
      if (!digester.finish(id.isTree()).equals(id)) {
        return false;
      }
      map.finish();
      return true;
    } catch (Unfit otherwise) {
      return false;
    }
  }

  private void digest(SegmentMap map, Digester digester) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int index = 0; index < map.segments(); index++) {
      long taken = 0;
      while (taken < map.length(index)) {
        long there = map.await(index, taken);
        while (taken < there) {
          int length = (int) Math.min(CHUNK, there - taken);
          int count = map.read(map.start(index) + taken, chunk, length);
          if (count <= 0) {
            throw new Unfit();
          }
          digester.update(chunk, 0, count);
          taken += count;
          map.digested(map.start(index) + taken);
        }
      }
    }
  }

  private static void sync(SegmentMap map, long missing) throws IOException {
    for (long next = SYNC_EACH; next < missing; next += SYNC_EACH) {
      map.awaitAdded(next);
      map.sync();
    }
  }

  /// @param lag how many segments the digest may be behind
  private void fetch(SegmentMap map, int index, int lag) throws IOException {
    long done = map.done(index);
    long left = map.length(index) - done;
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = payload.openRange(map.start(index) + done, left)) {
      while (left > 0) {
        map.awaitDigest(lag);
        int count = in.read(chunk, 0, (int) Math.min(CHUNK, left));
        if (count < 0) {
          throw new Unfit();
        }
        map.append(index, chunk, count);
        left -= count;
      }
    } catch (StoreFailure failure) {
      if (failure.isRetryable()
          || failure instanceof CorruptObject
          || failure instanceof ObjectMissing) {
        throw failure;
      }
      throw new Unfit();
    }
  }
}
