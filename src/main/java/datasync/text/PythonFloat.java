package datasync.text;

/// Text of a floating-point number as Python's `repr` and DVC's JSON and YAML have it.
///
/// The shortest digits that read back as the same number; an exponent of at least two digits
/// below 1e-4 and from 1e16 on, else a plain decimal with at least one digit after the point.
public final class PythonFloat {
  private PythonFloat() {}

  /// The text of any number: `1.0`, `1e-05`, `1e+16`, `-0.0`, `inf`, `-inf`, `nan`.
  public static String repr(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String text = Double.toString(Math.abs(value));
    int mark = text.indexOf('E');
    int exponent = mark < 0 ? 0 : Integer.parseInt(text.substring(mark + 1));
    String mantissa = mark < 0 ? text : text.substring(0, mark);
    int point = mantissa.indexOf('.');
    String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
    int decimalPoint = point + exponent;
    int first = 0;
    while (first < digits.length() - 1 && digits.charAt(first) == '0') {
      first++;
      decimalPoint--;
    }
    int last = digits.length();
    while (last > first + 1 && digits.charAt(last - 1) == '0') {
      last--;
    }
    digits = digits.substring(first, last);
    if (digits.equals("0")) {
      decimalPoint = 1;
    } else if (digits.length() == 2) {
      String shorter = oneDigit(digits, decimalPoint, Math.abs(value));
      if (shorter.length() == 2) {
        digits = shorter.equals("10") ? "1" : digits;
        decimalPoint += shorter.equals("10") ? 1 : 0;
      } else {
        digits = shorter;
      }
    }
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    return (negative ? "-" : "") + layOut(digits, decimalPoint);
  }

  /// `Double.toString` never gives fewer than two digits where one is enough (4.9E-324).
  ///
  /// @return one digit, `10` for one digit of the next power, or the digits as they came
  private static String oneDigit(String digits, int decimalPoint, double value) {
    int two = Integer.parseInt(digits);
    int near = (two + 5) / 10;
    int far = two % 10 >= 5 ? near - 1 : near + 1;
    for (int candidate : new int[] {near, far}) {
      if (candidate > 0 && Double.parseDouble(candidate + "e" + (decimalPoint - 1)) == value) {
        return Integer.toString(candidate);
      }
    }
    return digits;
  }

  private static String layOut(String digits, int decimalPoint) {
    if (decimalPoint > 16 || decimalPoint < -3) {
      int exponent = decimalPoint - 1;
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      String size = Integer.toString(Math.abs(exponent));
      return digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+")
          + (size.length() == 1 ? "0" : "") + size;
    }
    if (decimalPoint <= 0) {
      return "0." + "0".repeat(-decimalPoint) + digits;
    }
    if (digits.length() <= decimalPoint) {
      return digits + "0".repeat(decimalPoint - digits.length()) + ".0";
    }
    return digits.substring(0, decimalPoint) + "." + digits.substring(decimalPoint);
  }
}
