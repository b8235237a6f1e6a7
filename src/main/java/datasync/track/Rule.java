package datasync.track;

import datasync.text.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a value in a metadata file may be.
///
/// The rules find the same problems in the same order as the validator DVC uses, because the
/// sentences and their number are part of its messages.
sealed interface Rule {
  /// One thing that is wrong.
  ///
  /// @param message DVC's words
  /// @param path keys ([Value]) and list indices ([Integer]) from the root to the place
  record Problem(String message, List<Object> path) {}

  /// What is wrong with a value; empty when nothing is.
  ///
  /// @param path the way to the value; changed while the rule is at work, the same afterwards
  List<Problem> check(List<Object> path, Value value);

  /// Rules without parts.
  enum Plain implements Rule {
    /// Any value.
    ANYTHING(""),
    /// A string.
    TEXT("expected str"),
    /// An integer; truth values are integers for Python.
    INT("expected int"),
    /// A truth value.
    BOOL("expected bool"),
    /// A list of anything.
    LIST("expected list"),
    /// A mapping of anything.
    MAP("expected dict"),
    /// Nothing.
    NULL("not a valid value"),
    /// A recorded digest: absent, empty, or at least three characters, an integer included.
    CHECKSUM("not a valid value"),
    /// The version of lock files.
    VERSION("invalid schema version");

    private final String message;

    Plain(String message) {
      this.message = message;
    }

    @Override
    public List<Problem> check(List<Object> path, Value value) {
      return allows(value) ? List.of() : one(message, path);
    }

    private boolean allows(Value value) {
      return switch (this) {
        case ANYTHING -> true;
        case TEXT -> value instanceof Value.Text;
        case INT -> value instanceof Value.Int || value instanceof Value.Bool;
        case BOOL -> value instanceof Value.Bool;
        case LIST -> value instanceof Value.Sequence;
        case MAP -> value instanceof Value.Mapping;
        case NULL -> value instanceof Value.Null;
        case CHECKSUM -> isChecksum(value);
        case VERSION -> value instanceof Value.Text text && text.value().equals("2.0");
      };
    }

    private static boolean isChecksum(Value value) {
      if (value instanceof Value.Text text) {
        String digest = text.value();
        return digest.isEmpty() || digest.codePointCount(0, digest.length()) >= 3;
      }
      return value instanceof Value.Null
          || value instanceof Value.Bool
          || value instanceof Value.Int number && number.value().toString().length() >= 3;
    }
  }

  /// The first of several rules that holds; else the problem that lies deepest.
  record AnyOf(List<Rule> rules) implements Rule {
    @Override
    public List<Problem> check(List<Object> path, Value value) {
      List<Problem> worst = List.of();
      for (Rule rule : rules) {
        List<Problem> problems = rule.check(path, value);
        if (problems.isEmpty()) {
          return problems;
        }
        if (worst.isEmpty() || depth(problems) > depth(worst)) {
          worst = problems;
        }
      }
      return worst;
    }
  }

  /// A list whose items all follow a rule.
  record ListOf(Rule item) implements Rule {
    @Override
    public List<Problem> check(List<Object> path, Value value) {
      if (!(value instanceof Value.Sequence list)) {
        return one("expected a list", path);
      }
      List<Problem> all = new ArrayList<>();
      for (int i = 0; i < list.items().size(); i++) {
        path.add(i);
        List<Problem> problems = item.check(path, list.items().get(i));
        path.removeLast();
        if (!problems.isEmpty() && depth(problems) > path.size() + 1) {
          return problems;
        }
        all.addAll(problems);
      }
      return all;
    }
  }

  /// A mapping with string keys whose values all follow a rule.
  ///
  /// @param least how many entries there must be
  /// @param most how many entries there may be
  record MapOf(Rule item, int least, int most) implements Rule {
    @Override
    public List<Problem> check(List<Object> path, Value value) {
      if (!(value instanceof Value.Mapping map)) {
        return one("expected a dictionary", path);
      }
      List<Problem> all = new ArrayList<>();
      for (Map.Entry<Value, Value> entry : map.entries().entrySet()) {
        path.add(entry.getKey());
        all.addAll(
            entry.getKey() instanceof Value.Text
                ? item.check(path, entry.getValue())
                : one("expected str", path));
        path.removeLast();
      }
      if (map.entries().size() < least) {
        path.add("<class 'str'>");
        all.addAll(one("required key not provided", path));
        path.removeLast();
      }
      if (all.isEmpty() && map.entries().size() > most) {
        return one("length of value must be at most " + most, path);
      }
      return all;
    }
  }

  /// A mapping with the given keys and no others.
  record Fields(Map<String, Rule> rules, List<String> required) implements Rule {
    /// Without any key so far.
    static final Fields NONE = new Fields(Map.of(), List.of());

    /// With a key that may be there.
    Fields with(String key, Rule rule) {
      Map<String, Rule> more = new LinkedHashMap<>(rules);
      more.put(key, rule);
      return new Fields(more, required);
    }

    /// With keys that may be there, all of one rule.
    Fields with(Rule rule, String... keys) {
      Fields more = this;
      for (String key : keys) {
        more = more.with(key, rule);
      }
      return more;
    }

    /// With a key that must be there.
    Fields must(String key, Rule rule) {
      List<String> more = new ArrayList<>(required);
      more.add(key);
      return new Fields(with(key, rule).rules, more);
    }

    /// With all keys of another mapping.
    Fields with(Fields other) {
      Map<String, Rule> more = new LinkedHashMap<>(rules);
      more.putAll(other.rules);
      List<String> both = new ArrayList<>(required);
      both.addAll(other.required);
      return new Fields(more, both);
    }

    @Override
    public List<Problem> check(List<Object> path, Value value) {
      if (!(value instanceof Value.Mapping map)) {
        return one("expected a dictionary", path);
      }
      List<Problem> all = new ArrayList<>();
      for (Map.Entry<Value, Value> entry : map.entries().entrySet()) {
        path.add(entry.getKey());
        Rule rule = entry.getKey() instanceof Value.Text key ? rules.get(key.value()) : null;
        all.addAll(
            rule == null
                ? one("extra keys not allowed", path)
                : rule.check(path, entry.getValue()));
        path.removeLast();
      }
      for (String key : required) {
        if (!map.has(key)) {
          path.add(new Value.Text(key));
          all.addAll(one("required key not provided", path));
          path.removeLast();
        }
      }
      return all;
    }
  }

  /// One rule for mappings that have one of two keys, another for any other value.
  record Either(String key, String other, Rule then, Rule otherwise) implements Rule {
    @Override
    public List<Problem> check(List<Object> path, Value value) {
      boolean has = value instanceof Value.Mapping map && (map.has(key) || map.has(other));
      return (has ? then : otherwise).check(path, value);
    }
  }

  private static int depth(List<Problem> problems) {
    return problems.getFirst().path().size();
  }

  private static List<Problem> one(String message, List<Object> path) {
    return List.of(new Problem(message, List.copyOf(path)));
  }
}
