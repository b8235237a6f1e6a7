package datasync.transfer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which stretches of a part file are there, kept in the file itself behind the bytes of the object
/// until it is whole, so that a later run knows after any end of this one.
///
/// Format, big-endian: the magic `DSPARTS1`, the size of the object, the length of a segment, and
/// for each segment how many of its bytes are there. An entry is written after its bytes. What a
/// power cut mixes up is found by the digest of the whole. Safe for several threads.
final class SegmentMap {
  private static final long MAGIC = 0x4453504152545331L;
  private static final int HEADER = 3 * Long.BYTES;
  private static final long SHORTEST = 8L << 20;
  private static final long LONGEST = 64L << 20;
  private static final int USUAL_COUNT = 64;

  private final FileChannel channel;
  private final long size;
  private final long segment;
  private final long[] done;
  private long added;
  private long digested;

  private SegmentMap(FileChannel channel, long size, long segment, long[] done) {
    this.channel = channel;
    this.size = size;
    this.segment = segment;
    this.done = done;
  }

  /// Whether a part file of a length may have a map, for an object of a size.
  static boolean isIn(FileChannel channel, long size) throws IOException {
    return size > 0 && channel.size() > size + HEADER && read(channel, size) != null;
  }

  /// The map in a part file. One without a map gets one: what it has counts as the beginning.
  static SegmentMap open(FileChannel channel, long size) throws IOException {
    SegmentMap known = read(channel, size);
    if (known != null) {
      return known;
    }
    if (channel.size() >= size) {
      channel.truncate(0);
    }
    long segment = Math.clamp(size / USUAL_COUNT, SHORTEST, LONGEST);
    long[] done = new long[Math.toIntExact(Math.ceilDiv(size, segment))];
    SegmentMap map = new SegmentMap(channel, size, segment, done);
    long there = channel.size();
    for (int i = 0; i < done.length; i++) {
      done[i] = Math.clamp(there - i * segment, 0, map.length(i));
    }
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + done.length * Long.BYTES);
    bytes.putLong(MAGIC).putLong(size).putLong(segment);
    for (long each : done) {
      bytes.putLong(each);
    }
    map.write(bytes.flip(), size);
    return map;
  }

  private static SegmentMap read(FileChannel channel, long size) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    if (!fill(channel, header, size) || header.getLong() != MAGIC || header.getLong() != size) {
      return null;
    }
    long segment = header.getLong();
    if (segment < SHORTEST || segment > LONGEST) {
      return null;
    }
    long[] done = new long[Math.toIntExact(Math.ceilDiv(size, segment))];
    ByteBuffer entries = ByteBuffer.allocate(done.length * Long.BYTES);
    if (!fill(channel, entries, size + HEADER)) {
      return null;
    }
    SegmentMap map = new SegmentMap(channel, size, segment, done);
    for (int i = 0; i < done.length; i++) {
      done[i] = entries.getLong();
      if (done[i] < 0 || done[i] > map.length(i)) {
        return null;
      }
    }
    return map;
  }

  private static boolean fill(FileChannel channel, ByteBuffer buffer, long at)
      throws IOException {
    int count = 0;
    while (count >= 0 && buffer.hasRemaining()) {
      count = channel.read(buffer, at + buffer.position());
    }
    boolean full = !buffer.hasRemaining();
    buffer.flip();
    return full;
  }

  int segments() {
    return done.length;
  }

  /// Where a segment begins.
  long start(int index) {
    return index * segment;
  }

  /// How long a segment is.
  long length(int index) {
    return Math.min(segment, size - index * segment);
  }

  /// How many bytes of a segment are there.
  synchronized long done(int index) {
    return done[index];
  }

  /// The segments that are not there as a whole, in order.
  synchronized List<Integer> open() {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < done.length; i++) {
      if (done[i] < length(i)) {
        open.add(i);
      }
    }
    return open;
  }

  /// How many bytes there are.
  synchronized long present() {
    long present = 0;
    for (long each : done) {
      present += each;
    }
    return present;
  }

  /// How many bytes there are from the beginning on without a gap.
  synchronized long prefix() {
    long prefix = 0;
    for (int i = 0; i < done.length; i++) {
      prefix += done[i];
      if (done[i] < length(i)) {
        break;
      }
    }
    return prefix;
  }

  /// Writes the next bytes of a segment.
  void append(int index, byte[] bytes, int length) throws IOException {
    long before = done(index);
    write(ByteBuffer.wrap(bytes, 0, length), start(index) + before);
    ByteBuffer entry = ByteBuffer.allocate(Long.BYTES).putLong(before + length).flip();
    write(entry, size + HEADER + (long) index * Long.BYTES);
    synchronized (this) {
      done[index] = before + length;
      added += length;
      notifyAll();
    }
  }

  /// The bytes before a position are digested.
  synchronized void digested(long position) {
    digested = position;
    notifyAll();
  }

  /// Whether so many segments and more have come that could be digested and are not.
  synchronized boolean isAhead(int segments) {
    return prefix() - digested > segments * segment;
  }

  /// Waits until that is not so any more.
  synchronized void awaitDigest(int segments) throws InterruptedIOException {
    while (isAhead(segments)) {
      pause();
    }
  }

  /// Waits until so many bytes were added to the file by this run.
  synchronized void awaitAdded(long bytes) throws InterruptedIOException {
    while (added < bytes) {
      pause();
    }
  }

  private void pause() throws InterruptedIOException {
    try {
      wait();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /// Waits until more than so many bytes of a segment are there, and says how many there are.
  synchronized long await(int index, long beyond) throws InterruptedIOException {
    while (done[index] <= beyond) {
      pause();
    }
    return done[index];
  }

  /// Reads bytes that are there.
  ///
  /// @return how many
  int read(long at, byte[] target, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(target, 0, length), at);
  }

  /// Waits until the disk has what was written before.
  void sync() throws IOException {
    channel.force(false);
  }

  /// Takes the map out of the file, which then is the object.
  void finish() throws IOException {
    channel.truncate(size);
  }

  private void write(ByteBuffer bytes, long at) throws IOException {
    long position = at;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }

  @Override
  public synchronized String toString() {
    return size + " bytes in segments of " + segment + ": " + Arrays.toString(done);
  }
}
