package datasync.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The field `Retry-After` (RFC 9110, section 10.2.3): seconds or a date.
final class RetryAfter {
  /// A century; more cannot be added to other times.
  private static final long LONGEST = 36_525L * 24 * 3600;

  private RetryAfter() {}

  /// How long to wait from now, never negative; empty when the value is neither form.
  static Optional<Duration> parse(String value, InstantSource clock) {
    String text = value.strip();
    try {
      long seconds = Long.parseLong(text);
      return seconds < 0
          ? Optional.empty()
          : Optional.of(Duration.ofSeconds(Math.min(seconds, LONGEST)));
    } catch (NumberFormatException notSeconds) {
      Optional<Instant> then = date(text);
      if (then.isEmpty()) {
        return Optional.empty();
      }
      Duration wait = Duration.between(clock.instant(), then.get());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    }
  }

  /// A date as the fields of HTTP have it, or empty for what is none.
  static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException notDate) {
      return Optional.empty();
    }
  }
}
