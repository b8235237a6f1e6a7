package datasync.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Something in a directory, as the walk saw it.
///
/// @param path where it is
/// @param name its name
/// @param kind what it is
/// @param stamp of the file itself, or of the file a symbolic link leads to
/// @param isLink whether it is a symbolic link
record Entry(Path path, String name, Kind kind, Stamp stamp, boolean isLink) {
  private static final Stamp NONE = new Stamp(0, 0, 0);

  /// What a name stands for.
  enum Kind {
    /// A regular file, or a symbolic link to one.
    FILE,
    /// A directory.
    DIRECTORY,
    /// A symbolic link to a directory.
    LINKED_DIRECTORY,
    /// A symbolic link to nothing.
    DANGLING,
    /// A socket, a pipe or a device.
    OTHER,
    /// A name that was there a moment ago.
    GONE
  }

  /// Looks at a path.
  static Entry of(Path path, String name) throws IOException {
    BasicFileAttributes found;
    try {
      found =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException gone) {
      return new Entry(path, name, Kind.GONE, NONE, false);
    }
    if (!found.isSymbolicLink()) {
      return new Entry(path, name, kind(found, Kind.DIRECTORY), Stamp.of(found), false);
    }
    try {
      BasicFileAttributes target = Files.readAttributes(path, BasicFileAttributes.class);
      return new Entry(
          path, name, kind(target, Kind.LINKED_DIRECTORY), Stamp.of(target), true);
    } catch (IOException dangling) {
      return new Entry(path, name, Kind.DANGLING, NONE, true);
    }
  }

  private static Kind kind(BasicFileAttributes attributes, Kind directory) {
    if (attributes.isRegularFile()) {
      return Kind.FILE;
    }
    return attributes.isDirectory() ? directory : Kind.OTHER;
  }
}
