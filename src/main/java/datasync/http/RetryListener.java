package datasync.http;

import java.time.Duration;

/// Hears of retries, for the summary of a command. Called by the thread that retries; must be safe
/// for several.
@FunctionalInterface
public interface RetryListener {
  /// Hears nothing.
  RetryListener NONE = (failure, wait) -> { };

  /// A request failed and is tried again after the wait.
  void retrying(HttpFailure failure, Duration wait);
}
