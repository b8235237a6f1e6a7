package datasync.object;

import datasync.task.Progress;
import java.io.IOException;

/// How often and after which pause a request that may work later is made again.
///
/// @param attempts how many times a request is made in all, at least 1
/// @param pause waits between two attempts
/// @param progress is told of every further attempt
public record Retries(int attempts, Pause pause, Progress progress) {
  /// Waits.
  @FunctionalInterface
  public interface Pause {
    /// Waits before another attempt.
    ///
    /// @param failed how many attempts have failed so far, at least 1
    /// @throws IOException when the wait was interrupted
    void before(int failed) throws IOException;
  }

  /// A request.
  @FunctionalInterface
  interface Call<T> {
    T make() throws IOException;
  }

  <T> T run(Call<T> call) throws IOException {
    int failed = 0;
    while (true) {
      try {
        return call.make();
      } catch (StoreFailure failure) {
        failed++;
        again(failed, failure);
      }
    }
  }

  /// Waits, or throws the failure when it is final or the attempts are used up.
  void again(int failed, StoreFailure failure) throws IOException {
    if (!failure.isRetryable() || failed >= attempts) {
      throw failure;
    }
    progress.retried();
    pause.before(failed);
  }
}
