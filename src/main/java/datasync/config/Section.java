package datasync.config;

import datasync.text.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Names and what stands under them, in order; the whole configuration is one of these.
final class Section implements Node {
  /// Sections that have a name of their own in the file: `['remote "name"']`.
  static final List<String> NAMED = List.of("remote", "machine", "db");

  final Map<String, Node> nodes = new LinkedHashMap<>();

  /// The section of a name, or null when there is none or a value stands there.
  Section section(String name) {
    return nodes.get(name) instanceof Section section ? section : null;
  }

  /// The section of a name, made when there is none; replaces a value.
  Section make(String name) {
    Section section = section(name);
    if (section == null) {
      section = new Section();
      nodes.put(name, section);
    }
    return section;
  }

  /// The value of an option in a section, or null when either is missing.
  Setting setting(String section, String option) {
    Section found = section(section);
    return found != null && found.nodes.get(option) instanceof Setting setting ? setting : null;
  }

  /// The text of an option in a section, or null.
  String text(String section, String option) {
    Setting found = setting(section, option);
    return found == null ? null : found.text();
  }

  /// Adds copies of what `other` has, its values winning.
  void merge(Section other) {
    for (Map.Entry<String, Node> entry : other.nodes.entrySet()) {
      if (entry.getValue() instanceof Section inner) {
        make(entry.getKey()).merge(inner);
      } else {
        nodes.put(entry.getKey(), entry.getValue());
      }
    }
  }

  /// Takes what a file has: names lower-cased, `remote "name"` as `name` within `remote`.
  static Section of(Value.Mapping file, ConfigLevel level) {
    Section lower = lower(file, level);
    Section result = new Section();
    for (String key : NAMED) {
      result.make(key);
    }
    for (Map.Entry<String, Node> entry : lower.nodes.entrySet()) {
      String kind = kind(entry.getKey());
      if (kind == null) {
        result.nodes.put(entry.getKey(), entry.getValue());
      } else {
        String quoted = entry.getKey();
        String name = quoted.substring(quoted.indexOf('"') + 1, quoted.lastIndexOf('"'));
        result.make(kind).nodes.put(name, entry.getValue());
      }
    }
    return result;
  }

  private static Section lower(Value.Mapping mapping, ConfigLevel level) {
    Section section = new Section();
    for (Map.Entry<Value, Value> entry : mapping.entries().entrySet()) {
      String name = ((Value.Text) entry.getKey()).value().toLowerCase(Locale.ROOT);
      section.nodes.put(name, entry.getValue() instanceof Value.Mapping inner
          ? lower(inner, level) : new Setting(entry.getValue(), level, null, false));
    }
    return section;
  }

  /// The word before the quoted name, or null when the section has none.
  private static String kind(String section) {
    String text = section.strip();
    for (String kind : NAMED) {
      if (text.startsWith(kind)) {
        String rest = text.substring(kind.length()).strip();
        boolean quoted = rest.length() > 1 && rest.startsWith("\"") && rest.endsWith("\"");
        return quoted ? kind : null;
      }
    }
    return null;
  }

  /// The sections as a file has them: empty ones dropped, named ones last.
  Value.Mapping pack() {
    Map<String, Value> packed = new LinkedHashMap<>();
    for (Map.Entry<String, Node> entry : nodes.entrySet()) {
      Value value = value(entry.getValue());
      boolean empty = value instanceof Value.Mapping(Map<Value, Value> entries)
          && entries.isEmpty();
      if (!empty && !NAMED.contains(entry.getKey())) {
        packed.put(entry.getKey(), value);
      }
    }
    for (String kind : NAMED) {
      Section named = section(kind);
      if (named != null) {
        for (Map.Entry<String, Node> entry : named.nodes.entrySet()) {
          packed.put(kind + " \"" + entry.getKey() + "\"", value(entry.getValue()));
        }
      }
    }
    return Value.Mapping.of(packed);
  }

  private static Value value(Node node) {
    if (!(node instanceof Section section)) {
      return ((Setting) node).value();
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (Map.Entry<String, Node> entry : section.nodes.entrySet()) {
      values.put(entry.getKey(), value(entry.getValue()));
    }
    return Value.Mapping.of(values);
  }
}
