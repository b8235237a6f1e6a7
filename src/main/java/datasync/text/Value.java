package datasync.text;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A structured value as JSON, YAML, TOML and Python literals have it.
///
/// Immutable; mappings keep the order of their source. Two numbers are equal when their kind and
/// value are: `1` and `1.0` differ, as they do in the files DVC compares.
public sealed interface Value {
  /// The absent value: `null` in JSON, an empty scalar or `~` in YAML, `None` in Python.
  enum Null implements Value {
    /// The one instance.
    NULL
  }

  /// A truth value.
  record Bool(boolean value) implements Value {}

  /// An integer of any size.
  record Int(BigInteger value) implements Value {
    /// The integer of a `long`.
    public static Int of(long value) {
      return new Int(BigInteger.valueOf(value));
    }
  }

  /// A floating-point number, infinities and NaN included.
  record Real(double value) implements Value {}

  /// A string.
  record Text(String value) implements Value {
    /// As the generated one, which is slow to start; every mapping needs it.
    @Override
    public boolean equals(Object other) {
      return other instanceof Text text && value.equals(text.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }
  }

  /// A date or time, kept as it was written; JSON and Python literals have none.
  record Timestamp(String value) implements Value {}

  /// A list.
  record Sequence(List<Value> items) implements Value {
    /// Copies the items.
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// A mapping in the order of its source. Keys are scalars, nearly always [Text].
  record Mapping(Map<Value, Value> entries) implements Value {
    /// The mapping without entries.
    public static final Mapping EMPTY = new Mapping(Map.of());

    /// Copies the entries in their order.
    public Mapping {
      entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /// The mapping of string keys, in the order of `entries`.
    public static Mapping of(Map<String, ? extends Value> entries) {
      Map<Value, Value> copy = LinkedHashMap.newLinkedHashMap(entries.size());
      for (Map.Entry<String, ? extends Value> entry : entries.entrySet()) {
        copy.put(new Text(entry.getKey()), entry.getValue());
      }
      return new Mapping(copy);
    }

    /// The value under a string key, or null when there is none.
    public Value get(String key) {
      return entries.get(new Text(key));
    }

    /// Whether a string key is present, with whatever value.
    public boolean has(String key) {
      return entries.containsKey(new Text(key));
    }
  }
}
