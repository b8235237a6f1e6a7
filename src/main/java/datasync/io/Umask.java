package datasync.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The permission bits that new files and folders of this process do not get.
///
/// Found once: from `/proc/self/status` where there is one, otherwise from the mode of a file made
/// for the purpose; 022 when neither works.
public final class Umask {
  private static final int USUAL = 022;

  private Umask() {}

  private static final class Found {
    static final int VALUE = find();
  }

  /// The umask, for example 022.
  public static int value() {
    return Found.VALUE;
  }

  /// The mode of a new file: 0666 without the umask.
  public static int fileMode() {
    return 0666 & ~Found.VALUE;
  }

  private static int find() {
    try {
      String status = Files.readString(Path.of("/proc/self/status"));
      int at = status.indexOf("\nUmask:\t");
      if (at >= 0) {
        int from = at + "\nUmask:\t".length();
        return Integer.parseInt(status.substring(from, status.indexOf('\n', from)), 8);
      }
    } catch (IOException | NumberFormatException noProc) {
      // other systems have no such file
    }
    return FileStat.hasModes() ? ofNewFile() : USUAL;
  }

  private static int ofNewFile() {
    Path probe = Path.of(System.getProperty("java.io.tmpdir"), TempName.next());
    try {
      Files.createFile(probe);
      try {
        return 0666 & ~FileStat.of(probe).mode();
      } finally {
        Files.delete(probe);
      }
    } catch (IOException unwritable) {
      return USUAL;
    }
  }
}
