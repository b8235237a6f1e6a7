package datasync.repo;

import datasync.io.Flock;
import datasync.io.HardLinkLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// One lock file in `.dvc/tmp` that excludes other processes, DVC's and ours.
///
/// Source: spec `dvc-format.md` 3.1. By default it is `flock(2)` on the file, whose content then
/// is a blank, the process number and a line feed; the kernel ends the lock with the process, so
/// there are no stale ones. With `core.hardlink_lock` it is a [HardLinkLock].
final class ProjectLock implements Closeable {
  private static final int RETRIES = 6;
  private static final int LONGEST_PID = 32;

  private final Closeable lock;

  /// What stands for a lock where nobody can change anything.
  private static final class Nothing implements Closeable {
    @Override
    public void close() {}
  }

  private ProjectLock(Closeable lock) {
    this.lock = lock;
  }

  /// Takes the lock, trying for 3 s or as long as it takes.
  ///
  /// @param folder `.dvc/tmp`, made when it is not there
  /// @throws LockHeld when somebody else has it
  static ProjectLock take(Path folder, String name, LockOptions options) throws IOException {
    Path file = folder.resolve(name);
    int failed = 0;
    while (true) {
      Optional<? extends Closeable> taken = attempt(folder, file, options);
      if (taken.isPresent()) {
        return new ProjectLock(taken.get());
      }
      failed++;
      if (!options.waitForLock() && failed > RETRIES) {
        throw new LockHeld(
            "the project is locked by " + holder(file, options),
            "wait until it has ended, or add `--wait-for-lock`");
      }
      options.pause().run();
    }
  }

  private static Optional<? extends Closeable> attempt(
      Path folder, Path file, LockOptions options) throws IOException {
    try {
      Files.createDirectories(folder);
      return options.hardLink() ? hardLink(folder, file, options) : flock(file);
    } catch (FileSystemException refused) {
      boolean unwritable =
          refused instanceof AccessDeniedException
              || "Read-only file system".equals(refused.getReason());
      if (options.readOnly() && unwritable) {
        return Optional.of(new Nothing());
      }
      throw refused;
    }
  }

  private static Optional<Flock> flock(Path file) throws IOException {
    Optional<Flock> taken = Flock.tryLock(file);
    if (taken.isPresent()) {
      String content = " " + ProcessHandle.current().pid() + "\n";
      FileChannel channel = taken.get().channel();
      channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII)), 0);
      channel.truncate(content.length());
    }
    return taken;
  }

  private static Optional<HardLinkLock> hardLink(Path folder, Path file, LockOptions options)
      throws IOException {
    HardLinkLock.Owner self =
        new HardLinkLock.Owner(options.host(), ProcessHandle.current().pid());
    return HardLinkLock.tryLock(file, folder, self, options.clock().instant());
  }

  private static String holder(Path file, LockOptions options) throws IOException {
    if (options.hardLink()) {
      Optional<HardLinkLock.Owner> owner = HardLinkLock.owner(file);
      if (owner.isEmpty()) {
        return "another process (`" + file + "` does not say which)";
      }
      String host = owner.get().host();
      return host.equals(options.host())
          ? describe(owner.get().pid())
          : "process " + owner.get().pid() + " on `" + host + "`";
    }
    try {
      byte[] content = Files.readAllBytes(file);
      if (content.length <= LONGEST_PID) {
        return describe(Long.parseLong(new String(content, StandardCharsets.US_ASCII).strip()));
      }
    } catch (NoSuchFileException | NumberFormatException unknown) {
      // whoever holds it has not said so yet
    }
    return "another process";
  }

  private static String describe(long pid) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isEmpty()) {
      return "another process; the last one here was " + pid + ", perhaps on another machine";
    }
    ProcessHandle.Info info = process.get().info();
    StringBuilder text = new StringBuilder("process ").append(pid);
    Optional<String> command = info.commandLine();
    if (command.isPresent()) {
      text.append(" (`").append(command.get()).append("`)");
    }
    Optional<String> user = info.user();
    if (user.isPresent()) {
      text.append(" of user `").append(user.get()).append('`');
    }
    return text.toString();
  }

  /// Releases the lock; the file stays.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
