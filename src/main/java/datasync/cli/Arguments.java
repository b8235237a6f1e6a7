package datasync.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// The values of a command's flags and positionals, by key.
///
/// The key of a flag is its first long name without dashes, that of a positional its name. Asking
/// for a key that is not declared is a bug and fails.
public final class Arguments {
  private final Set<String> declared = new HashSet<>();
  private final Map<String, List<String>> values = new HashMap<>();

  Arguments(List<Flag> flags, List<Positional> positionals) {
    for (Flag flag : flags) {
      declared.add(flag.key());
    }
    for (Positional positional : positionals) {
      declared.add(positional.name());
    }
  }

  void add(String key, String value) {
    List<String> list = values.get(key);
    if (list == null) {
      list = new ArrayList<>(2);
      values.put(key, list);
    }
    list.add(value);
  }

  void set(String key, String value) {
    values.remove(key);
    add(key, value);
  }

  /// Whether the command has a flag or positional of this key.
  public boolean declares(String key) {
    return declared.contains(key);
  }

  /// Whether a value was given.
  public boolean has(String key) {
    return !list(key).isEmpty();
  }

  /// Whether a switch is on.
  public boolean is(String key) {
    List<String> list = list(key);
    return !list.isEmpty() && list.getLast().equals("true");
  }

  /// How often a counting flag was given.
  public int count(String key) {
    return list(key).size();
  }

  /// The last value.
  public Optional<String> text(String key) {
    List<String> list = list(key);
    return list.isEmpty() ? Optional.empty() : Optional.of(list.getLast());
  }

  /// The last value of a flag that takes numbers, cut to the range of an `int`.
  public OptionalInt number(String key) {
    OptionalLong number = bytes(key);
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    long value = number.getAsLong();
    return OptionalInt.of(Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  /// The last value of a flag that takes numbers.
  public OptionalLong bytes(String key) {
    List<String> list = list(key);
    return list.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(list.getLast()));
  }

  /// All values in the order they were given; empty when there is none.
  public List<String> list(String key) {
    if (!declared.contains(key)) {
      throw new IllegalArgumentException("no flag or positional is called " + key);
    }
    List<String> list = values.get(key);
    return list == null ? List.of() : List.copyOf(list);
  }
}
