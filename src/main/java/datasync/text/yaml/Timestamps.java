package datasync.text.yaml;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;

/// Dates and times: which texts are one, and how Python writes them.
final class Timestamps {
  private Timestamps() {}

  /// Whether an unquoted scalar is a date `2001-12-14` or a date with time.
  static boolean matches(String s) {
    if (s.length() < 10 - 2 || s.length() < 5 || s.charAt(4) != '-') {
      return false;
    }
    int[] end = new int[1];
    int[] fields = fields(s, end);
    return fields != null
        && (fields[3] >= 0 || s.length() == 10 && s.charAt(7) == '-');
  }

  /// The text as Python's `isoformat` has it, with a blank between date and time.
  ///
  /// @param keepForm whether a `T` and the written zone stay, as in a file that is rewritten
  /// @throws DateTimeException when there is no such day or time
  static String normal(String s, boolean keepForm) {
    int[] end = new int[1];
    int[] fields = fields(s, end);
    if (fields == null) {
      throw new DateTimeException("not a timestamp");
    }
    LocalDate date = LocalDate.of(fields[0], fields[1], fields[2]);
    if (fields[0] == 0) {
      throw new DateTimeException("year 0");
    }
    if (fields[3] < 0) {
      return date.toString();
    }
    int at = end[0];
    int micros = 0;
    boolean carry = false;
    if (at < s.length() && s.charAt(at) == '.') {
      int start = ++at;
      while (at < s.length() && isDigit(s.charAt(at))) {
        at++;
      }
      for (int i = start; i < start + 6; i++) {
        micros = micros * 10 + (i < at ? s.charAt(i) - '0' : 0);
      }
      if (at - start > 6 && s.charAt(start + 6) > '4') {
        micros++;
      }
      carry = micros > 999_999;
      micros = carry ? 0 : micros;
    }
    LocalDateTime time =
        date.atTime(fields[3], fields[4], fields[5]).plusSeconds(carry ? 1 : 0);
    while (at < s.length() && (s.charAt(at) == ' ' || s.charAt(at) == '\t')) {
      at++;
    }
    String zone = s.substring(at);
    boolean t = keepForm && s.indexOf('T') + s.indexOf('t') > -2;
    return write(time, micros, t ? 'T' : ' ', keepForm ? writtenZone(zone) : zone(zone));
  }

  private static String write(LocalDateTime time, int micros, char between, String zone) {
    StringBuilder text = new StringBuilder(32).append(time.toLocalDate()).append(between);
    two(text, time.getHour()).append(':');
    two(text, time.getMinute()).append(':');
    two(text, time.getSecond());
    if (micros > 0) {
      String digits = Integer.toString(micros);
      text.append('.').append("0".repeat(6 - digits.length())).append(digits);
    }
    return text.append(zone).toString();
  }

  private static StringBuilder two(StringBuilder text, int number) {
    return text.append(number < 10 ? "0" : "").append(number);
  }

  private static String writtenZone(String zone) {
    return zone;
  }

  private static String zone(String zone) {
    if (zone.isEmpty()) {
      return "";
    }
    if (zone.equals("Z")) {
      return "+00:00";
    }
    int colon = zone.indexOf(':');
    int hours = Integer.parseInt(zone, 1, colon < 0 ? zone.length() : colon, 10);
    int minutes = colon < 0 ? 0 : Integer.parseInt(zone, colon + 1, zone.length(), 10);
    int all = hours * 60 + minutes;
    if (all >= 24 * 60) {
      throw new DateTimeException("zone beyond a day");
    }
    StringBuilder text =
        new StringBuilder().append(zone.charAt(0) == '-' && all > 0 ? '-' : '+');
    two(text, all / 60).append(':');
    return two(text, all % 60).toString();
  }

  /// Year, month, day, hour, minute and second; the hour is -1 for a date. Null for other texts.
  private static int[] fields(String s, int[] end) {
    int[] fields = {0, 0, 0, -1, 0, 0};
    int at = number(s, 0, 4, 4, fields, 0);
    at = at < 0 || !is(s, at, '-') ? -1 : number(s, at + 1, 1, 2, fields, 1);
    at = at < 0 || !is(s, at, '-') ? -1 : number(s, at + 1, 1, 2, fields, 2);
    end[0] = at;
    if (at < 0 || at == s.length()) {
      return at < 0 ? null : fields;
    }
    int blanks = at;
    while (is(s, blanks, ' ') || is(s, blanks, '\t')) {
      blanks++;
    }
    if (blanks == at) {
      if (!is(s, at, 'T') && !is(s, at, 't')) {
        return null;
      }
      blanks++;
    }
    at = number(s, blanks, 1, 2, fields, 3);
    at = at < 0 || !is(s, at, ':') ? -1 : number(s, at + 1, 2, 2, fields, 4);
    at = at < 0 || !is(s, at, ':') ? -1 : number(s, at + 1, 2, 2, fields, 5);
    end[0] = at;
    return at < 0 || !endsWell(s, at) ? null : fields;
  }

  private static boolean endsWell(String s, int from) {
    int at = from;
    if (is(s, at, '.')) {
      at++;
      while (at < s.length() && isDigit(s.charAt(at))) {
        at++;
      }
    }
    if (at == s.length()) {
      return true;
    }
    while (is(s, at, ' ') || is(s, at, '\t')) {
      at++;
    }
    if (is(s, at, 'Z')) {
      return at + 1 == s.length();
    }
    if (!is(s, at, '+') && !is(s, at, '-')) {
      return false;
    }
    int[] zone = new int[2];
    at = number(s, at + 1, 1, 2, zone, 0);
    if (at >= 0 && at < s.length()) {
      at = is(s, at, ':') ? number(s, at + 1, 2, 2, zone, 1) : -1;
    }
    return at == s.length();
  }

  private static int number(String s, int at, int least, int most, int[] fields, int field) {
    int end = at;
    int number = 0;
    while (end < s.length() && end - at < most && isDigit(s.charAt(end))) {
      number = number * 10 + s.charAt(end++) - '0';
    }
    fields[field] = number;
    return end - at < least ? -1 : end;
  }

  private static boolean is(String s, int at, char c) {
    return at < s.length() && s.charAt(at) == c;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
