package datasync.cli;

/// Writes bytes, rates and durations for people.
public final class Amounts {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  private Amounts() {}

  /// A number of bytes with one decimal, such as `1.5 MiB`; whole below 1 KiB.
  public static String bytes(long bytes) {
    int unit = 0;
    double amount = bytes;
    while (amount >= 1023.95 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    if (unit == 0) {
      return bytes + " B";
    }
    long tenths = Math.round(amount * 10);
    return tenths / 10 + "." + tenths % 10 + " " + UNITS[unit];
  }

  /// A duration as `0:42` or `1:02:03`.
  public static String time(long seconds) {
    StringBuilder text = new StringBuilder();
    if (seconds >= HOUR) {
      text.append(seconds / HOUR).append(':');
    }
    if (seconds >= HOUR && seconds / MINUTE % MINUTE < 10) {
      text.append('0');
    }
    text.append(seconds / MINUTE % MINUTE).append(':');
    if (seconds % MINUTE < 10) {
      text.append('0');
    }
    return text.append(seconds % MINUTE).toString();
  }

  /// A number and its noun: `1 object`, `2 objects`.
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
