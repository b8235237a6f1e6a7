package datasync.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Sees whether anybody takes a lock of `flock(2)` on a file, without taking it: the first
/// `flock` of a process costs 120 ms of processor time, more than a short command that only reads.
///
/// It relies on the kernel's list of locks, which is whole only on Linux, outside of containers,
/// for a file system that no other machine has; and on everybody who takes the lock writing into
/// the file before doing anything else. Wherever one of these is in doubt there is no watch, and
/// the lock has to be taken. Safe for several threads.
public final class FlockWatch {
  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final Path LOCKS = Path.of("/proc/locks");

  /// The first namespace of processes, of which all others are part. Source: `PROC_PID_INIT_INO`
  /// in Linux' `include/linux/proc_ns.h`. Others see no locks of processes outside.
  private static final String FIRST = "pid:[4026531836]";

  /// File systems of one machine whose inodes have the number that `/proc/locks` shows.
  private static final String[] LOCAL = {"ext4", "xfs", "tmpfs", "ext3", "ext2"};

  /// Linux takes the times of files from its clock tick of at most 10 ms.
  private static final long FINE_NANOS = 20_000_000;

  /// Old file systems keep whole seconds.
  private static final long COARSE_NANOS = 2_000_000_000;

  private static final int SIZE_LIMIT = 1 << 20;

  private final Path file;
  private final BasicFileAttributes before;

  private FlockWatch(Path file, BasicFileAttributes before) {
    this.file = file;
    this.before = before;
  }

  /// Whether there can be a watch on this system at all.
  public static boolean isPossible() {
    try {
      return Files.readSymbolicLink(NAMESPACE).toString().equals(FIRST);
    } catch (IOException | UnsupportedOperationException otherSystem) {
      return false;
    }
  }

  /// Begins to watch a file that nobody has locked.
  ///
  /// @param nowNanos the present, in nanoseconds since 1970
  /// @return empty when somebody has it locked, when that is not known, when the file is not there
  ///     or was written so recently that another write might not show
  public static Optional<FlockWatch> begin(Path file, long nowNanos) {
    try {
      BasicFileAttributes before = attributes(file);
      long written = before.lastModifiedTime().to(TimeUnit.NANOSECONDS);
      long resolution = written % 1_000_000 == 0 ? COARSE_NANOS : FINE_NANOS;
      boolean seen =
          before.isRegularFile()
              && written < nowNanos - resolution
              && isPossible()
              && isLocal(before)
              && isFree(before);
      return seen ? Optional.of(new FlockWatch(file, before)) : Optional.empty();
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /// Whether nobody has had the lock since the watch began, as far as it was written into.
  public boolean isUndisturbed() {
    try {
      BasicFileAttributes now = attributes(file);
      return now.lastModifiedTime().equals(before.lastModifiedTime())
          && now.size() == before.size()
          && now.fileKey().equals(before.fileKey())
          && isFree(now);
    } catch (IOException unknown) {
      return false;
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isFree(BasicFileAttributes attributes) throws IOException {
    String number = ":" + FileStat.inode(attributes) + " ";
    String locks = text(LOCKS);
    for (int at = locks.indexOf(number); at >= 0; at = locks.indexOf(number, at + 1)) {
      int line = locks.lastIndexOf('\n', at) + 1;
      if (locks.substring(line, at).contains(" FLOCK ")) {
        return false;
      }
    }
    return true;
  }

  /// Whether the file system is one of [#LOCAL]; a line tells device and, behind a hyphen, kind.
  private static boolean isLocal(BasicFileAttributes attributes) throws IOException {
    String mounts = text(MOUNTS);
    int device = mounts.indexOf(" " + device(attributes) + " ");
    int end = device < 0 ? -1 : mounts.indexOf('\n', device);
    int kind = end < 0 ? -1 : mounts.indexOf(" - ", device);
    if (kind < 0 || kind > end) {
      return false;
    }
    for (String each : LOCAL) {
      if (mounts.startsWith(each + " ", kind + " - ".length())) {
        return true;
      }
    }
    return false;
  }

  /// The device as the list of mounts shows it, out of the JDK's `(dev=fe00,ino=12)`.
  private static String device(BasicFileAttributes attributes) throws IOException {
    String key = String.valueOf(attributes.fileKey());
    int from = key.indexOf("dev=") + "dev=".length();
    try {
      long number = Long.parseUnsignedLong(key, from, key.indexOf(',', from), 16);
      long major = number >>> 8 & 0xfff | number >>> 32 & ~0xfff;
      long minor = number & 0xff | number >>> 12 & 0xffff_ff00L;
      return major + ":" + minor;
    } catch (NumberFormatException | IndexOutOfBoundsException otherForm) {
      throw new IOException(otherForm);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(WholeFile.read(file, SIZE_LIMIT), StandardCharsets.ISO_8859_1);
  }
}
