package datasync.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Replaces small files so that a reader, a crash or a full disk never leaves half of one.
public final class AtomicFile {
  private AtomicFile() {}

  /// Writes a file: temporary beside it, synced, renamed. A file that is replaced keeps its
  /// permission bits, a new one gets 0666 without the umask. When the name is a symbolic link, the
  /// file it leads to is replaced and the link stays.
  ///
  /// @throws NoSuchFileException when the folder is not there
  /// @throws IOException when the file cannot be written; what was there before is untouched
  public static void write(Path path, byte[] content) throws IOException {
    write(path, content, true);
  }

  /// Like [#write], for a file that belongs into a folder: where a symbolic link on the way or
  /// under the name leads out of that folder, nothing is written. Repositories hold links of
  /// anybody.
  ///
  /// @param top a folder that is there, itself under any name
  /// @throws FileSystemException when the file would lie elsewhere
  public static void writeBelow(Path top, Path path, byte[] content) throws IOException {
    Path real = top.toRealPath();
    Optional<FileStat> before = FileStat.find(path);
    boolean isLink = before.isPresent() && before.get().isSymlink();
    Path target = isLink ? realTarget(path).toAbsolutePath().normalize() : path;
    if (!target.toAbsolutePath().getParent().toRealPath().startsWith(real)) {
      throw new FileSystemException(
          path.toString(), null, "a symbolic link leads out of `" + top + "`");
    }
    write(path, content, true);
  }

  /// Like [#write], but does not wait for the disk: for state that may be lost in a power cut.
  ///
  /// @throws IOException when the file cannot be written; what was there before is untouched
  public static void writeScratch(Path path, byte[] content) throws IOException {
    write(path, content, false);
  }

  /// Like [#writeScratch], for what nobody but the owner may read: the file has the mode 0600 from
  /// the moment it is there, where the file system has modes.
  ///
  /// @throws IOException when the file cannot be written; what was there before is untouched
  public static void writePrivate(Path path, byte[] content) throws IOException {
    Path temporary = TempName.beside(path);
    try {
      if (FileStat.hasModes()) {
        Files.createFile(
            temporary,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.write(temporary, content);
      rename(temporary, path);
    } catch (IOException failed) {
      Files.deleteIfExists(temporary);
      throw NamedFailure.of(path, failed);
    }
  }

  private static void write(Path path, byte[] content, boolean sync) throws IOException {
    Path target = path;
    Optional<FileStat> before = FileStat.find(path);
    if (before.isPresent() && before.get().isSymlink()) {
      target = realTarget(path);
      before = FileStat.find(target);
    }
    Path temporary = TempName.beside(target);
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        if (sync) {
          channel.force(false);
        }
      }
      if (before.isPresent()) {
        keepMode(temporary, target);
      }
      rename(temporary, target);
    } catch (IOException failed) {
      Files.deleteIfExists(temporary);
      throw NamedFailure.of(target, failed);
    } catch (RuntimeException failed) {
      Files.deleteIfExists(temporary);
      throw failed;
    }
  }

  /// Renames a file over another one of the same folder; where the file system cannot replace by
  /// rename, the old file is removed first.
  public static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException other) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Path realTarget(Path link) throws IOException {
    try {
      return link.toRealPath();
    } catch (NoSuchFileException leadsNowhere) {
      return link.resolveSibling(Files.readSymbolicLink(link));
    }
  }

  private static void keepMode(Path temporary, Path from) {
    try {
      int mode = FileStat.hasModes() ? FileStat.wholeMode(from) : Umask.fileMode();
      if (mode != Umask.fileMode()) {
        FileStat.setMode(temporary, mode);
      }
    } catch (IOException unsupported) {
      // some network file systems have no modes; the content matters more
    }
  }
}
