package datasync.track;

import datasync.text.PythonFloat;
import datasync.text.PythonText;
import datasync.text.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/// Values as Python prints and compares them.
final class PythonValue {
  private PythonValue() {}

  /// `str(value)`.
  static String of(Value value) {
    return value instanceof Value.Text text ? text.value() : repr(value);
  }

  /// `repr(value)`.
  static String repr(Value value) {
    return switch (value) {
      case Value.Null ignored -> "None";
      case Value.Bool bool -> bool.value() ? "True" : "False";
      case Value.Int number -> number.value().toString();
      case Value.Real real -> PythonFloat.repr(real.value());
      case Value.Text text -> PythonText.repr(text.value());
      case Value.Timestamp time -> time.value();
      case Value.Sequence list -> {
        StringBuilder text = new StringBuilder("[");
        for (Value item : list.items()) {
          text.append(text.length() > 1 ? ", " : "").append(repr(item));
        }
        yield text.append(']').toString();
      }
      case Value.Mapping map -> {
        StringBuilder text = new StringBuilder("{");
        for (var entry : map.entries().entrySet()) {
          text.append(text.length() > 1 ? ", " : "");
          text.append(repr(entry.getKey())).append(": ").append(repr(entry.getValue()));
        }
        yield text.append('}').toString();
      }
    };
  }

  /// `left == right`: numbers by value, so that `1`, `1.0` and `True` are equal; mappings in any
  /// order; not-a-number differs from itself.
  static boolean equal(Value left, Value right) {
    if (left instanceof Value.Mapping a && right instanceof Value.Mapping b) {
      return equal(a.entries(), b.entries());
    }
    if (left instanceof Value.Sequence a && right instanceof Value.Sequence b) {
      return equal(a.items(), b.items());
    }
    if (isNumber(left) && isNumber(right)) {
      return equalNumbers(left, right);
    }
    return left.equals(right);
  }

  private static boolean equal(Map<Value, Value> left, Map<Value, Value> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<Value, Value> entry : left.entrySet()) {
      Value other = right.get(entry.getKey());
      if (other == null || !equal(entry.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean equal(List<Value> left, List<Value> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!equal(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(Value value) {
    return value instanceof Value.Int
        || value instanceof Value.Real
        || value instanceof Value.Bool;
  }

  private static boolean equalNumbers(Value left, Value right) {
    if (left instanceof Value.Real a && right instanceof Value.Real b) {
      return a.value() == b.value();
    }
    if (left instanceof Value.Real a) {
      return equalNumber(a.value(), whole(right));
    }
    if (right instanceof Value.Real b) {
      return equalNumber(b.value(), whole(left));
    }
    return whole(left).equals(whole(right));
  }

  private static BigInteger whole(Value value) {
    return value instanceof Value.Int number
        ? number.value()
        : ((Value.Bool) value).value() ? BigInteger.ONE : BigInteger.ZERO;
  }

  private static boolean equalNumber(double real, BigInteger whole) {
    return Double.isFinite(real)
        && new BigDecimal(real).compareTo(new BigDecimal(whole)) == 0;
  }
}
