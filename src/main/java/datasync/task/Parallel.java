package datasync.task;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Runs one action over many items on a bounded number of threads.
///
/// The calling thread is one of them; the others are started as items are there and end before
/// the call returns. Items are taken in the order of the iterator, which is used by one thread at
/// a time. Immutable; safe for several threads.
public final class Parallel {
  /// Below this many a virtual thread is not worth the 0.3 s it adds to the end of the process.
  private static final int FEW = 8;
  private static final int PER_CORE = 4;

  private final int threads;
  private final boolean virtual;

  private Parallel(int threads, boolean virtual) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads);
    }
    this.threads = threads;
    this.virtual = virtual;
  }

  /// What is done to an item.
  @FunctionalInterface
  public interface Action<T> {
    /// Does it.
    ///
    /// @throws IOException when it cannot be done for this item
    void run(T item) throws IOException;
  }

  /// An item that could not be done.
  ///
  /// @param item the item
  /// @param reason why
  public record Failure<T>(T item, IOException reason) {}

  /// For hashing and walking: platform threads.
  public static Parallel onCores(int threads) {
    return new Parallel(threads, false);
  }

  /// As many platform threads as there are cores.
  public static Parallel onCores() {
    return onCores(Runtime.getRuntime().availableProcessors());
  }

  /// For waiting on a network: virtual threads when there are more than a few.
  ///
  /// @param jobs how many at once; 0 for four for each core, as with DVC
  public static Parallel forTransfers(int jobs) {
    return new Parallel(jobs == 0 ? usualTransfers() : jobs, true);
  }

  /// How many transfers run at once unless somebody says otherwise: four for each core, as with
  /// DVC.
  public static int usualTransfers() {
    return PER_CORE * Runtime.getRuntime().availableProcessors();
  }

  /// Runs the action for each item; the first failure stops the rest.
  ///
  /// @throws IOException the first failure, after every thread has ended; an
  ///     [java.io.InterruptedIOException] when the calling thread was interrupted, which stays so
  public <T> void forEach(Iterable<? extends T> items, Action<? super T> action)
      throws IOException {
    run(items, action, null);
  }

  /// Runs the action for each item and collects those that failed, in no order.
  ///
  /// @throws IOException only when the calling thread was interrupted or the action threw an
  ///     [java.io.InterruptedIOException] that is not a time limit
  public <T> List<Failure<T>> tryEach(Iterable<? extends T> items, Action<? super T> action)
      throws IOException {
    List<Failure<T>> failures = new ArrayList<>();
    run(items, action, failures);
    return failures;
  }

  private <T> void run(
      Iterable<? extends T> items, Action<? super T> action, List<Failure<T>> failures)
      throws IOException {
    int most = threads;
    if (items instanceof Collection<?> known) {
      most = Math.min(threads, known.size());
    }
    WorkerGroup<T> group =
        new WorkerGroup<>(items.iterator(), action, failures, virtual && most > FEW, most);
    group.run();
  }
}
