package datasync.text.yaml;

import datasync.text.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// Spells a number that was read the way ruamel spells it again.
///
/// It remembers width, sign, point and exponent, not the text: most spellings survive, some
/// odd ones (`-007`, `.5e3`) come back changed, and here they change in the same way.
final class NumberSpelling {
  private NumberSpelling() {}

  static String integer(String text, Value value) {
    BigInteger number = ((Value.Int) value).value();
    String bare = text.indexOf('_') < 0 ? text : text.replace("_", "");
    if (bare.charAt(0) == '-' || bare.charAt(0) == '+') {
      bare = bare.substring(1);
    }
    boolean based = bare.length() > 2 && bare.charAt(0) == '0' && bare.charAt(1) > '9';
    int base = !based ? 10 : bare.charAt(1) == 'x' ? 16 : bare.charAt(1) == 'o' ? 8 : 2;
    String digits = based ? bare.substring(2) : bare;
    String spelled = number.toString(base);
    if (digits.charAt(0) == '0') {
      spelled = padded(spelled, digits.length());
    }
    if (base == 16 && firstLetterIsCapital(digits)) {
      spelled = spelled.toUpperCase(java.util.Locale.ROOT);
    }
    spelled = underscored(spelled, text, based);
    return based ? bare.substring(0, 2) + spelled : spelled;
  }

  private static String underscored(String spelled, String text, boolean based) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '_') {
      end--;
    }
    int last = text.lastIndexOf('_', end - 1);
    if (last < 0 || end == 0) {
      return spelled;
    }
    int group = end - last - 1;
    StringBuilder grouped = new StringBuilder(spelled);
    for (int at = spelled.length() - group; at > 0; at -= group) {
      grouped.insert(at, '_');
    }
    if (based && text.charAt(2) == '_') {
      grouped.insert(0, '_');
    }
    return text.endsWith("_") ? grouped.append('_').toString() : grouped.toString();
  }

  private static boolean firstLetterIsCapital(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) > '9') {
        return digits.charAt(i) < 'a';
      }
    }
    return false;
  }

  /// Fills up with zeros behind the sign.
  private static String padded(String number, int width) {
    if (number.length() >= width) {
      return number;
    }
    int sign = number.startsWith("-") || number.startsWith("+") ? 1 : 0;
    return number.substring(0, sign) + "0".repeat(width - number.length())
        + number.substring(sign);
  }

  static String real(String text, double number) {
    if (Double.isInfinite(number) || Double.isNaN(number)) {
      return HeldValues.real(number);
    }
    int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
    String spelled = mark < 0 ? pointed(text, number) : scientific(text, mark, number);
    return spelled == null ? HeldValues.real(number) : spelled;
  }

  private static String sign(String text) {
    return text.charAt(0) == '-' || text.charAt(0) == '+' ? text.substring(0, 1) : "";
  }

  private static String pointed(String text, double number) {
    String sign = sign(text);
    int point = text.indexOf('.');
    int width = text.length();
    BigDecimal exact = new BigDecimal(Math.abs(number));
    if (point < 0) {
      return sign + padded(exact.toBigInteger().toString(), width - sign.length());
    }
    if (point > 0 && point == width - 1) {
      return sign + exact.toBigInteger() + ".";
    }
    String spelled = sign + padded(
        exact.setScale(width - point - 1, RoundingMode.HALF_EVEN).toPlainString(),
        width - sign.length());
    if (point == 0 || point == 1 && !sign.isEmpty()) {
      spelled = spelled.replace("0.", ".");
    }
    return spelled + "0".repeat(Math.max(0, width - spelled.length()));
  }

  private static String scientific(String text, int mark, double number) {
    String mantissa = text.substring(0, mark);
    String exponent = text.substring(mark + 1);
    boolean signed = !sign(text).isEmpty();
    int width = mantissa.length() - (signed ? 1 : 0);
    int point = mantissa.indexOf('.');
    int precision = width + (signed ? 1 : 0);
    BigDecimal rounded = new BigDecimal(Math.abs(number))
        .round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    String digits = rounded.unscaledValue().toString();
    int power = rounded.signum() == 0 ? 0 : digits.length() - 1 - rounded.scale();
    digits = digits + "0".repeat(Math.max(0, precision + 1 - digits.length()));
    boolean negative = Double.doubleToRawLongBits(number) < 0;
    String all = (negative ? "-" : "") + digits.charAt(0) + "." + digits.substring(1);
    int keep = (point > 0 ? width : width + 1) + (number < 0 ? 1 : 0);
    all = all.substring(0, Math.min(keep, all.length()));
    int dot = all.indexOf('.');
    if (dot < 0) {
      return null;
    }
    StringBuilder whole = new StringBuilder(all.substring(0, dot));
    StringBuilder rest = new StringBuilder(all.substring(dot + 1));
    while (whole.length() + rest.length() < width - (point >= 0 ? 1 : 0)) {
      rest.append('0');
    }
    if (signed && number > 0) {
      whole.insert(0, '+');
    }
    power = arrange(whole, rest, power, width, point, signed, leadingZeros(mantissa));
    boolean exponentSigned = exponent.charAt(0) == '+' || exponent.charAt(0) == '-';
    String tail = (exponentSigned && power >= 0 ? "+" : "") + power;
    return whole + (point >= 0 ? "." : "") + rest + text.charAt(mark)
        + padded(tail, exponent.length());
  }

  /// Moves digits around the point as they stood; returns the exponent that then fits.
  private static int arrange(StringBuilder whole, StringBuilder rest, int power, int width,
      int point, boolean signed, int zeros) {
    int exponent = power;
    if (point < 0) {
      if (rest.toString().equals("0")) {
        rest.setLength(0);
      } else {
        exponent -= rest.length();
      }
      while (whole.length() + rest.length() - (signed ? 1 : 0) < width) {
        rest.append('0');
        exponent--;
      }
    } else if (point == 0) {
      exponent -= rest.length();
      whole.append(rest);
      rest.setLength(0);
    } else {
      if (zeros > 0) {
        rest.insert(0, whole).insert(0, "0".repeat(zeros - 1));
        whole.setLength(0);
        whole.append('0');
        rest.setLength(Math.max(0, rest.length() - zeros));
        exponent += zeros;
      }
      while (whole.length() < point && !rest.isEmpty()) {
        whole.append(rest.charAt(0));
        rest.deleteCharAt(0);
        exponent--;
      }
    }
    return exponent;
  }

  private static int leadingZeros(String mantissa) {
    int zeros = 0;
    for (int i = 0; i < mantissa.length(); i++) {
      char c = mantissa.charAt(i);
      if (c != '0' && c != '.') {
        break;
      }
      zeros += c == '0' ? 1 : 0;
    }
    return zeros;
  }
}
