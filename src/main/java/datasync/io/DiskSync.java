package datasync.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/// Makes what was written survive a power cut.
///
/// Tens of thousands of small files are brought to a disk by one `syncfs(2)` of Linux in a tenth
/// of the time it took to write them; one `fsync` each would take many times as long.
public final class DiskSync {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private DiskSync() {}

  private static final class Function {
    /// Linked with a second argument that the function does not read: the shape of `flock`, which
    /// most commands have linked already.
    static final NativeFunction SYNCFS = NativeFunction.of("syncfs");
  }

  /// Whether [#fileSystem] can be called here: on Linux, where foreign functions are allowed.
  public static boolean hasFileSystem() {
    return FileStat.hasModes() && Files.exists(BOOT) && Function.SYNCFS.isThere();
  }

  /// Waits until everything that was written so far to the file system of a folder is on its disk,
  /// files and names, by whomever. To be called only where [#hasFileSystem] says so.
  ///
  /// @throws IOException when the system reports that something could not be written
  public static synchronized void fileSystem(Path folder) throws IOException {
    Set<Integer> before = new HashSet<>(Descriptors.of(folder));
    try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
      Set<Integer> mine = Descriptors.of(folder);
      mine.removeAll(before);
      if (mine.isEmpty()) {
        open.force(true);
      }
      for (int each : mine) {
        if (Function.SYNCFS.call(each, 0) != 0) {
          throw new IOException("`" + folder + "` could not be written to its disk");
        }
      }
    }
  }

  /// Waits until the names in a folder are on its disk. Where folders cannot be opened (Windows)
  /// nothing is done, and a folder that is gone has no names.
  ///
  /// @throws IOException when the system reports that something could not be written
  public static void folder(Path folder) throws IOException {
    if (!FileStat.hasModes()) {
      return;
    }
    try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
      open.force(true);
    } catch (NoSuchFileException gone) {
      // what was removed needs no sync
    }
  }

  /// What names the time since the system was started; another text means that it was started
  /// anew, after a power cut perhaps. Empty where the system does not tell.
  public static String boot() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException unknown) {
      return "";
    }
  }
}
