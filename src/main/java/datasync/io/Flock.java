package datasync.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/// An exclusive lock on a file that other processes see: `flock(2)`, which is what DVC takes.
///
/// `FileChannel.tryLock` takes a record lock, which on Linux does not conflict with `flock`; it is
/// used only where `flock` cannot be called (on Windows it conflicts with DVC's lock of one byte).
/// The lock ends with [#close] or with the process. Not safe for several threads.
public final class Flock implements Closeable {
  private final FileChannel channel;

  private Flock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the lock if nobody has it, without waiting. The file is made when it is not there,
  /// never emptied and never removed.
  ///
  /// @return the lock, or empty when another process or another lock of this one holds it
  /// @throws IOException when the file cannot be opened for writing, as when it is a symbolic link:
  ///     its owner writes into it
  public static Optional<Flock> tryLock(Path path) throws IOException {
    synchronized (Flock.class) {
      boolean unix = FileStat.hasModes();
      Set<Integer> before = unix ? Descriptors.of(path) : Set.of();
      if (Files.isSymbolicLink(path)) {
        throw new FileSystemException(path.toString(), null, "a lock must not be a symbolic link");
      }
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      boolean locked = false;
      try {
        NativeFlock.Outcome outcome =
            unix ? NativeFlock.tryExclusive(path, before) : NativeFlock.Outcome.UNAVAILABLE;
        locked =
            switch (outcome) {
              case LOCKED -> true;
              case HELD -> false;
              case UNAVAILABLE -> lockFirstByte(channel);
            };
      } finally {
        if (!locked) {
          channel.close();
        }
      }
      return locked ? Optional.of(new Flock(channel)) : Optional.empty();
    }
  }

  /// Does ahead of time what the first lock of a process has to, about 70 ms on a thread of its
  /// own; nothing is locked.
  public static final class Preparation implements Runnable {
    @Override
    public void run() {
      if (FileStat.hasModes()) {
        NativeFlock.prepare();
      }
    }
  }

  private static boolean lockFirstByte(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(0, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException ours) {
      return false;
    }
  }

  /// The locked file, open for reading and writing; closed with the lock.
  public FileChannel channel() {
    return channel;
  }

  /// Releases the lock; again is no error.
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
