package datasync.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Sees whether anybody takes a lock of `flock(2)` on a file, without taking it: the first
/// `flock` of a process costs 120 ms of processor time, more than a short command that only reads.
///
/// It relies on the kernel's list of locks, which is whole only on Linux, outside of containers,
/// for a file system that no other machine has; and on everybody who takes the lock writing into
/// the file before doing anything else. Wherever one of these is in doubt there is no watch, and
/// the lock has to be taken.
///
/// To be run once on another thread ([#run]) and used on one: the kernel gives its list only after
/// some 7 ms of waiting.
public final class FlockWatch implements Runnable {
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

  private final InstantSource clock;
  private final CountDownLatch listed = new CountDownLatch(1);
  private volatile String locks;
  private volatile long listedNanos;
  private Path file;
  private BasicFileAttributes before;

  /// @param clock the clock of the machine, which the times of files come from
  public FlockWatch(InstantSource clock) {
    this.clock = clock;
  }

  /// Whether the kernel tells of all locks on this system.
  public static boolean isPossible() {
    try {
      return Files.readSymbolicLink(NAMESPACE).toString().equals(FIRST);
    } catch (IOException | UnsupportedOperationException otherSystem) {
      return false;
    }
  }

  /// Gets the list of locks; where there is none, prepares for taking one.
  @Override
  public void run() {
    try {
      if (isPossible()) {
        Instant now = clock.instant();
        listedNanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
        locks = text(LOCKS);
      }
    } catch (IOException refused) {
      locks = null;
    } finally {
      listed.countDown();
    }
    if (locks == null) {
      new Flock.Preparation().run();
    }
  }

  /// Begins to watch a file that nobody has locked; waits for [#run].
  ///
  /// @return false when somebody has it locked, when that is not known, when the file is not there
  ///     or was written so recently that another write might not show
  public boolean begin(Path path) {
    try {
      listed.await();
      if (locks == null) {
        return false;
      }
      file = path;
      before = attributes(path);
      long written = before.lastModifiedTime().to(TimeUnit.NANOSECONDS);
      long resolution = written % 1_000_000 == 0 ? COARSE_NANOS : FINE_NANOS;
      return before.isRegularFile()
          && written < listedNanos - resolution
          && isFree(before)
          && isLocal(before);
    } catch (IOException unknown) {
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Whether nobody has taken the lock since the watch began.
  public boolean isUndisturbed() {
    try {
      BasicFileAttributes now = attributes(file);
      return now.lastModifiedTime().equals(before.lastModifiedTime())
          && now.size() == before.size()
          && now.fileKey().equals(before.fileKey());
    } catch (IOException unknown) {
      return false;
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /// Whether the list names nobody. A file that was written last before the list was asked for has
  /// not been locked since then, either.
  private boolean isFree(BasicFileAttributes attributes) {
    String number = ":" + FileStat.inode(attributes) + " ";
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
