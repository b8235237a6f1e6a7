package datasync.backend.local;

import datasync.io.AtomicFile;
import datasync.io.FileStat;
import datasync.io.TempName;
import datasync.io.Umask;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Puts files of one mode under their names: temporary in the same folder, then rename.
///
/// A new file costs `open`, `write`, `close` and `rename`: it is created with its final mode, so
/// that no `chmod` is needed unless the umask takes bits away. Safe for several threads.
final class Placement {
  /// Objects may be read by everybody and written by nobody.
  static final int OBJECT_MODE = 0444;

  /// More bytes than the kernel writes in one step; see the package.
  static final long SYNC_ABOVE = 8 << 20;

  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final FileAttribute<?>[] READ_ONLY = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--r--r--"))
  };
  private static final FileAttribute<?>[] USUAL = {};

  private final Folders folders;
  private final boolean readOnly;
  private final boolean changeMode;
  private final Durability durability;

  Placement(Folders folders, Durability durability, boolean readOnly) {
    this.folders = folders;
    this.durability = durability;
    this.readOnly = readOnly;
    this.changeMode =
        readOnly && !(FileStat.hasModes() && (OBJECT_MODE & ~Umask.value()) == OBJECT_MODE);
  }

  /// Writes the temporary file.
  @FunctionalInterface
  private interface Writer {
    void write(Path temporary) throws IOException;
  }

  /// Places bytes in memory.
  void bytes(Path target, byte[] content, int length) throws IOException {
    place(target, content, length, null);
  }

  /// Places what a stream holds.
  void stream(Path target, InputStream in, byte[] buffer) throws IOException {
    place(target, buffer, 0, in);
  }

  /// Places the bytes of an array, or those of a stream by way of that array.
  ///
  /// @param length how many bytes the array holds when there is no stream
  /// @param in a stream, or null
  private void place(Path target, byte[] buffer, int length, InputStream in) throws IOException {
    Path folder = target.getParent();
    Path temporary = temporary(folder);
    boolean placed = false;
    try {
      FileChannel channel;
      try {
        channel = create(temporary);
      } catch (NoSuchFileException folderGone) {
        if (Files.isDirectory(folder)) {
          throw folderGone;
        }
        folders.remake(folder);
        channel = create(temporary);
      }
      try (FileChannel out = channel) {
        long size = 0;
        int count = in == null ? length : read(in, buffer);
        while (count >= 0) {
          ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
          while (bytes.hasRemaining()) {
            out.write(bytes);
          }
          size += count;
          count = in == null ? -1 : read(in, buffer);
        }
        written(out, size);
      }
      name(temporary, folder, target);
      placed = true;
    } finally {
      if (!placed) {
        removeQuietly(temporary);
      }
    }
  }

  /// To be called when a new file has its bytes: a large one is synced now, a small one now or
  /// with all others.
  void written(FileChannel out, long size) throws IOException {
    if (size > SYNC_ABOVE) {
      out.force(false);
    }
    durability.written(out);
  }

  private static int read(InputStream in, byte[] buffer) throws PayloadFailure {
    try {
      return in.read(buffer);
    } catch (IOException foreign) {
      throw new PayloadFailure(foreign);
    }
  }

  /// Makes the name a hard link of a file, marking that file, or tells that it cannot be, or that
  /// the name is taken.
  boolean link(Path target, Path source, long size) throws IOException {
    folders.make(target.getParent());
    if (!durability.defers() || size > SYNC_ABOVE) {
      try (FileChannel open = FileChannel.open(source, StandardOpenOption.READ)) {
        open.force(false);
      }
    }
    try {
      Files.createLink(target, source);
    } catch (IOException | UnsupportedOperationException takenOrNoLinksHere) {
      return false;
    }
    setMode(target, OBJECT_MODE);
    durability.named(target.getParent());
    return true;
  }

  /// Places a finished file by renaming it, or by a copy when it is on another file system.
  void take(Path target, Path source) throws IOException {
    folders.make(target.getParent());
    sync(source);
    setMode(source, OBJECT_MODE);
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
      durability.named(target.getParent());
    } catch (IOException elsewhere) {
      copy(target, source);
      Files.delete(source);
    }
  }

  /// Places a copy of a file; the kernel copies, and shares the extents where it can.
  void copy(Path target, Path source) throws IOException {
    placeBy(
        target,
        temporary -> {
          Files.copy(source, temporary);
          sync(temporary);
          setMode(temporary, readOnly ? OBJECT_MODE : Umask.fileMode());
        });
  }

  private void placeBy(Path target, Writer writer) throws IOException {
    Path temporary = temporary(target.getParent());
    try {
      write(temporary, writer);
      publish(temporary, target);
    } catch (IOException | RuntimeException | Error failed) {
      removeQuietly(temporary);
      throw failed;
    }
  }

  /// Makes a folder unless it is there.
  void makeFolder(Path folder) throws IOException {
    folders.make(folder);
  }

  /// A new temporary name in a folder, which is made.
  Path temporary(Path folder) throws IOException {
    folders.make(folder);
    return folder.resolve(TempName.next());
  }

  private void write(Path temporary, Writer writer) throws IOException {
    try {
      writer.write(temporary);
    } catch (NoSuchFileException folderGone) {
      if (Files.isDirectory(temporary.getParent())) {
        throw folderGone;
      }
      folders.remake(temporary.getParent());
      writer.write(temporary);
    }
  }

  /// Gives a finished temporary file its name, making the folder when it is not there.
  void publish(Path temporary, Path target) throws IOException {
    Path folder = target.getParent();
    folders.make(folder);
    name(temporary, folder, target);
  }

  private void name(Path temporary, Path folder, Path target) throws IOException {
    if (changeMode) {
      setMode(temporary, OBJECT_MODE);
    }
    try {
      rename(temporary, target);
    } catch (IOException refused) {
      if (!readOnly || !Files.isRegularFile(target)) {
        throw refused;
      }
      // the same object came meanwhile, and this file system does not rename over a file
      removeQuietly(temporary);
    }
    durability.named(folder);
  }

  private void rename(Path temporary, Path target) throws IOException {
    try {
      AtomicFile.rename(temporary, target);
    } catch (NoSuchFileException folderGone) {
      folders.remake(target.getParent());
      AtomicFile.rename(temporary, target);
    }
  }

  /// Opens a new file with the mode of this placement.
  FileChannel create(Path temporary) throws IOException {
    boolean modes = readOnly && FileStat.hasModes();
    return FileChannel.open(temporary, CREATE, modes ? READ_ONLY : USUAL);
  }

  static void writeFully(FileChannel out, byte[] content, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content, 0, length);
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /// Like [#written], for a file that is not open.
  void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      written(channel, channel.size());
    }
  }

  /// Sets a mode as far as the file system knows it.
  static boolean setMode(Path file, int mode) {
    try {
      FileStat.setMode(file, mode);
      return true;
    } catch (IOException unsupported) {
      return false;
    }
  }

  static void removeQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException left) {
      // a temporary name is left out by every reader
    }
  }
}
