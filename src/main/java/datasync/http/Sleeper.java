package datasync.http;

import java.time.Duration;

/// Lets time pass; passed in so that tests do not wait.
@FunctionalInterface
public interface Sleeper {
  /// Blocks the thread for about this long; at once for zero.
  void sleep(Duration time) throws InterruptedException;
}
