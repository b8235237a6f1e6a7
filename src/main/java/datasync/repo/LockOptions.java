package datasync.repo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.InstantSource;

/// How the locks of a project are taken.
///
/// @param hardLink whether `core.hardlink_lock` is set
/// @param waitForLock whether to wait for ever (`--wait-for-lock`) instead of 3 s
/// @param readOnly whether the command only reads, so that a project nobody may write to, and so
///     nobody can change, needs no lock
/// @param host this machine's name, for the hard-link lock
/// @param pause waits between two attempts
/// @param clock the wall clock
public record LockOptions(
    boolean hardLink,
    boolean waitForLock,
    boolean readOnly,
    String host,
    Pause pause,
    InstantSource clock) {
  private static final long HALF_SECOND = 500;

  /// Waits between two attempts.
  @FunctionalInterface
  public interface Pause {
    /// Waits.
    ///
    /// @throws IOException when the thread was interrupted
    void run() throws IOException;
  }

  /// Waits half a second, as DVC does.
  public static final class HalfSecond implements Pause {
    @Override
    public void run() throws IOException {
      try {
        Thread.sleep(HALF_SECOND);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for a lock");
      }
    }
  }
}
