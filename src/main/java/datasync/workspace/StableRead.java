package datasync.workspace;

import datasync.io.FileStat;
import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Reads files in a way that notices when they are written meanwhile.
final class StableRead {
  private static final int ATTEMPTS = 3;
  private static final int BUFFER = 1 << 18;

  private StableRead() {}

  /// A digest and what the file was before and after it was read.
  ///
  /// @param stat of the file a symbolic link leads to
  record Hashed(ObjectId id, FileStat stat) {
    Stamp stamp() {
      return Stamp.of(stat);
    }
  }

  /// Reads a file once and tells the id of what was read.
  @FunctionalInterface
  interface Reading {
    ObjectId read() throws IOException;
  }

  /// Reads until the file was the same before and after.
  ///
  /// @param before the stamp it had a moment ago
  /// @throws WorkspaceException when it is written again and again
  static Hashed read(Path path, Stamp before, Reading reading) throws IOException {
    Stamp expected = before;
    for (int i = 0; i < ATTEMPTS; i++) {
      ObjectId id = reading.read();
      FileStat after = FileStat.following(path);
      if (Stamp.of(after).equals(expected)) {
        return new Hashed(id, after);
      }
      expected = Stamp.of(after);
    }
    throw changed(path);
  }

  static WorkspaceException changed(Path path) {
    return new WorkspaceException(
        WorkspaceException.Reason.CHANGED_WHILE_READ,
        path,
        "`" + path + "` is being written by another program");
  }

  /// The digest of a file.
  ///
  /// @param progress is told of its bytes
  static Hashed hash(Entry entry, HashName hash, Progress progress) throws IOException {
    progress.begin(1, entry.stamp().size());
    Hashed hashed =
        read(entry.path(), entry.stamp(), () -> digest(entry, hash, progress));
    progress.finished(entry.name());
    return hashed;
  }

  private static ObjectId digest(Entry entry, HashName hash, Progress progress)
      throws IOException {
    Path path = entry.path();
    long size = entry.stamp().size();
    Digester digester = Digester.of(hash);
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size + 1, BUFFER));
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long left = size;
      // one that has its bytes is not asked for more: that it grew shows in its stamp
      while (left != 0 && channel.read(buffer) >= 0) {
        digester.update(buffer.array(), 0, buffer.position());
        progress.advance(buffer.position());
        left -= buffer.position();
        buffer.clear();
      }
    }
    return digester.finish(false);
  }
}
