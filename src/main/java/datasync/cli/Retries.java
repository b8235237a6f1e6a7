package datasync.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts the requests that were made again, by their reasons. For one thread at a time.
public final class Retries {
  private static final int SHOWN = 3;
  private static final int KEPT = 20;

  private final Map<String, Integer> reasons = new LinkedHashMap<>();
  private Duration waited = Duration.ZERO;
  private int count;

  /// One more.
  ///
  /// @param reason why
  /// @param wait how long it waited for that
  public void add(String reason, Duration wait) {
    count++;
    waited = waited.plus(wait);
    reasons.merge(reasons.size() < KEPT ? reason : "other reasons", 1, Integer::sum);
  }

  /// How many there were.
  public int count() {
    return count;
  }

  /// The sum of all waits; those of transfers that ran together count each.
  public Duration waited() {
    return waited;
  }

  /// Every reason with how often it came, such as `2 × too many requests (status 429)`.
  public List<String> reasons() {
    List<String> texts = new ArrayList<>();
    reasons.forEach((reason, times) -> texts.add(times == 1 ? reason : times + " × " + reason));
    return texts;
  }

  /// Such as `2 retries`.
  String amount() {
    return count + (count == 1 ? " retry" : " retries");
  }

  /// Such as `2 retries after 12 s of waiting: the connection was lost, the server failed`.
  String text() {
    StringBuilder text = new StringBuilder(amount());
    if (waited.toSeconds() > 0) {
      text.append(" after ").append(waited.toSeconds()).append(" s of waiting");
    }
    List<String> all = reasons();
    text.append(": ").append(String.join(", ", all.subList(0, Math.min(SHOWN, all.size()))));
    return text.append(all.size() > SHOWN ? ", …" : "").toString();
  }
}
