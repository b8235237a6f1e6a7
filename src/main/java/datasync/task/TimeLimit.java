package datasync.task;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/// Waits for work no longer than so long.
public final class TimeLimit {
  private TimeLimit() {}

  /// Work that may take for ever.
  @FunctionalInterface
  public interface Action {
    /// Does it.
    void run() throws IOException;
  }

  /// Does the work on another thread; one that takes too long is interrupted and left behind,
  /// which does not keep the process alive.
  ///
  /// @return whether it ended in time
  /// @throws IOException of the action; an [InterruptedIOException] when the calling thread was
  ///     interrupted
  public static boolean run(Duration limit, Action action) throws IOException {
    Work work = new Work(action);
    Thread thread = Thread.ofPlatform().daemon().name("datasync-limited").start(work);
    try {
      if (!thread.join(limit)) {
        thread.interrupt();
        return false;
      }
    } catch (InterruptedException stop) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    work.rethrow();
    return true;
  }

  private static final class Work implements Runnable {
    private final Action action;
    private volatile Throwable thrown;

    Work(Action action) {
      this.action = action;
    }

    @Override
    public void run() {
      try {
        action.run();
      } catch (IOException | RuntimeException | Error failed) {
        thrown = failed;
      }
    }

    void rethrow() throws IOException {
      switch (thrown) {
        case null -> {}
        case IOException failed -> throw failed;
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        default -> throw new IllegalStateException(thrown);
      }
    }
  }
}
