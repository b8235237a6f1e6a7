package datasync.track;

import datasync.text.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Texts with `${expression}` in them.
final class Template {
  private static final String OPEN = "${";

  private Template() {}

  /// One `${…}` that no backslash escapes.
  ///
  /// @param start the index of the dollar sign
  /// @param end the index behind the brace
  /// @param inner the expression
  record Match(int start, int end, String inner) {}

  /// All matches from left to right; an expression lies on one line.
  static List<Match> matches(String text) {
    List<Match> matches = new ArrayList<>();
    int from = text.indexOf(OPEN);
    while (from >= 0) {
      int next = from + 1;
      if (from == 0 || text.charAt(from - 1) != '\\') {
        int close = text.indexOf('}', from + 2);
        int line = text.indexOf('\n', from + 2);
        if (close >= 0 && (line < 0 || close < line)) {
          matches.add(new Match(from, close + 1, text.substring(from + 2, close)));
          next = close + 1;
        }
      }
      from = text.indexOf(OPEN, next);
    }
    return matches;
  }

  /// Whether there is anything to resolve in a value, keys included.
  static boolean isTemplated(Value value) {
    return switch (value) {
      case Value.Text text -> !matches(text.value()).isEmpty();
      case Value.Sequence list -> {
        boolean found = false;
        for (Value item : list.items()) {
          found |= isTemplated(item);
        }
        yield found;
      }
      case Value.Mapping map -> {
        boolean found = false;
        for (Map.Entry<Value, Value> entry : map.entries().entrySet()) {
          found |= isTemplated(entry.getKey()) || isTemplated(entry.getValue());
        }
        yield found;
      }
      default -> false;
    };
  }

  /// Checks every expression in a value, keys included.
  static void check(Value value) throws TemplateException {
    switch (value) {
      case Value.Text text -> {
        for (Match match : matches(text.value())) {
          expression(match.inner());
        }
      }
      case Value.Sequence list -> {
        for (Value item : list.items()) {
          check(item);
        }
      }
      case Value.Mapping map -> {
        for (Map.Entry<Value, Value> entry : map.entries().entrySet()) {
          check(entry.getKey());
          check(entry.getValue());
        }
      }
      default -> { }
    }
  }

  /// The expression with `.` instead of brackets: a word, then `.word` or `[word]` repeatedly.
  static String expression(String inner) throws TemplateException {
    StringBuilder path = new StringBuilder();
    int at = word(inner, 0, path);
    while (true) {
      int next = skipBlanks(inner, at);
      if (next == inner.length()) {
        return path.toString();
      }
      char c = inner.charAt(next);
      if (c != '.' && c != '[') {
        throw unexpected(inner, at);
      }
      path.append('.');
      int end = word(inner, next + 1, path);
      if (c == '[') {
        if (end >= inner.length() || inner.charAt(end) != ']') {
          throw unexpected(inner, at);
        }
        end++;
      }
      at = end;
    }
  }

  private static int word(String inner, int from, StringBuilder path) throws TemplateException {
    int end = from;
    while (end < inner.length() && ".[]".indexOf(inner.charAt(end)) < 0) {
      end++;
    }
    if (end == from) {
      throw unexpected(inner, from);
    }
    path.append(inner, from, end);
    return end;
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static TemplateException unexpected(String inner, int at) {
    String found = at < inner.length() ? "'" + inner.charAt(at) + "'" : "end of text";
    return new TemplateException(
        TemplateException.Kind.PARSE,
        OPEN + inner + "}\n" + " ".repeat(at + 2) + "^\nunexpected " + found);
  }

  /// The text with `\${` unescaped.
  static String unescape(String text) {
    return text.replace("\\${", OPEN);
  }

  /// A value inside a text.
  static String text(Value value, Project.Parsing parsing) throws TemplateException {
    return switch (value) {
      case Value.Bool bool -> bool.value() ? "true" : "false";
      case Value.Mapping map -> options(map, parsing);
      default -> PythonValue.of(value);
    };
  }

  /// A mapping as options of a command.
  private static String options(Value.Mapping map, Project.Parsing parsing)
      throws TemplateException {
    Map<String, Value> flat = new LinkedHashMap<>();
    flatten(map, "", flat);
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, Value> entry : flat.entrySet()) {
      String key = entry.getKey();
      switch (entry.getValue()) {
        case Value.Bool bool -> {
          if (bool.value()) {
            out.append("--").append(key).append(' ');
          } else if (parsing.negateBooleans()) {
            out.append("--no-").append(key).append(' ');
          }
        }
        case Value.Text text ->
            out.append("--").append(key).append(' ').append(quote(text.value())).append(' ');
        case Value.Sequence list -> list(out, key, list, parsing);
        default ->
            out.append("--").append(key).append(' ')
                .append(PythonValue.of(entry.getValue())).append(' ');
      }
    }
    return datasync.text.PythonText.stripEnd(out.toString());
  }

  private static void list(
      StringBuilder out, String key, Value.Sequence list, Project.Parsing parsing)
      throws TemplateException {
    boolean first = true;
    for (Value item : list.items()) {
      if (item instanceof Value.Sequence || item instanceof Value.Mapping) {
        throw new TemplateException(
            TemplateException.Kind.PARSE, "Cannot interpolate nested iterable in '" + key + "'");
      }
      if (first || parsing.repeatOptions()) {
        out.append("--").append(key).append(' ');
      }
      out.append(item instanceof Value.Text text ? quote(text.value()) : PythonValue.of(item))
          .append(' ');
      first = false;
    }
  }

  private static void flatten(Value.Mapping map, String prefix, Map<String, Value> flat) {
    for (Map.Entry<Value, Value> entry : map.entries().entrySet()) {
      String key = prefix + PythonValue.of(entry.getKey());
      if (entry.getValue() instanceof Value.Mapping inner) {
        flatten(inner, key + ".", flat);
      } else {
        flat.put(key, entry.getValue());
      }
    }
  }

  /// The text as one word of a POSIX shell.
  static String quote(String text) {
    boolean safe = !text.isEmpty();
    for (int i = 0; i < text.length() && safe; i++) {
      char c = text.charAt(i);
      safe =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || "_@%+=:,./-".indexOf(c) >= 0;
    }
    return safe ? text : "'" + text.replace("'", "'\"'\"'") + "'";
  }
}
