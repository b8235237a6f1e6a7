package datasync.repo;

import datasync.io.FlockWatch;
import datasync.io.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Watches the lock of a project while a command reads that changes nothing.
///
/// Nothing can go wrong by that: DVC and [ProjectLock] both write their process number into the
/// file as soon as they have it, before they change anything, and take it before they read. So
/// when nobody had it at first, and the file is the same at the end, nobody changed the project in
/// between, as if the lock had been held. Otherwise the command forgets what it read, and reads
/// again with the lock. A list of locks of more than 4 KiB is not that of one moment and could lack
/// one; whoever has it is found by its process number as well.
final class LockWatch {
  private static final int LONGEST_CONTENT = 32;

  private LockWatch() {}

  /// Begins to watch.
  ///
  /// @param tmp the project's `.dvc/tmp`
  /// @return false when somebody has the lock, was killed with it or may have it
  static boolean begin(FlockWatch watch, Path tmp) {
    Path lock = tmp.resolve("lock");
    return watch.begin(lock) && isLeftInOrder(lock);
  }

  /// Whether the content is the number of a process that has ended, and the line of ours is gone.
  private static boolean isLeftInOrder(Path lock) {
    try {
      byte[] bytes = WholeFile.read(lock, LONGEST_CONTENT);
      String content = new String(bytes, StandardCharsets.US_ASCII);
      int end = content.length() - 1;
      if (end < 1 || content.indexOf('\n') != end) {
        return false;
      }
      long process = Long.parseLong(content.substring(0, end).strip());
      return Files.notExists(Path.of("/proc", Long.toString(process)), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | NumberFormatException unknown) {
      return false;
    }
  }
}
