package datasync.track;

import datasync.text.PythonFloat;
import datasync.text.PythonText;
import datasync.text.Value;

/// Values as Python's `str` and `repr` print them.
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
}
