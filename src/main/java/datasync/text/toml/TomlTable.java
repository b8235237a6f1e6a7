package datasync.text.toml;

import datasync.text.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A table while its document is read; entries are [TomlTable], [Tables] or [Value].
final class TomlTable {
  /// An array made of `[[name]]` headers.
  static final class Tables {
    final List<TomlTable> items = new ArrayList<>();
  }

  final Map<String, Object> entries = new LinkedHashMap<>();
  /// Opened by a header, or by dotted keys under a header that is done with.
  boolean closed;

  Value.Mapping value() {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : entries.entrySet()) {
      values.put(entry.getKey(), value(entry.getValue()));
    }
    return Value.Mapping.of(values);
  }

  private static Value value(Object entry) {
    if (entry instanceof TomlTable table) {
      return table.value();
    }
    if (entry instanceof Tables tables) {
      List<Value> items = new ArrayList<>();
      for (TomlTable table : tables.items) {
        items.add(table.value());
      }
      return new Value.Sequence(items);
    }
    return (Value) entry;
  }
}
