package datasync.workspace;

import datasync.io.FileStat;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/// What shows that a file was not changed since it was read: DVC's state database uses the same
/// three (spec `dvc-format.md` 16.2), with the time as a float.
///
/// @param inode the number of the file, or 0 where the system has none
/// @param modifiedNanos when it was last written, since 1970
/// @param size its bytes
record Stamp(long inode, long modifiedNanos, long size) {
  /// A time with parts below a millisecond comes from a file system with fine timestamps, which
  /// the kernel takes from its clock tick of at most 10 ms.
  private static final long FINE_NANOS = 20_000_000;

  /// FAT keeps times in steps of two seconds, several network file systems in seconds.
  private static final long COARSE_NANOS = 2_000_000_000;

  private static final long MILLISECOND = 1_000_000;

  static Stamp of(BasicFileAttributes attributes) {
    return new Stamp(
        FileStat.inode(attributes),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        attributes.size());
  }

  static Stamp of(FileStat stat) {
    return new Stamp(stat.inode(), stat.mtimeNanos(), stat.size());
  }

  /// How far apart two writes must be to show in the time.
  long resolutionNanos() {
    return modifiedNanos % MILLISECOND != 0 ? FINE_NANOS : COARSE_NANOS;
  }

  /// Whether a write at `nowNanos` could leave this stamp as it is.
  boolean isRacy(long nowNanos) {
    return modifiedNanos >= nowNanos - resolutionNanos();
  }
}
