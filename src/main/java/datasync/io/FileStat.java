package datasync.io;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What the file system knows about a file, read with one system call.
///
/// On systems without Unix modes the inode is 0, the link count 1, and the mode 0444 for a
/// read-only and 0666 for any other file, as Python reports it there.
///
/// @param inode the file's number on its device, or 0
/// @param mtimeNanos the time of the last change of content in nanoseconds since 1970
/// @param size the bytes of a file
/// @param mode the permission bits, 0 to 07777
/// @param links how many names the file has
/// @param type what it is
public record FileStat(
    long inode, long mtimeNanos, long size, int mode, int links, Type type) {
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
  private static final String ATTRIBUTES = "unix:ino,mode,size,lastModifiedTime,nlink";
  private static final LinkOption[] FOLLOW = {};
  private static final LinkOption[] STAY = {LinkOption.NOFOLLOW_LINKS};

  private static final int TYPE_BITS = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;

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

  /// Whether this is a regular file.
  public boolean isFile() {
    return type == Type.FILE;
  }

  /// Whether this is a folder.
  public boolean isDirectory() {
    return type == Type.DIRECTORY;
  }

  /// Whether this is a symbolic link.
  public boolean isSymlink() {
    return type == Type.SYMLINK;
  }

  private static FileStat read(Path path, LinkOption[] options) throws IOException {
    if (!UNIX) {
      return readPortable(path, options);
    }
    Map<String, Object> values = Files.readAttributes(path, ATTRIBUTES, options);
    int mode = (Integer) values.get("mode");
    return new FileStat(
        (Long) values.get("ino"),
        ((FileTime) values.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS),
        (Long) values.get("size"),
        mode & 07777,
        (Integer) values.get("nlink"),
        type(mode));
  }

  private static Type type(int mode) {
    return switch (mode & TYPE_BITS) {
      case REGULAR -> Type.FILE;
      case FOLDER -> Type.DIRECTORY;
      case LINK -> Type.SYMLINK;
      default -> Type.OTHER;
    };
  }

  private static FileStat readPortable(Path path, LinkOption[] options) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(path, BasicFileAttributes.class, options);
    Type type =
        found.isRegularFile()
            ? Type.FILE
            : found.isDirectory()
                ? Type.DIRECTORY
                : found.isSymbolicLink() ? Type.SYMLINK : Type.OTHER;
    boolean readOnly = Boolean.TRUE.equals(Files.getAttribute(path, "dos:readonly", options));
    long mtime = found.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    return new FileStat(0, mtime, found.size(), readOnly ? 0444 : 0666, 1, type);
  }
}
