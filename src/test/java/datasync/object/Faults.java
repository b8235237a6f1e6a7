package datasync.object;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/// Decides which calls break, counting them from 1, and how. Safe for several threads.
public final class Faults {
  /// What happens to a call that breaks.
  public enum Kind {
    /// It fails before it does anything.
    ERROR,
    /// A stream ends early without an error; what takes or lists many stops in the middle and
    /// fails; other calls fail.
    TRUNCATION,
    /// A stream has one wrong bit; other calls fail.
    FLIPPED_BIT,
    /// It does what it should, then fails.
    REPLY_LOST,
    /// It waits until the test lets it go on, and then fails.
    STALL
  }

  private final AtomicLong calls = new AtomicLong();
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final LongPredicate breaks;
  private final Kind kind;

  private Faults(LongPredicate breaks, Kind kind) {
    this.breaks = breaks;
    this.kind = kind;
  }

  /// No call breaks; they are counted.
  public static Faults none() {
    return new Faults(call -> false, Kind.ERROR);
  }

  /// Only the n-th call breaks.
  public static Faults at(long n, Kind kind) {
    return new Faults(call -> call == n, kind);
  }

  /// The n-th call and all after it break.
  public static Faults from(long n, Kind kind) {
    return new Faults(call -> call >= n, kind);
  }

  /// How many calls there were.
  public long calls() {
    return calls.get();
  }

  /// Is at zero when a call stalls.
  public CountDownLatch stalled() {
    return stalled;
  }

  /// Lets the calls that stall go on.
  public void release() {
    released.countDown();
  }

  Kind kind() {
    return kind;
  }

  boolean next() {
    return breaks.test(calls.incrementAndGet());
  }

  static IOException failure(String operation) {
    return new StoreFailure(operation, "a faulty store", "", true, new IOException("injected"));
  }

  private void stall() throws IOException {
    stalled.countDown();
    try {
      released.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /// Runs one call with its fault.
  public <T> T call(String operation, Call<T> call) throws IOException {
    return call(operation, call, () -> { });
  }

  /// Runs one call with its fault.
  ///
  /// @param half does half of it, for a call that breaks in the middle
  public <T> T call(String operation, Call<T> call, Half half) throws IOException {
    if (!next()) {
      return call.make();
    }
    switch (kind) {
      case ERROR, FLIPPED_BIT -> { }
      case TRUNCATION -> half.run();
      case REPLY_LOST -> call.make();
      case STALL -> stall();
    }
    throw failure(operation);
  }

  /// A call.
  ///
  /// @param <T> what it brings
  @FunctionalInterface
  public interface Call<T> {
    /// Makes it.
    T make() throws IOException;
  }

  /// Half of a call.
  @FunctionalInterface
  public interface Half {
    /// Does it.
    void run() throws IOException;
  }

  /// Opens a stream, which is one call; a broken one may give some bytes first.
  public InputStream stream(Call<InputStream> open) throws IOException {
    boolean broken = next();
    if (broken && (kind == Kind.ERROR || kind == Kind.STALL)) {
      if (kind == Kind.STALL) {
        stall();
      }
      throw failure("read");
    }
    InputStream in = open.make();
    return broken ? new FaultyStream(in, kind) : in;
  }
}
