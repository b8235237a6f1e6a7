package datasync.backend.ssh;

import datasync.http.Sleeper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// When something is asked again after a connection was lost, and how long to wait before.
///
/// The wait is random between zero and a bound that doubles with each attempt, as over HTTP. Only
/// [ConnectionLost] is tried again: what a server refuses it refuses again.
///
/// @param attempts how often in all, the first time included
/// @param first the upper bound of the first wait
/// @param random where the jitter comes from; safe for several threads
/// @param sleeper how to wait
/// @param told hears of each wait and its reason before it begins
record Retries(
    int attempts,
    Duration first,
    RandomGenerator random,
    Sleeper sleeper,
    BiConsumer<String, Duration> told) {
  private static final int FOR_NOBODY = 3;
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /// Something that may be asked again.
  @FunctionalInterface
  interface Attempt<T> {
    /// Asks.
    T make() throws IOException;
  }

  /// Asks until there is an answer, or enough was tried.
  <T> T run(Attempt<T> attempt) throws IOException {
    Series series = begin();
    while (true) {
      try {
        return attempt.make();
      } catch (ConnectionLost lost) {
        series.retryOrThrow(lost);
      }
    }
  }

  /// The attempts of one piece of work begin.
  Series begin() {
    return new Series();
  }

  /// The attempts of one piece of work; used by one thread.
  final class Series {
    private int failures;

    /// It got further since the last failure: attempts count from the start again.
    void progressed() {
      failures = 0;
    }

    /// Waits until the next attempt, or throws the failure when there is to be none.
    void retryOrThrow(ConnectionLost lost) throws IOException {
      failures++;
      int most = lost.isUnreachable() ? Math.min(attempts, FOR_NOBODY) : attempts;
      if (failures >= most) {
        throw lost;
      }
      long bound = Math.min(first.toMillis() << Math.min(failures - 1, 16), LONGEST.toMillis());
      Duration wait = Duration.ofMillis((long) (random.nextDouble() * bound));
      told.accept(lost.getMessage(), wait);
      try {
        sleeper.sleep(wait);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }
}
