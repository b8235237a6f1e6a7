package datasync.text.json;

import datasync.text.FormatException;
import datasync.text.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fields of a JSON object as answers of services have them: what is missing or of another
/// form reads as empty, and numbers may be written as strings. Immutable.
public final class JsonFields {
  private final Value.Mapping fields;

  private JsonFields(Value.Mapping fields) {
    this.fields = fields;
  }

  /// The fields of a value.
  public static JsonFields of(Value.Mapping fields) {
    return new JsonFields(fields);
  }

  /// Reads an object from UTF-8.
  ///
  /// @param source the file or answer as a person would name it
  /// @throws FormatException when the bytes are no JSON object
  public static JsonFields parse(byte[] bytes, String source) throws FormatException {
    if (Json.parse(bytes, source) instanceof Value.Mapping fields) {
      return new JsonFields(fields);
    }
    throw new FormatException(source, 0, 0, "expected a JSON object");
  }

  /// The value itself.
  public Value.Mapping value() {
    return fields;
  }

  /// A string, or a number as it is written; empty when there is none.
  public String text(String key) {
    return switch (fields.get(key)) {
      case Value.Text(String text) -> text;
      case Value.Int(BigInteger number) -> number.toString();
      case null, default -> "";
    };
  }

  /// A string, or the fallback where it is missing or empty.
  public String text(String key, String fallback) {
    String text = text(key);
    return text.isEmpty() ? fallback : text;
  }

  /// A whole number that is not negative, also one written as a string; −1 for anything else.
  public long number(String key) {
    try {
      return Math.max(-1, Long.parseLong(text(key)));
    } catch (NumberFormatException none) {
      return -1;
    }
  }

  /// Whether the value is `true`.
  public boolean flag(String key) {
    return fields.get(key) instanceof Value.Bool(boolean value) && value;
  }

  /// The object under a key; empty when there is none.
  public Optional<JsonFields> inner(String key) {
    return fields.get(key) instanceof Value.Mapping inner
        ? Optional.of(new JsonFields(inner))
        : Optional.empty();
  }

  /// The objects of the list under a key; others are left out.
  public List<JsonFields> items(String key) {
    List<JsonFields> items = new ArrayList<>();
    if (fields.get(key) instanceof Value.Sequence(List<Value> values)) {
      for (Value value : values) {
        if (value instanceof Value.Mapping item) {
          items.add(new JsonFields(item));
        }
      }
    }
    return items;
  }

  /// The strings of the list under a key; others are left out.
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    if (fields.get(key) instanceof Value.Sequence(List<Value> values)) {
      for (Value value : values) {
        if (value instanceof Value.Text(String text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /// The keys alone: values may be secret.
  @Override
  public String toString() {
    return "JsonFields" + fields.entries().keySet();
  }
}
