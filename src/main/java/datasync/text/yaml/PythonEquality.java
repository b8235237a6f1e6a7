package datasync.text.yaml;

import datasync.text.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.Map;

/// Whether Python's `==` holds between values: `1`, `1.0` and `true` are equal there.
final class PythonEquality {
  private PythonEquality() {}

  static boolean same(Value left, Value right) {
    if (left instanceof Value.Sequence a && right instanceof Value.Sequence b) {
      return sameItems(a, b);
    }
    if (left instanceof Value.Mapping a && right instanceof Value.Mapping b) {
      return sameEntries(a, b);
    }
    if (left instanceof Value.Timestamp a && right instanceof Value.Timestamp b) {
      return sameTime(a.value(), b.value());
    }
    if (left instanceof Value.Int a && right instanceof Value.Int b) {
      return a.value().equals(b.value());
    }
    if (left instanceof Value.Text || right instanceof Value.Text
        || left.getClass() == right.getClass() && !(left instanceof Value.Real)) {
      return left.equals(right);
    }
    double a = special(left);
    double b = special(right);
    if (a != 0 || b != 0 || Double.isNaN(a) || Double.isNaN(b)) {
      return a == b;
    }
    BigDecimal x = number(left);
    BigDecimal y = number(right);
    return x != null && y != null && x.compareTo(y) == 0;
  }

  private static boolean sameItems(Value.Sequence a, Value.Sequence b) {
    if (a.items().size() != b.items().size()) {
      return false;
    }
    for (int i = 0; i < a.items().size(); i++) {
      if (!same(a.items().get(i), b.items().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameEntries(Value.Mapping a, Value.Mapping b) {
    if (a.entries().size() != b.entries().size()) {
      return false;
    }
    for (Map.Entry<Value, Value> entry : a.entries().entrySet()) {
      Value other = b.entries().get(entry.getKey());
      if (other == null || !same(entry.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameTime(String a, String b) {
    try {
      return Timestamps.normal(a, false).equals(Timestamps.normal(b, false));
    } catch (DateTimeException e) {
      return a.equals(b);
    }
  }

  /// An infinity or NaN, else 0.
  private static double special(Value value) {
    return value instanceof Value.Real real
        && (Double.isInfinite(real.value()) || Double.isNaN(real.value())) ? real.value() : 0;
  }

  private static BigDecimal number(Value value) {
    if (value instanceof Value.Bool bool) {
      return bool.value() ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (value instanceof Value.Int integer) {
      return new BigDecimal(integer.value());
    }
    return value instanceof Value.Real real ? new BigDecimal(real.value()) : null;
  }
}
