package datasync.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// When a failed request is tried again, and how long to wait before.
///
/// The wait is random between zero and a bound that doubles with each attempt ("full jitter"), and
/// at least what the server asks for in `Retry-After`. One call makes a bounded number of attempts
/// and waits a bounded time in sum; all calls of a policy share an allowance that a retry costs
/// and a success refills, so that a dead server is not hammered by every running transfer.
///
/// Safe for use by several threads.
public final class RetryPolicy {
  private static final int ALLOWANCE = 500;
  private static final int COST = 5;
  private static final int FOR_NOBODY = 3;

  private final int attempts;
  private final Duration first;
  private final Duration longest;
  private final Duration total;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Sleeper sleeper;
  private final RetryListener listener;
  private final AtomicInteger allowance = new AtomicInteger(ALLOWANCE);

  private RetryPolicy(Limits limits, Outside outside) {
    this.attempts = limits.attempts;
    this.first = limits.first;
    this.longest = limits.longest;
    this.total = limits.total;
    this.clock = outside.clock;
    this.random = outside.random;
    this.sleeper = outside.sleeper;
    this.listener = outside.listener;
  }

  /// How much is tried.
  ///
  /// @param attempts how often a request is sent at most, the first time included
  /// @param first the upper bound of the first wait
  /// @param longest the upper bound of any wait that the server did not ask for
  /// @param total the longest sum of waits of one call
  public record Limits(int attempts, Duration first, Duration longest, Duration total) {
    /// Five attempts, from half a second to 20 s each, at most two minutes in sum.
    public static final Limits DEFAULT =
        new Limits(5, Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofMinutes(2));
  }

  /// What a policy needs of the world.
  ///
  /// @param clock what dates in `Retry-After` are compared with
  /// @param random where the jitter comes from; must be safe for several threads
  /// @param sleeper how to wait
  /// @param listener who hears of retries
  public record Outside(
      InstantSource clock, RandomGenerator random, Sleeper sleeper, RetryListener listener) {}

  /// A policy with these limits.
  public static RetryPolicy of(Limits limits, Outside outside) {
    return new RetryPolicy(limits, outside);
  }

  /// Tries nothing twice.
  public static RetryPolicy none() {
    Limits once = new Limits(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    return new RetryPolicy(
        once, new Outside(InstantSource.system(), () -> 0, time -> { }, RetryListener.NONE));
  }

  /// What dates from the server are compared with.
  InstantSource clock() {
    return clock;
  }

  /// One call that may be made again.
  @FunctionalInterface
  public interface Attempt<T> {
    /// Makes it.
    ///
    /// @throws HttpFailure which says by itself whether to try again
    T make() throws IOException;
  }

  /// Makes a call until it works, fails for good, or enough was tried; for protocols whose failures
  /// do not show in the status of an answer alone.
  ///
  /// @throws IOException the last failure
  public <T> T run(Attempt<T> attempt) throws IOException {
    Series series = begin();
    while (true) {
      try {
        T result = attempt.make();
        series.succeeded();
        return result;
      } catch (HttpFailure failure) {
        series.retryOrThrow(failure);
      }
    }
  }

  /// The attempts of one call begin.
  Series begin() {
    return new Series();
  }

  /// The attempts of one call; used by one thread.
  final class Series {
    private int failures;
    private Duration waited = Duration.ZERO;

    /// The request brought its answer.
    void succeeded() {
      int left = allowance.get();
      while (left < ALLOWANCE && !allowance.compareAndSet(left, left + 1)) {
        left = allowance.get();
      }
    }

    /// The transfer got further since the last failure: attempts count from the start again, the
    /// waits do not.
    void progressed() {
      failures = 0;
    }

    /// Waits until the next attempt, or throws the failure when there is to be none.
    void retryOrThrow(HttpFailure failure) throws IOException {
      if (!retry(failure)) {
        throw failure;
      }
    }

    /// Waits until the next attempt; false when there is to be none.
    boolean retry(HttpFailure failure) throws IOException {
      failures++;
      Optional<Duration> asked = failure.retryAfter();
      if (!failure.isRetryable() || failures >= attempts(failure)) {
        return false;
      }
      Duration wait = jitter();
      if (asked.isPresent() && asked.get().compareTo(wait) > 0) {
        wait = asked.get();
      }
      if (waited.plus(wait).compareTo(total) > 0 || !spend()) {
        return false;
      }
      waited = waited.plus(wait);
      listener.retrying(failure, wait);
      try {
        sleeper.sleep(wait);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      return true;
    }

    /// A host that nobody knows or that refuses is more often misspelt than restarting.
    private int attempts(HttpFailure failure) {
      return switch (failure.kind()) {
        case REFUSED, UNKNOWN_HOST -> Math.min(attempts, FOR_NOBODY);
        default -> attempts;
      };
    }

    private Duration jitter() {
      long bound = first.toMillis();
      for (int i = 1; i < failures && bound < longest.toMillis(); i++) {
        bound *= 2;
      }
      return Duration.ofMillis((long) (random.nextDouble() * Math.min(bound, longest.toMillis())));
    }

    private boolean spend() {
      int before = allowance.getAndUpdate(left -> left < COST ? left : left - COST);
      return before >= COST;
    }
  }
}
