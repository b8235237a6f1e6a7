package datasync.task;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Gives up what stands still for too long, where the thread that waits cannot limit its wait.
///
/// One daemon thread for all that is watched at a time; it ends when nothing is. Safe for several
/// threads.
public final class StallWatch {
  private static final long SHORTEST_ROUND = Duration.ofMillis(20).toNanos();
  private static final long LONGEST_ROUND = Duration.ofSeconds(2).toNanos();

  private final long patience;
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private boolean running;

  /// @param patience how long something may stand still at most; given up at most an eighth of
  ///     that or two seconds before
  public StallWatch(Duration patience) {
    this.patience = patience.toNanos();
  }

  /// What may stand still.
  public interface Watched {
    /// Since when it stands, by `System.nanoTime`, or 0 when it does not.
    long standsSince();

    /// Ends it; must return quickly.
    void giveUp();
  }

  /// Begins to watch.
  public void add(Watched one) {
    watched.add(one);
    synchronized (this) {
      if (!running) {
        running = true;
        Thread.ofPlatform().daemon().name("datasync-stalls").start(this::watch);
      }
    }
  }

  /// Ends to watch.
  public void remove(Watched one) {
    watched.remove(one);
  }

  private void watch() {
    long round = Math.clamp(patience / 8, SHORTEST_ROUND, LONGEST_ROUND);
    do {
      try {
        Thread.sleep(Duration.ofNanos(round));
      } catch (InterruptedException stop) {
        // nobody interrupts it
      }
      long now = System.nanoTime();
      for (Watched one : watched) {
        long since = one.standsSince();
        if (since != 0 && now - since > patience - round && watched.remove(one)) {
          one.giveUp();
        }
      }
    } while (!mayEnd());
  }

  private synchronized boolean mayEnd() {
    running = !watched.isEmpty();
    return !running;
  }
}
