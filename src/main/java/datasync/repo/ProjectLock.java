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
/// there are no stale ones. While it is ours a second line says so, and is taken away when the lock
/// is released: where it is still found, its process was killed. With `core.hardlink_lock` it is a
/// [HardLinkLock].
final class ProjectLock implements Closeable {
  private static final int RETRIES = 6;
  private static final int LONGEST_PID = 32;
  private static final String OURS = "datasync\n";

  private final Closeable lock;
  private final String takenFrom;

  /// What stands for a lock where nobody can change anything.
  private static final class Nothing implements Closeable {
    @Override
    public void close() {}
  }

  private ProjectLock(Closeable lock, String takenFrom) {
    this.lock = lock;
    this.takenFrom = takenFrom;
  }

  /// A lock that tells what it found.
  private record Taken(Closeable lock, String from) {}

  /// A lock of `flock` whose second line goes with it.
  private record Marked(Flock flock, int length) implements Closeable {
    @Override
    public void close() throws IOException {
      if (flock.channel().isOpen()) {
        flock.channel().truncate(length);
      }
      flock.close();
    }
  }

  /// Takes the lock, trying for 3 s or as long as it takes.
  ///
  /// @param folder `.dvc/tmp`, made when it is not there
  /// @throws LockHeld when somebody else has it
  static ProjectLock take(Path folder, String name, LockOptions options) throws IOException {
    Path file = folder.resolve(name);
    int failed = 0;
    while (true) {
      Optional<Taken> taken = attempt(folder, file, options);
      if (taken.isPresent()) {
        return new ProjectLock(taken.get().lock(), taken.get().from());
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

  private static Optional<Taken> attempt(
      Path folder, Path file, LockOptions options) throws IOException {
    try {
      Files.createDirectories(folder);
      return options.hardLink() ? hardLink(folder, file, options) : flock(file);
    } catch (FileSystemException refused) {
      boolean unwritable =
          refused instanceof AccessDeniedException
              || "Read-only file system".equals(refused.getReason());
      if (options.readOnly() && unwritable) {
        return Optional.of(new Taken(new Nothing(), ""));
      }
      throw refused;
    }
  }

  private static Optional<Taken> flock(Path file) throws IOException {
    Optional<Flock> taken = Flock.tryLock(file);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    FileChannel channel = taken.get().channel();
    String before = content(channel);
    String pid = " " + ProcessHandle.current().pid() + "\n";
    String content = pid + OURS;
    try {
      channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII)), 0);
      channel.truncate(content.length());
    } catch (IOException full) {
      // the lock holds without saying whose it is; what frees space has to work on a full disk
    }
    return Optional.of(new Taken(new Marked(taken.get(), pid.length()), killed(before)));
  }

  private static String content(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_PID);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // until the file ends
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
  }

  /// The process that left this content because it was killed; empty when it released the lock.
  private static String killed(String content) {
    return content.endsWith("\n" + OURS)
        ? "process " + content.substring(0, content.length() - OURS.length()).strip()
        : "";
  }

  /// How a lock is found.
  ///
  /// @param held whether somebody has it
  /// @param who as far as it is known: the one who has it, or one who was killed with it; empty
  ///     when it is free
  record State(boolean held, String who) {}

  /// Looks at a lock without keeping it.
  static State look(Path folder, String name, LockOptions options) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return new State(false, "");
    }
    if (options.hardLink()) {
      if (!HardLinkLock.isLeft(file, options.host())) {
        return new State(true, holder(file, options));
      }
      Optional<HardLinkLock.Owner> dead = HardLinkLock.owner(file);
      return new State(false, dead.isEmpty() ? "" : "process " + dead.get().pid());
    }
    Optional<Flock> taken = Flock.tryLock(file);
    if (taken.isEmpty()) {
      return new State(true, holder(file, options));
    }
    try (Flock lock = taken.get()) {
      return new State(false, killed(content(lock.channel())));
    }
  }

  /// The process that was killed while it had this lock; empty when there was none.
  String takenFrom() {
    return takenFrom;
  }

  private static Optional<Taken> hardLink(Path folder, Path file, LockOptions options)
      throws IOException {
    HardLinkLock.Owner self =
        new HardLinkLock.Owner(options.host(), ProcessHandle.current().pid());
    Optional<HardLinkLock> taken =
        HardLinkLock.tryLock(file, folder, self, options.clock().instant());
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    Optional<HardLinkLock.Owner> dead = taken.get().takenFrom();
    String from = dead.isEmpty() ? "" : "process " + dead.get().pid();
    return Optional.of(new Taken(taken.get(), from));
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
        String text = new String(content, StandardCharsets.US_ASCII);
        int line = text.indexOf('\n');
        return describe(Long.parseLong((line < 0 ? text : text.substring(0, line)).strip()));
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
