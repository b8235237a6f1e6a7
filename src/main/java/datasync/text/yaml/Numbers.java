package datasync.text.yaml;

import datasync.text.Value;
import java.math.BigInteger;

/// Values of number scalars, with underscores and all bases.
final class Numbers {
  /// The most digits Python reads as an integer.
  private static final int MAX_DIGITS = 4300;

  private Numbers() {}

  /// @throws NumberFormatException when there are no digits, or too many
  static Value.Int integer(String text) {
    String digits = text.indexOf('_') < 0 ? text : text.replace("_", "");
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    int base = digits.startsWith("0b") ? 2
        : digits.startsWith("0o") ? 8 : digits.startsWith("0x") ? 16 : 10;
    if (base != 10) {
      digits = digits.substring(2);
    }
    if (digits.isEmpty() || base == 10 && digits.length() > MAX_DIGITS
        || !(Character.digit(digits.charAt(0), base) >= 0)) {
      throw new NumberFormatException("no digits, or more than " + MAX_DIGITS);
    }
    if (digits.length() < 15) {
      long number = Long.parseLong(digits, base);
      return Value.Int.of(negative ? -number : number);
    }
    BigInteger number = new BigInteger(digits, base);
    return new Value.Int(negative ? number.negate() : number);
  }

  /// @throws NumberFormatException when there are no digits
  static Value.Real real(String text) {
    String s = text.indexOf('_') < 0 ? text : text.replace("_", "");
    boolean negative = s.startsWith("-");
    String rest = negative || s.startsWith("+") ? s.substring(1) : s;
    if (rest.length() == 4 && rest.charAt(0) == '.' && rest.charAt(1) > '9') {
      double special = (rest.charAt(1) | 0x20) == 'i' ? Double.POSITIVE_INFINITY : Double.NaN;
      return new Value.Real(negative ? -special : special);
    }
    double number = Double.parseDouble(rest);
    return new Value.Real(negative ? -number : number);
  }
}
