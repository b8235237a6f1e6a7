package datasync.cli;

import datasync.text.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The members of a JSON object in the order they are added: of the records of `--json`, and of
/// what stands in them. Used from one thread.
public final class Fields {
  private final Map<String, Value> members = new LinkedHashMap<>();

  /// Adds a text.
  public Fields text(String name, String value) {
    return value(name, new Value.Text(value));
  }

  /// Adds a list of texts.
  public Fields texts(String name, Iterable<String> values) {
    List<Value> items = new ArrayList<>();
    for (String value : values) {
      items.add(new Value.Text(value));
    }
    return value(name, new Value.Sequence(items));
  }

  /// Adds a whole number.
  public Fields number(String name, long value) {
    return value(name, Value.Int.of(value));
  }

  /// Adds `true` or `false`.
  public Fields flag(String name, boolean value) {
    return value(name, new Value.Bool(value));
  }

  /// Adds a list of objects.
  public Fields objects(String name, Iterable<Fields> values) {
    return value(name, list(values));
  }

  /// Adds whatever it is; one of the same name is replaced.
  public Fields value(String name, Value value) {
    members.put(name, value);
    return this;
  }

  /// Adds all members of others.
  public Fields addAll(Fields others) {
    members.putAll(others.members);
    return this;
  }

  /// Whether there is no member.
  public boolean isEmpty() {
    return members.isEmpty();
  }

  /// The object.
  public Value.Mapping object() {
    return Value.Mapping.of(members);
  }

  /// A list of objects.
  public static Value.Sequence list(Iterable<Fields> objects) {
    List<Value> items = new ArrayList<>();
    for (Fields each : objects) {
      items.add(each.object());
    }
    return new Value.Sequence(items);
  }
}
