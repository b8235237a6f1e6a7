package datasync.io;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What the file system knows about a file, read with one system call.
///
/// On systems without Unix modes the inode is 0 and the mode 0444 for a read-only and 0666 for any
/// other file, as Python reports it there. How many names a file has costs a call of its own,
/// [#links]: the JDK tells it only in a map, and such a map costs more than the system call.
public final class FileStat {
  /// What a name in a folder stands for.
  public enum Type {
    /// a regular file
    FILE,
    /// a folder
    DIRECTORY,
    /// a symbolic link, only where links are not followed
    SYMLINK,
    /// a device, socket or pipe
    OTHER
  }

  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  private static final LinkOption[] FOLLOW = {};
  private static final LinkOption[] STAY = {LinkOption.NOFOLLOW_LINKS};
  private static final int OWNER_READS = 0400;
  private static final int ALL_BITS = 07777;

  private final BasicFileAttributes attributes;
  private final int portableMode;

  private FileStat(BasicFileAttributes attributes, int portableMode) {
    this.attributes = attributes;
    this.portableMode = portableMode;
  }

  /// Whether files here have Unix permission bits.
  public static boolean hasModes() {
    return UNIX;
  }

  /// The state of a name itself; a symbolic link is not followed.
  ///
  /// @throws NoSuchFileException when there is nothing of that name
  public static FileStat of(Path path) throws IOException {
    return read(path, STAY);
  }

  /// The state of what a name leads to, through symbolic links.
  ///
  /// @throws NoSuchFileException when there is nothing of that name, or a link leads nowhere
  public static FileStat following(Path path) throws IOException {
    return read(path, FOLLOW);
  }

  /// Like [#of], or empty when there is nothing of that name.
  public static Optional<FileStat> find(Path path) throws IOException {
    try {
      return Optional.of(read(path, STAY));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  /// How many names a file has, a symbolic link not followed; 1 on systems without Unix modes.
  ///
  /// @throws NoSuchFileException when there is nothing of that name
  public static int links(Path path) throws IOException {
    return UNIX ? (Integer) Files.getAttribute(path, "unix:nlink", STAY) : 1;
  }

  /// The mode of what a name leads to with the bits for set-user-id, set-group-id and sticky, 0 to
  /// 07777; only where [#hasModes].
  ///
  /// @throws NoSuchFileException when there is nothing of that name, or a link leads nowhere
  public static int wholeMode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode") & ALL_BITS;
  }

  /// Sets the permission bits of a file, following links.
  ///
  /// @throws IOException when the file system refuses; many network mounts do
  public static void setMode(Path path, int mode) throws IOException {
    if (UNIX) {
      Files.setAttribute(path, "unix:mode", mode);
    } else {
      Files.setAttribute(path, "dos:readonly", (mode & 0222) == 0);
    }
  }

  /// The number of a file on its device, or 0 where the system has none.
  public static long inode(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return key == null ? 0 : inode(key.toString());
  }

  /// The inode out of `(dev=…,ino=…)`, the only form in which the JDK gives it without a map.
  private static long inode(String key) {
    int at = key.indexOf("ino=");
    if (at < 0) {
      return key.hashCode();
    }
    long number = 0;
    for (int i = at + 4; i < key.length(); i++) {
      int digit = key.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /// The number of the file on its device, or 0.
  public long inode() {
    return UNIX ? inode(attributes) : 0;
  }

  /// When the content changed last, in nanoseconds since 1970.
  public long mtimeNanos() {
    return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
  }

  /// The bytes of the file.
  public long size() {
    return attributes.size();
  }

  /// The permission bits, 0 to 0777.
  public int mode() {
    if (!(attributes instanceof PosixFileAttributes posix)) {
      return portableMode;
    }
    int mode = 0;
    for (PosixFilePermission each : posix.permissions()) {
      mode |= OWNER_READS >> each.ordinal();
    }
    return mode;
  }

  /// What the name stands for.
  public Type type() {
    if (attributes.isRegularFile()) {
      return Type.FILE;
    }
    if (attributes.isDirectory()) {
      return Type.DIRECTORY;
    }
    return attributes.isSymbolicLink() ? Type.SYMLINK : Type.OTHER;
  }

  /// Whether two names stand for one file, so that they are hard links of each other; false where
  /// the system does not tell.
  public boolean isSameFile(FileStat other) {
    Object key = attributes.fileKey();
    return key != null && key.equals(other.attributes.fileKey());
  }

  /// Whether this is a regular file.
  public boolean isFile() {
    return attributes.isRegularFile();
  }

  /// Whether this is a folder.
  public boolean isDirectory() {
    return attributes.isDirectory();
  }

  /// Whether this is a symbolic link.
  public boolean isSymlink() {
    return attributes.isSymbolicLink();
  }

  private static FileStat read(Path path, LinkOption[] options) throws IOException {
    if (UNIX) {
      return new FileStat(Files.readAttributes(path, PosixFileAttributes.class, options), 0);
    }
    boolean readOnly = Boolean.TRUE.equals(Files.getAttribute(path, "dos:readonly", options));
    return new FileStat(
        Files.readAttributes(path, BasicFileAttributes.class, options), readOnly ? 0444 : 0666);
  }
}
