package datasync.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RateLimitTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND);
  private final List<Duration> waits = new ArrayList<>();

  private RateLimit limit(long perSecond) {
    return new RateLimit(
        perSecond,
        now::get,
        time -> {
          waits.add(time);
          now.addAndGet(time.toNanos());
        });
  }

  private long elapsedMillis(long start) {
    return (now.get() - start) / 1_000_000;
  }

  @Test
  void bytes_takeTheTimeThatTheRateSays_inEvenSteps() throws IOException {
    RateLimit limit = limit(1000);
    long start = now.get();
    int left = 10_000;
    while (left > 0) {
      int piece = limit.most(left);
      limit.pass(piece);
      left -= piece;
    }
    assertThat(elapsedMillis(start)).isEqualTo(10_000);
    assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofMillis(50)) <= 0);
  }

  @Test
  void idleTime_isNotMadeUpFor() throws IOException {
    RateLimit limit = limit(1000);
    limit.pass(100);
    now.addAndGet(60 * SECOND);
    long start = now.get();
    limit.pass(500);
    limit.pass(500);
    assertThat(elapsedMillis(start)).isEqualTo(1000);
  }

  @Test
  void slowWork_costsNoExtraTime() throws IOException {
    RateLimit limit = limit(1000);
    limit.pass(100);
    now.addAndGet(SECOND);
    waits.clear();
    limit.pass(0);
    assertThat(waits).isEmpty();
  }

  /// Whoever comes later waits behind those that came before, and all share one line.
  @Test
  void threads_takeTurns() throws IOException {
    List<Duration> turns = new ArrayList<>();
    RateLimit limit = new RateLimit(1000, () -> 0, turns::add);
    for (int i = 0; i < 3; i++) {
      limit.pass(50);
    }
    assertThat(turns)
        .containsExactly(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(150));
  }

  @Test
  void threads_togetherKeepToTheRate() throws IOException {
    RateLimit limit = RateLimit.of(4_000_000);
    long start = System.nanoTime();
    Parallel.onCores(4)
        .forEach(
            List.of(1, 2, 3, 4),
            item -> {
              for (int i = 0; i < 10; i++) {
                limit.pass(10_000);
              }
            });
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SECOND / 10);
  }

  @Test
  void none_letsEverythingPass() throws IOException {
    RateLimit.NONE.pass(Long.MAX_VALUE);
    assertThat(RateLimit.NONE.most(1 << 20)).isEqualTo(1 << 20);
    assertThat(RateLimit.NONE.isLimited()).isFalse();
    assertThat(limit(1).most(1 << 20)).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1", "500k, 512000", "500K, 512000", "2.5M, 2621440", "1G, 1073741824", "0.5k, 512"
  })
  void parse_readsSuffixes(String text, long expected) {
    assertThat(RateLimit.parse(text)).isEqualTo(OptionalLong.of(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "k", "-1", "1kk", "1 MB/s", "0.0001", "9e9", "inf", "1.", "٣"})
  void parse_refusesWhatIsNoRate(String text) {
    assertThat(RateLimit.parse(text)).isEmpty();
  }
}
