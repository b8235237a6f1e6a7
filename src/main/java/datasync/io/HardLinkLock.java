package datasync.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The lock DVC takes with `core.hardlink_lock`: a hard link of a claim file to the lock's name.
///
/// Source: spec `dvc-format.md` 3.1. The claim's time of change is when the lock expires. A claim
/// holds its own path, as DVC writes it; a second line names host and process, so that a lock of a
/// dead process of this machine is taken over. DVC compares the whole content with its own claim
/// and so takes ours for what it is, somebody else's. [#close] gives it back. Not safe for several
/// threads.
public final class HardLinkLock implements Closeable {
  private static final Duration LIFETIME = Duration.ofDays(365);
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(10);

  private final Path lock;
  private final Path claim;
  private final Owner takenFrom;

  private HardLinkLock(Path lock, Path claim, Owner takenFrom) {
    this.lock = lock;
    this.claim = claim;
    this.takenFrom = takenFrom;
  }

  /// The dead process whose lock this was; empty when it was free or had expired.
  public Optional<Owner> takenFrom() {
    return Optional.ofNullable(takenFrom);
  }

  /// Who wrote a lock file.
  ///
  /// @param host the machine; an empty one is not known, and no lock of it is ever called dead
  /// @param pid the process on it
  public record Owner(String host, long pid) {}

  /// Takes the lock if nobody has it, without waiting; one that expired, or whose process on this
  /// machine is gone, is broken first.
  ///
  /// @param lock the lock's name
  /// @param folder where claims go, on the same file system
  /// @param self this process
  /// @param now the wall clock
  /// @return the lock, or empty when somebody holds it
  /// @throws IOException when the file system has no hard links or cannot be written
  public static Optional<HardLinkLock> tryLock(Path lock, Path folder, Owner self, Instant now)
      throws IOException {
    Path name = lock.toAbsolutePath();
    Path claim = folder.toAbsolutePath().resolve(claimName(name, self));
    String content = claim + "\n" + self.host() + " " + self.pid();
    Files.writeString(claim, content);
    boolean linked = false;
    Owner dead = null;
    try {
      Files.setLastModifiedTime(claim, FileTime.from(now.plus(LIFETIME)));
      linked = link(name, claim);
      if (!linked) {
        dead = isLeft(name, self.host()) ? owner(name).orElse(null) : null;
        linked = breakStale(name, dead != null, now) && link(name, claim);
      }
    } finally {
      if (!linked) {
        Files.deleteIfExists(claim);
      }
    }
    return linked ? Optional.of(new HardLinkLock(name, claim, dead)) : Optional.empty();
  }

  /// Who holds a lock, when it is one of ours; DVC's do not tell.
  public static Optional<Owner> owner(Path lock) throws IOException {
    String content;
    try {
      content = Files.readString(lock);
    } catch (NoSuchFileException free) {
      return Optional.empty();
    }
    int line = content.indexOf('\n');
    int blank = content.lastIndexOf(' ');
    if (line < 0 || blank < line) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(content.substring(blank + 1));
      return Optional.of(new Owner(content.substring(line + 1, blank), pid));
    } catch (NumberFormatException foreign) {
      return Optional.empty();
    }
  }

  private static boolean link(Path lock, Path claim) throws IOException {
    try {
      Files.createLink(lock, claim);
      return true;
    } catch (FileAlreadyExistsException held) {
      return false;
    }
  }

  /// Whether the process that a lock names is one of this machine and gone. A process that began
  /// after the lock was made is another one with the same number.
  ///
  /// @param host this machine
  public static boolean isLeft(Path lock, String host) throws IOException {
    Optional<Owner> owner = owner(lock);
    if (host.isEmpty() || owner.isEmpty() || !owner.get().host().equals(host)) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(owner.get().pid());
    if (process.isEmpty()) {
      return true;
    }
    Optional<Instant> began = process.get().info().startInstant();
    try {
      Instant made = Files.getLastModifiedTime(lock).toInstant().minus(LIFETIME);
      return began.isPresent() && began.get().isAfter(made.plus(CLOCK_SLACK));
    } catch (NoSuchFileException released) {
      return false;
    }
  }

  private static boolean breakStale(Path lock, boolean dead, Instant now) throws IOException {
    try {
      Instant expiry = Files.getLastModifiedTime(lock).toInstant();
      if (!dead && !expiry.isBefore(now.minus(CLOCK_SLACK))) {
        return false;
      }
      String content = Files.readString(lock);
      int line = content.indexOf('\n');
      Files.deleteIfExists(lock);
      Path claim = Path.of(line < 0 ? content : content.substring(0, line));
      if (lock.getParent().equals(claim.getParent())) {
        Files.deleteIfExists(claim);
      }
    } catch (NoSuchFileException released) {
      return true;
    }
    return true;
  }

  private static String claimName(Path lock, Owner self) {
    String separator = FileStat.hasModes() ? "|" : "^";
    long random = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    String text =
        lock + separator + self.host() + separator + self.pid() + separator + random;
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).concat(".lock");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has MD5", impossible);
    }
  }

  /// Releases the lock; again is no error.
  @Override
  public void close() throws IOException {
    boolean ours;
    try {
      ours = Files.isSameFile(lock, claim);
    } catch (NoSuchFileException broken) {
      ours = false;
    }
    if (ours) {
      Files.deleteIfExists(lock);
    }
    Files.deleteIfExists(claim);
  }
}
