package datasync.text.yaml;

import datasync.text.PythonFloat;
import datasync.text.Value;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Converts between plain values and what is written.
///
/// Every command that changes metadata comes here: `instanceof` starts faster than a pattern
/// `switch`, in this class and in [Emitter].
final class HeldValues {
  private final IdentityHashMap<Value, Held> known = new IdentityHashMap<>();

  /// The written form of a new value. A collection or a time that occurs twice stays one instance.
  Held held(Value value) {
    if (value instanceof Value.Sequence sequence) {
      return sequence(sequence);
    }
    if (value instanceof Value.Mapping mapping) {
      return mapping(mapping);
    }
    Held held = value instanceof Value.Timestamp ? known.get(value) : null;
    if (held == null) {
      held = scalar(value);
      if (value instanceof Value.Timestamp) {
        known.put(value, held);
      }
    }
    return held;
  }

  private Held sequence(Value.Sequence value) {
    Held.Sequence held = (Held.Sequence) known.get(value);
    if (held == null) {
      held = new Held.Sequence();
      if (!value.items().isEmpty()) {
        known.put(value, held);
      }
      for (Value item : value.items()) {
        held.items.add(held(item));
      }
    }
    return held;
  }

  private Held mapping(Value.Mapping value) {
    Held.Mapping held = (Held.Mapping) known.get(value);
    if (held == null) {
      held = new Held.Mapping();
      if (!value.entries().isEmpty()) {
        known.put(value, held);
      }
      for (Map.Entry<Value, Value> entry : value.entries().entrySet()) {
        held.entries.put(entry.getKey(),
            new Held.Entry(held(entry.getKey()), held(entry.getValue()), true));
      }
    }
    return held;
  }

  static Held.Scalar scalar(Value value) {
    if (value instanceof Value.Text text) {
      return new Held.Scalar(text, PlainType.TEXT, text.value());
    }
    if (value instanceof Value.Int integer) {
      return new Held.Scalar(integer, PlainType.INT, integer.value().toString());
    }
    if (value instanceof Value.Real real) {
      return new Held.Scalar(real, PlainType.FLOAT, real(real.value()));
    }
    if (value instanceof Value.Bool bool) {
      return new Held.Scalar(bool, PlainType.BOOL, bool.value() ? "true" : "false");
    }
    if (value instanceof Value.Timestamp time) {
      return new Held.Scalar(time, PlainType.TIMESTAMP, timestamp(time.value()));
    }
    return new Held.Scalar(value, PlainType.NULL, "");
  }

  static String real(double number) {
    if (Double.isNaN(number)) {
      return ".nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? ".inf" : "-.inf";
    }
    return PythonFloat.repr(number);
  }

  private static String timestamp(String text) {
    try {
      return Timestamps.normal(text, false);
    } catch (DateTimeException e) {
      return text;
    }
  }

  /// The plain value; what occurs twice yields the same instance twice.
  static Value value(Held held) {
    return held instanceof Held.Scalar scalar ? scalar.value
        : value(held, new IdentityHashMap<>());
  }

  private static Value value(Held held, Map<Held, Value> known) {
    if (held instanceof Held.Scalar scalar) {
      return scalar.value;
    }
    Value value = known.get(held);
    if (value == null) {
      value = held instanceof Held.Mapping mapping ? mapping(mapping, known)
          : sequence((Held.Sequence) held, known);
      known.put(held, value);
    }
    return value;
  }

  private static Value sequence(Held.Sequence held, Map<Held, Value> known) {
    List<Value> items = new ArrayList<>(held.items.size());
    for (Held item : held.items) {
      items.add(value(item, known));
    }
    return new Value.Sequence(items);
  }

  private static Value mapping(Held.Mapping held, Map<Held, Value> known) {
    Map<Value, Value> entries = LinkedHashMap.newLinkedHashMap(held.entries.size());
    for (Map.Entry<Value, Held.Entry> entry : held.entries.entrySet()) {
      entries.put(entry.getKey(), value(entry.getValue().value, known));
    }
    return new Value.Mapping(entries);
  }
}
