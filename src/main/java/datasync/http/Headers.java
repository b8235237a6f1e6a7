package datasync.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Header fields of a request or a response in their order; names are compared without case.
///
/// Immutable: the `with` methods answer a copy. [#toString] shows names only, because values may
/// be secret.
public final class Headers {
  /// No fields.
  public static final Headers NONE = new Headers(List.of());

  private final List<Field> fields;

  private Headers(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  /// One field.
  ///
  /// @param name the name as it is sent
  /// @param value the value as it is sent, without line breaks
  public record Field(String name, String value) {
    /// Refuses what could end the field early.
    public Field {
      if (name.isEmpty() || hasBreak(name) || hasBreak(value)) {
        throw new IllegalArgumentException("not a header field: `" + name.strip() + "`");
      }
    }

    private static boolean hasBreak(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\r' || c == '\n' || c == '\0') {
          return true;
        }
      }
      return false;
    }

    /// The name alone: the value may be secret.
    @Override
    public String toString() {
      return name;
    }
  }

  /// The fields given, in this order; a name may occur more than once.
  public static Headers of(List<Field> fields) {
    return fields.isEmpty() ? NONE : new Headers(fields);
  }

  /// One field alone.
  public static Headers of(String name, String value) {
    return NONE.with(name, value);
  }

  /// All fields in order.
  public List<Field> fields() {
    return fields;
  }

  /// The first value under this name; empty when there is none.
  public Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  /// All values under this name, in order; empty when there is none.
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        values.add(field.value());
      }
    }
    return values;
  }

  /// Whether a field has this name.
  public boolean has(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /// The value under this name as a number that is not negative, or −1 when there is none or it is
  /// not one.
  public long number(String name) {
    Optional<String> value = first(name);
    if (value.isEmpty()) {
      return -1;
    }
    try {
      return Math.max(-1, Long.parseLong(value.get().strip()));
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }

  /// These fields with the given one in place of all of its name.
  public Headers with(String name, String value) {
    List<Field> changed = new ArrayList<>(fields.size() + 1);
    for (Field field : fields) {
      if (!field.name().equalsIgnoreCase(name)) {
        changed.add(field);
      }
    }
    changed.add(new Field(name, value));
    return new Headers(changed);
  }

  /// These fields without those of this name.
  public Headers without(String name) {
    List<Field> kept = new ArrayList<>(fields.size());
    for (Field field : fields) {
      if (!field.name().equalsIgnoreCase(name)) {
        kept.add(field);
      }
    }
    return kept.size() == fields.size() ? this : of(kept);
  }

  /// The names alone: values may be secret.
  @Override
  public String toString() {
    return fields.toString();
  }
}
