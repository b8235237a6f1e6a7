package datasync.object;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/// Decides which calls break, counting them from 1, and how. Safe for several threads.
public final class Faults {
  /// What happens to a call that breaks.
  public enum Kind {
    /// It fails before it does anything.
    ERROR,
    /// A stream ends early without an error; other calls fail.
    TRUNCATION,
    /// A stream has one wrong bit; other calls fail.
    FLIPPED_BIT,
    /// It does what it should, then fails.
    REPLY_LOST
  }

  /// A call.
  @FunctionalInterface
  interface Call<T> {
    T make() throws IOException;
  }

  private final AtomicLong calls = new AtomicLong();
  private final LongPredicate breaks;
  private final Kind kind;

  private Faults(LongPredicate breaks, Kind kind) {
    this.breaks = breaks;
    this.kind = kind;
  }

  /// Only the n-th call breaks.
  public static Faults at(long n, Kind kind) {
    return new Faults(call -> call == n, kind);
  }

  /// How many calls there were.
  public long calls() {
    return calls.get();
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

  /// Runs one call with its fault.
  <T> T call(String operation, Call<T> call) throws IOException {
    boolean broken = next();
    if (broken && kind != Kind.REPLY_LOST) {
      throw failure(operation);
    }
    T result = call.make();
    if (broken) {
      throw failure(operation);
    }
    return result;
  }
}
