package datasync.track;

import datasync.text.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A variable of a template: a value that knows where it came from.
sealed interface Node {
  /// Where a variable came from.
  ///
  /// @param source the file or section, or empty for one that the program made
  /// @param path the keys to it, joined by `.`
  record Origin(String source, String path) {
    /// Made by the program.
    static final Origin NONE = new Origin("", "");

    Origin below(String key) {
      return new Origin(source, path.isEmpty() ? key : path + "." + key);
    }
  }

  /// Where it came from.
  Origin origin();

  /// The plain value.
  Value value();

  /// A scalar.
  record Leaf(Value value, Origin origin) implements Node {}

  /// A list.
  record Many(List<Node> items, Origin origin) implements Node {
    @Override
    public Value value() {
      List<Value> values = new ArrayList<>(items.size());
      for (Node item : items) {
        values.add(item.value());
      }
      return new Value.Sequence(values);
    }
  }

  /// A mapping; its entries can change.
  record Fields(Map<String, Node> entries, Origin origin) implements Node {
    @Override
    public Value value() {
      Map<String, Value> values = new LinkedHashMap<>();
      entries.forEach((key, node) -> values.put(key, node.value()));
      return Value.Mapping.of(values);
    }

    /// A copy whose mappings are copies, too; lists are shared.
    Fields copy() {
      Map<String, Node> copies = new LinkedHashMap<>();
      for (Map.Entry<String, Node> entry : entries.entrySet()) {
        Node node = entry.getValue();
        copies.put(entry.getKey(), node instanceof Fields fields ? fields.copy() : node);
      }
      return new Fields(copies, origin);
    }

    /// Lays other entries over these; mappings are merged.
    ///
    /// @throws TemplateException when an entry that is no mapping is there already
    void merge(Fields other) throws TemplateException {
      for (Map.Entry<String, Node> entry : other.entries.entrySet()) {
        String key = entry.getKey();
        Node old = entries.get(key);
        Node update = entry.getValue();
        if (old instanceof Fields into && update instanceof Fields more) {
          into.merge(more);
        } else if (old == null) {
          entries.put(key, update);
        } else {
          throw new TemplateException(
              TemplateException.Kind.MERGE,
              "cannot redefine '" + update.origin().path() + "' from '"
                  + update.origin().source() + "' as it already exists in '"
                  + old.origin().source() + "'");
        }
      }
    }
  }

  /// The node of a [Value], of a node (itself), or of a list or map ([Map] by [Value]) of these.
  /// Keys that are no strings are left out.
  ///
  /// @throws TemplateException when there is a date or time in it, which DVC does not take
  static Node of(Object value, Origin origin) throws TemplateException {
    return switch (value) {
      case Node node -> node;
      case Value.Mapping map -> fields(map.entries(), origin);
      case Value.Sequence list -> many(list.items(), origin);
      case Value.Timestamp time ->
          throw new TemplateException(
              TemplateException.Kind.OTHER,
              "Unsupported value of type '" + typeName(time) + "' in '"
                  + (origin.source().isEmpty() ? "<local>" : origin.source()) + ":"
                  + origin.path() + "'");
      case Value scalar -> new Leaf(scalar, origin);
      case Map<?, ?> map -> fields(map, origin);
      case List<?> list -> many(list, origin);
      default -> throw new IllegalArgumentException(value.getClass().getName());
    };
  }

  private static Fields fields(Map<?, ?> map, Origin origin) throws TemplateException {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getKey() instanceof Value.Text key) {
        entries.put(key.value(), of(entry.getValue(), origin.below(key.value())));
      }
    }
    return new Fields(entries, origin);
  }

  private static Many many(List<?> list, Origin origin) throws TemplateException {
    List<Node> items = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      items.add(of(list.get(i), origin.below(Integer.toString(i))));
    }
    return new Many(items, origin);
  }

  /// The name of a value's type in Python.
  static String typeName(Value value) {
    return switch (value) {
      case Value.Null none -> "NoneType";
      case Value.Bool bool -> "bool";
      case Value.Int number -> "int";
      case Value.Real real -> "float";
      case Value.Text text -> "str";
      case Value.Timestamp time -> time.value().length() == 10 ? "date" : "datetime";
      case Value.Sequence list -> "list";
      case Value.Mapping map -> "dict";
    };
  }
}
