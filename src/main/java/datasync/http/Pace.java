package datasync.http;

import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many exchanges one host bears at once, as far as it told (additive increase, multiplicative
/// decrease). Safe for several threads.
///
/// A thread that has a place gets another one at once, and nobody waits for longer than
/// [#PATIENCE]: what one thread holds open for another must not stop it.
final class Pace {
  /// After how many good answers one more exchange is let through.
  static final int SUCCESSES = 50;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final int most;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition freed = lock.newCondition();
  private final Map<Thread, Integer> holders = new HashMap<>();
  private int limit;
  private int running;
  private int successes;
  private int decreases;

  /// A place among those that are on their way.
  ///
  /// @param holder who took it
  /// @param decreases how often the limit had been lowered by then
  record Place(Thread holder, int decreases) {}

  Pace(int most) {
    this.most = most;
    this.limit = most;
  }

  /// Waits for a place.
  Place enter() throws InterruptedIOException {
    Thread me = Thread.currentThread();
    lock.lock();
    try {
      long patience = PATIENCE;
      while (running >= limit && !holders.containsKey(me) && patience > 0) {
        patience = freed.awaitNanos(patience);
      }
      running++;
      Integer held = holders.get(me);
      holders.put(me, held == null ? 1 : held + 1);
      return new Place(me, decreases);
    } catch (InterruptedException stop) {
      me.interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      lock.unlock();
    }
  }

  /// The head of an answer came.
  ///
  /// @param busy whether it says that there are too many
  void answered(Place place, boolean busy) {
    lock.lock();
    try {
      if (!busy) {
        successes++;
        if (successes >= SUCCESSES && limit < most) {
          limit++;
          freed.signal();
        }
        successes %= SUCCESSES;
      } else if (place.decreases() == decreases) {
        decreases++;
        successes = 0;
        limit = Math.max(1, Math.min(limit, running) / 2);
      }
    } finally {
      lock.unlock();
    }
  }

  void leave(Place place) {
    lock.lock();
    try {
      running--;
      Integer held = holders.remove(place.holder());
      if (held != null && held > 1) {
        holders.put(place.holder(), held - 1);
      }
      freed.signal();
    } finally {
      lock.unlock();
    }
  }

  int limit() {
    lock.lock();
    try {
      return limit;
    } finally {
      lock.unlock();
    }
  }
}
