package datasync.text.toml;

import datasync.text.Value;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;

/// Numbers, dates and times.
final class TomlScalar {
  private static final int MAX_DIGITS = 4300;

  private TomlScalar() {}

  /// The value of a word without quotes, or null when it is none.
  static Value of(String word) {
    if (isDateOrTime(word)) {
      return new Value.Timestamp(word);
    }
    if (word.startsWith("0x") || word.startsWith("0o") || word.startsWith("0b")) {
      int radix = word.charAt(1) == 'x' ? 16 : word.charAt(1) == 'o' ? 8 : 2;
      String digits = digits(word, 2, word.length(), radix);
      return digits == null ? null : new Value.Int(new BigInteger(digits, radix));
    }
    int from = word.startsWith("+") || word.startsWith("-") ? 1 : 0;
    String sign = word.startsWith("-") ? "-" : "";
    switch (word.substring(from)) {
      case "inf":
        return new Value.Real(
            sign.isEmpty() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
      case "nan":
        return new Value.Real(Double.NaN);
      default:
        return number(word, from, sign);
    }
  }

  private static Value number(String word, int from, String sign) {
    int exponent = from;
    while (exponent < word.length() && (word.charAt(exponent) | 0x20) != 'e') {
      exponent++;
    }
    int point = word.indexOf('.', from);
    point = point < 0 || point > exponent ? exponent : point;
    String whole = digits(word, from, point, 10);
    if (whole == null || whole.length() > MAX_DIGITS
        || whole.length() > 1 && whole.charAt(0) == '0') {
      return null;
    }
    if (point == word.length()) {
      return new Value.Int(new BigInteger(sign + whole));
    }
    String text = sign + whole;
    if (point < exponent) {
      String fraction = digits(word, point + 1, exponent, 10);
      if (fraction == null) {
        return null;
      }
      text += "." + fraction;
    }
    if (exponent < word.length()) {
      int start = exponent + 1;
      boolean signed = start < word.length() && "+-".indexOf(word.charAt(start)) >= 0;
      String power = digits(word, signed ? start + 1 : start, word.length(), 10);
      if (power == null) {
        return null;
      }
      text += "e" + (signed ? word.charAt(start) : "") + power;
    }
    return new Value.Real(Double.parseDouble(text));
  }

  /// Digits without the underscores between them, or null when something else stands there.
  private static String digits(String word, int from, int to, int radix) {
    StringBuilder out = new StringBuilder();
    for (int i = from; i < to; i++) {
      char c = word.charAt(i);
      boolean digit = c < 128 && Character.digit(c, radix) >= 0;
      boolean between = c == '_' && i > from && i + 1 < to && word.charAt(i - 1) != '_';
      if (digit) {
        out.append(c);
      } else if (!between) {
        return null;
      }
    }
    return out.isEmpty() ? null : out.toString();
  }

  /// Whether a word has the shape and range of a date, a time, or both.
  static boolean isDateOrTime(String word) {
    if (!shaped(word, 0, "dddd-dd-dd")) {
      return time(word, 0) == word.length();
    }
    try {
      LocalDate.of(number(word, 0, 4), number(word, 5, 7), number(word, 8, 10));
    } catch (DateTimeException e) {
      return false;
    }
    if (number(word, 0, 4) == 0) {
      return false;
    }
    if (word.length() == 10) {
      return true;
    }
    int end = "Tt ".indexOf(word.charAt(10)) < 0 ? -1 : time(word, 11);
    if (end < 0 || end == word.length()) {
      return end > 0;
    }
    char zone = word.charAt(end);
    if (zone == 'Z' || zone == 'z') {
      return end + 1 == word.length();
    }
    return (zone == '+' || zone == '-') && end + 6 == word.length()
        && shaped(word, end + 1, "dd:dd")
        && number(word, end + 1, end + 3) < 24 && number(word, end + 4, end + 6) < 60;
  }

  /// The end of the time that begins at `from`, or -1; seconds may be missing, as in TOML 1.1.
  private static int time(String word, int from) {
    boolean fits = shaped(word, from, "dd:dd") && number(word, from, from + 2) < 24
        && number(word, from + 3, from + 5) < 60;
    if (!fits || !shaped(word, from + 5, ":dd")) {
      return fits ? from + 5 : -1;
    }
    if (number(word, from + 6, from + 8) > 59) {
      return -1;
    }
    int end = from + 8;
    if (shaped(word, end, ".d")) {
      end += 2;
      while (shaped(word, end, "d")) {
        end++;
      }
    }
    return end;
  }

  private static int number(String word, int from, int to) {
    return Integer.parseInt(word, from, to, 10);
  }

  private static boolean shaped(String word, int from, String shape) {
    if (from + shape.length() > word.length()) {
      return false;
    }
    for (int i = 0; i < shape.length(); i++) {
      char c = word.charAt(from + i);
      boolean fits = shape.charAt(i) == 'd' ? c >= '0' && c <= '9' : c == shape.charAt(i);
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
