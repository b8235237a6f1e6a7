package datasync.text.yaml;

import datasync.text.FormatException;
import datasync.text.Value;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns nodes into plain values; an alias yields the same instance again.
final class ValueBuilder {
  private final String source;

  ValueBuilder(String source) {
    this.source = source;
  }

  Value value(Node node) throws FormatException {
    if (node.value == null) {
      node.value = switch (node.form) {
        case SCALAR -> scalar(node);
        case SEQUENCE -> sequence(node);
        case MAPPING -> mapping(node);
      };
    }
    return node.value;
  }

  private Value.Sequence sequence(Node node) throws FormatException {
    requireTag(node, "tag:yaml.org,2002:seq");
    List<Value> items = new ArrayList<>(node.items.size());
    for (Node item : node.items) {
      items.add(value(item));
    }
    return new Value.Sequence(items);
  }

  private Value.Mapping mapping(Node node) throws FormatException {
    requireTag(node, "tag:yaml.org,2002:map");
    flatten(node);
    Map<Value, Value> entries = LinkedHashMap.newLinkedHashMap(node.items.size() / 2);
    if (node.merged != null) {
      put(node.merged, entries);
      put(node.items, entries);
      return new Value.Mapping(entries);
    }
    for (int i = 0; i < node.items.size(); i += 2) {
      Value key = key(node.items.get(i));
      boolean twice = key instanceof Value.Text
          ? entries.containsKey(key) : containsEqual(entries, key);
      if (twice) {
        throw wrong(node.items.get(i), "duplicate key `" + node.items.get(i).text + "`");
      }
      entries.put(key, value(node.items.get(i + 1)));
    }
    return new Value.Mapping(entries);
  }

  private void put(List<Node> items, Map<Value, Value> entries)
      throws FormatException {
    for (int i = 0; i < items.size(); i += 2) {
      entries.put(key(items.get(i)), value(items.get(i + 1)));
    }
  }

  private static boolean containsEqual(Map<Value, Value> entries, Value key) {
    for (Value present : entries.keySet()) {
      if (PythonEquality.same(present, key)) {
        return true;
      }
    }
    return false;
  }

  private Value key(Node node) throws FormatException {
    Value key = node.form == Node.Form.SCALAR && node.type() == PlainType.VALUE
        ? new Value.Text(node.text) : value(node);
    if (!isHashable(key)) {
      throw wrong(node, "a mapping cannot be a key");
    }
    return key;
  }

  static boolean isHashable(Value key) {
    if (key instanceof Value.Sequence sequence) {
      for (Value item : sequence.items()) {
        if (item instanceof Value.Sequence || item instanceof Value.Mapping) {
          return false;
        }
      }
    }
    return !(key instanceof Value.Mapping);
  }

  /// Resolves the merge keys of a mapping and takes them out of its items.
  private void flatten(Node node) throws FormatException {
    if (node.flattened) {
      return;
    }
    node.flattened = true;
    List<Node> merged = null;
    for (int i = 0; i < node.items.size(); i += 2) {
      Node key = node.items.get(i);
      if (key.form != Node.Form.SCALAR || key.type() != PlainType.MERGE) {
        continue;
      }
      if (merged != null && !merged.isEmpty()) {
        throw wrong(key, "duplicate merge key `<<`");
      }
      merged = merged(node.items.get(i + 1));
    }
    if (merged != null) {
      List<Node> own = new ArrayList<>(node.items.size());
      for (int i = 0; i < node.items.size(); i += 2) {
        Node key = node.items.get(i);
        if (key.form != Node.Form.SCALAR || key.type() != PlainType.MERGE) {
          own.add(key);
          own.add(node.items.get(i + 1));
        }
      }
      node.items = own;
      node.merged = merged.isEmpty() ? null : merged;
    }
  }

  private List<Node> merged(Node from) throws FormatException {
    List<Node> merged = new ArrayList<>();
    if (from.form == Node.Form.MAPPING) {
      addAll(merged, from);
    } else if (from.form == Node.Form.SEQUENCE) {
      for (Node item : from.items) {
        if (item.form != Node.Form.MAPPING) {
          throw wrong(item, "expected a mapping for merging");
        }
      }
      for (int i = from.items.size() - 1; i >= 0; i--) {
        addAll(merged, from.items.get(i));
      }
    } else {
      throw wrong(from, "expected a mapping or list of mappings for merging");
    }
    return merged;
  }

  private void addAll(List<Node> merged, Node from) throws FormatException {
    flatten(from);
    if (from.merged != null) {
      merged.addAll(from.merged);
    }
    merged.addAll(from.items);
  }

  private Value scalar(Node node) throws FormatException {
    PlainType type = node.type();
    if (type == null) {
      throw wrong(node, "unknown tag `" + node.tag + "`");
    }
    try {
      return switch (type) {
        case TEXT -> new Value.Text(node.text);
        case VALUE, MERGE -> throw wrong(node, "`" + node.text + "` is no value");
        case NULL -> Value.Null.NULL;
        case BOOL -> bool(node);
        case INT -> Numbers.integer(node.text);
        case FLOAT -> Numbers.real(node.text);
        case TIMESTAMP -> {
          Timestamps.normal(node.text, false);
          yield new Value.Timestamp(node.text);
        }
      };
    } catch (NumberFormatException | DateTimeException e) {
      throw wrong(node, "not a value of its kind: `" + node.text + "`");
    }
  }

  private Value bool(Node node) throws FormatException {
    return switch (node.text.toLowerCase(java.util.Locale.ROOT)) {
      case "true", "yes", "y", "on" -> new Value.Bool(true);
      case "false", "no", "n", "off" -> new Value.Bool(false);
      default -> throw wrong(node, "not a truth value: `" + node.text + "`");
    };
  }

  private void requireTag(Node node, String tag) throws FormatException {
    if (node.tag != null && !node.tag.equals(tag)) {
      throw wrong(node, "unknown tag `" + node.tag + "`");
    }
  }

  private FormatException wrong(Node node, String reason) {
    return new FormatException(source, node.line + 1, node.column + 1, reason);
  }
}
