package datasync.workspace;

import static datasync.workspace.IndexLayout.UNIT;

import java.io.IOException;
import java.nio.ByteBuffer;
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
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(UNIT << 12);
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
        channel.position(UNIT);
        merge(channel, current, used, recent);
        flush(channel);
        ByteBuffer header = ByteBuffer.allocate(UNIT);
        header.putLong(0, IndexLayout.MAGIC);
        header.putLong(Long.BYTES, written);
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
          && Long.compareUnsigned(recent.bytes().getLong(added[next]), key) < 0) {
        add(channel, recent.bytes(), added[next++], today);
      }
      boolean replaced =
          next < added.length && recent.bytes().getLong(added[next]) == key;
      while (mark < used.count() && Long.compareUnsigned(used.key(mark), key) < 0) {
        mark++;
      }
      boolean inUse = mark < used.count() && used.key(mark) == key && used.isUsed(mark);
      boolean kept = inUse || current.day(i) >= today - keep;
      if (!replaced && kept && IndexLayout.isWhole(current.bytes(), i * UNIT)) {
        add(channel, current.bytes(), i * UNIT, inUse ? today : current.day(i));
      }
    }
    while (next < added.length) {
      add(channel, recent.bytes(), added[next++], today);
    }
  }

  private void add(FileChannel channel, ByteBuffer from, int at, int day) throws IOException {
    if (buffer.remaining() < UNIT) {
      flush(channel);
    }
    IndexLayout.copy(from, at, buffer, buffer.position(), day);
    buffer.position(buffer.position() + UNIT);
    written++;
  }

  private void flush(FileChannel channel) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }
}
