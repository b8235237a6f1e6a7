package datasync.workspace;

import static datasync.workspace.IndexLayout.BYTES;
import static datasync.workspace.IndexLayout.UNIT;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes the file of a [StatIndex] anew: beside the old one, then in its place. Not synced: after
/// a crash the checks of the entries tell which are there.
final class IndexWriter {
  /// More entries than anybody's files are entries of files that are gone.
  private static final int MANY = 1 << 22;

  private final Path file;
  private final int today;
  private final int keepDays;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES << 12);
  private final LongBuffer words = IndexLayout.words(buffer);
  private long written;

  IndexWriter(Path file, int today, int keepDays) {
    this.file = file;
    this.today = today;
    this.keepDays = keepDays;
  }

  /// Writes the union of two sets of entries; those of `recent` win.
  ///
  /// @param used the sorted part this run asked, whose marks tell which entries are in use
  void write(SortedEntries current, SortedEntries used, RecentEntries recent) throws IOException {
    Files.createDirectories(file.getParent());
    Path temporary =
        file.resolveSibling(file.getFileName() + "." + System.nanoTime() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        channel.position(BYTES);
        merge(channel, current, used, recent);
        flush(channel);
        ByteBuffer header = ByteBuffer.allocate(BYTES);
        IndexLayout.words(header).put(0, IndexLayout.MAGIC).put(1, written);
        channel.write(header, 0);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void merge(
      FileChannel channel, SortedEntries current, SortedEntries used, RecentEntries recent)
      throws IOException {
    int keep = current.count() > MANY ? 1 : keepDays;
    int[] added = recent.sorted();
    int next = 0;
    int mark = 0;
    for (int i = 0; i < current.count(); i++) {
      long key = current.key(i);
      while (next < added.length
          && Long.compareUnsigned(recent.words().get(added[next]), key) < 0) {
        add(channel, recent.words(), added[next++], today);
      }
      boolean replaced =
          next < added.length && recent.words().get(added[next]) == key;
      while (mark < used.count() && Long.compareUnsigned(used.key(mark), key) < 0) {
        mark++;
      }
      boolean inUse = mark < used.count() && used.key(mark) == key && used.isUsed(mark);
      boolean kept = inUse || current.day(i) >= today - keep;
      if (!replaced && kept && IndexLayout.isWhole(current.words(), i * UNIT)) {
        add(channel, current.words(), i * UNIT, inUse ? today : current.day(i));
      }
    }
    while (next < added.length) {
      add(channel, recent.words(), added[next++], today);
    }
  }

  private void add(FileChannel channel, LongBuffer from, int at, int day) throws IOException {
    if (words.remaining() < UNIT) {
      flush(channel);
    }
    IndexLayout.copy(from, at, words, words.position(), day);
    words.position(words.position() + UNIT);
    written++;
  }

  private void flush(FileChannel channel) throws IOException {
    buffer.clear().limit(words.position() * Long.BYTES);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    words.clear();
  }
}
