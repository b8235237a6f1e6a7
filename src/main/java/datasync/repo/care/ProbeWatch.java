package datasync.repo.care;

import datasync.task.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is heard of a remote while [RemoteProbe] asks it: its time, and what was asked again. Given
/// to the remote as its progress. Safe for several threads.
public final class ProbeWatch implements Progress {
  private final InstantSource clock;
  private final Set<String> reasons = new TreeSet<>();
  private Duration ahead;
  private int retries;

  /// @param clock what the server's time is compared with
  public ProbeWatch(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void serverTime(Instant time) {
    // the server cuts off the fraction of its second
    Duration difference = Duration.between(clock.instant(), time.plusMillis(500));
    if (ahead == null || difference.abs().compareTo(ahead.abs()) < 0) {
      ahead = difference;
    }
  }

  @Override
  public synchronized void retried(String reason, Duration wait) {
    retries++;
    reasons.add(reason);
  }

  /// How far the server's clock is ahead, as little as any answer says; empty while none did.
  synchronized Optional<Duration> ahead() {
    return Optional.ofNullable(ahead);
  }

  /// What was asked again since the last call, in words that end a sentence part; empty for
  /// nothing.
  ///
  /// @param told a reason that the sentence part names already
  synchronized String takeRetries(String told) {
    reasons.remove(told);
    String times = retries == 1 ? "; once more" : "; " + retries + " times more";
    String why = reasons.isEmpty() ? "" : " after: " + String.join(", ", reasons);
    String text = retries == 0 ? "" : times + " tried" + why;
    retries = 0;
    reasons.clear();
    return text;
  }

  @Override
  public void begin(long objects, long bytes) {}

  @Override
  public void advance(long bytes) {}

  @Override
  public void finished(String name) {}
}
