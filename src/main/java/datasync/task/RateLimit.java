package datasync.task;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// Holds threads back so that together they move no more than so many bytes in a second.
///
/// Each piece of bytes reserves its time on the line in the order of arrival, and its thread waits
/// until that time has passed. Threads that move pieces of [#most] bytes so take turns, and the
/// line is even down to a twentieth of a second. Time in which nothing moves is not made up for.
/// Safe for several threads, which is its use.
public final class RateLimit {
  /// Lets everything pass at once.
  public static final RateLimit NONE = new RateLimit(0, new SystemTime(), new SystemTime());

  private static final long SECOND = 1_000_000_000L;
  private static final int PIECES = 20;

  private final long perSecond;
  private final LongSupplier nanos;
  private final Pause pause;
  private boolean used;
  private long free;

  /// Lets time pass; passed in so that tests do not wait.
  @FunctionalInterface
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /// Not by method references: every command makes [#NONE], and the first of them costs 6 ms.
  private static final class SystemTime implements LongSupplier, Pause {
    @Override
    public long getAsLong() {
      return System.nanoTime();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
      Thread.sleep(time);
    }
  }

  RateLimit(long perSecond, LongSupplier nanos, Pause pause) {
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.pause = pause;
  }

  /// A limit in bytes per second; 0 for none.
  public static RateLimit of(long perSecond) {
    return perSecond == 0
        ? NONE
        : new RateLimit(perSecond, new SystemTime(), new SystemTime());
  }

  /// The bytes per second that a text such as `500k`, `2.5M` or `1G` stands for, in units of 1024;
  /// empty when it is no rate, or none that lets a byte pass.
  public static OptionalLong parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    int unit = lower.isEmpty() ? -1 : "kmgt".indexOf(lower.charAt(lower.length() - 1));
    String digits = unit < 0 ? lower : lower.substring(0, lower.length() - 1);
    boolean plain = digits.length() < 18 && digits.matches("[0-9]+(\\.[0-9]+)?");
    double rate = plain ? Double.parseDouble(digits) * Math.pow(1024, unit + 1) : 0;
    return rate >= 1 && rate < Long.MAX_VALUE ? OptionalLong.of((long) rate) : OptionalLong.empty();
  }

  /// Whether anything is ever held back.
  public boolean isLimited() {
    return perSecond > 0;
  }

  /// How many bytes to move at once when there are `length`: few enough that others are not kept
  /// waiting, at least 1.
  public int most(int length) {
    return perSecond == 0 ? length : (int) Math.min(length, Math.max(1, perSecond / PIECES));
  }

  /// Waits until some more bytes may have passed.
  ///
  /// @throws InterruptedIOException when the thread was interrupted, which stays so
  public void pass(long bytes) throws InterruptedIOException {
    if (perSecond == 0 || bytes <= 0) {
      return;
    }
    long wait = reserve(bytes);
    if (wait <= 0) {
      return;
    }
    try {
      pause.sleep(Duration.ofNanos(wait));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private synchronized long reserve(long bytes) {
    long now = nanos.getAsLong();
    if (!used || free - now < 0) {
      used = true;
      free = now;
    }
    free += (long) ((double) bytes * SECOND / perSecond);
    return free - now;
  }
}
