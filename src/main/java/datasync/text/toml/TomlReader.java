package datasync.text.toml;

import datasync.text.FormatException;
import datasync.text.Value;
import java.util.ArrayList;
import java.util.List;

/// Reads the lines of a document into tables.
final class TomlReader {
  private static final int MAX_DEPTH = 200;

  private final TomlText in;
  private final TomlTable root = new TomlTable();
  private TomlTable table = root;
  /// Tables that dotted keys made under the current header.
  private final List<TomlTable> dotted = new ArrayList<>();
  private int depth;

  TomlReader(TomlText in) {
    this.in = in;
  }

  Value.Mapping document() throws FormatException {
    while (true) {
      in.skipLines();
      if (in.peek() < 0) {
        return root.value();
      }
      if (in.take("[[")) {
        header(true);
      } else if (in.take("[")) {
        header(false);
      } else {
        pair(table);
      }
      in.endLine();
    }
  }

  private void header(boolean isArray) throws FormatException {
    List<String> key = key();
    if (!in.take(isArray ? "]]" : "]")) {
      throw in.wrong("expected `" + (isArray ? "]]" : "]") + "`");
    }
    for (TomlTable made : dotted) {
      made.closed = true;
    }
    dotted.clear();
    TomlTable parent = root;
    for (String name : key.subList(0, key.size() - 1)) {
      parent = within(parent, name);
    }
    String last = key.getLast();
    Object found = parent.entries.get(last);
    if (isArray) {
      table = element(parent, last, found);
    } else if (found == null) {
      table = new TomlTable();
      parent.entries.put(last, table);
    } else if (found instanceof TomlTable old && !old.closed) {
      table = old;
    } else {
      throw in.wrong("`" + last + "` is defined twice");
    }
    table.closed = true;
  }

  private TomlTable element(TomlTable parent, String name, Object found) throws FormatException {
    TomlTable.Tables tables;
    if (found == null) {
      tables = new TomlTable.Tables();
      parent.entries.put(name, tables);
    } else if (found instanceof TomlTable.Tables old) {
      tables = old;
    } else {
      throw in.wrong("`" + name + "` is no array of tables");
    }
    TomlTable made = new TomlTable();
    tables.items.add(made);
    return made;
  }

  /// The table of a name on the way to a header's last name, made when missing.
  private TomlTable within(TomlTable parent, String name) throws FormatException {
    Object found = parent.entries.computeIfAbsent(name, key -> new TomlTable());
    if (found instanceof TomlTable inner) {
      return inner;
    }
    if (found instanceof TomlTable.Tables tables) {
      return tables.items.getLast();
    }
    throw in.wrong("`" + name + "` is no table");
  }

  /// Reads `key = value` into a table, through the tables of a dotted key.
  private void pair(TomlTable into) throws FormatException {
    List<String> key = key();
    if (!in.take("=")) {
      throw in.wrong("expected `=`");
    }
    in.skipBlanks();
    TomlTable target = into;
    for (String name : key.subList(0, key.size() - 1)) {
      Object found = target.entries.get(name);
      if (found == null) {
        TomlTable made = new TomlTable();
        target.entries.put(name, made);
        dotted.add(made);
        target = made;
      } else if (found instanceof TomlTable inner && !inner.closed) {
        dotted.add(inner);
        target = inner;
      } else {
        throw in.wrong("`" + name + "` can't be extended");
      }
    }
    Object value = value();
    if (target.entries.putIfAbsent(key.getLast(), value) != null) {
      throw in.wrong("`" + key.getLast() + "` is set twice");
    }
  }

  /// Reads a key with its dots and the blanks around it.
  private List<String> key() throws FormatException {
    List<String> names = new ArrayList<>();
    do {
      in.skipBlanks();
      int c = in.peek();
      if (c == '"' || c == '\'') {
        names.add(in.string());
      } else {
        int start = in.at;
        while (isBare(in.peek())) {
          in.at++;
        }
        if (in.at == start) {
          throw in.wrong("expected a key");
        }
        names.add(in.text.substring(start, in.at));
      }
      in.skipBlanks();
    } while (in.take("."));
    if (names.size() > MAX_DEPTH) {
      throw in.wrong("a key of more than " + MAX_DEPTH + " parts");
    }
    return names;
  }

  private static boolean isBare(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
        || c == '_' || c == '-';
  }

  private Value value() throws FormatException {
    if (++depth > MAX_DEPTH) {
      throw in.wrong("nested deeper than " + MAX_DEPTH + " levels");
    }
    Value value = switch (in.peek()) {
      case '"', '\'' -> new Value.Text(
          in.text.startsWith("\"\"\"", in.at) || in.text.startsWith("'''", in.at)
              ? in.lines() : in.string());
      case '[' -> array();
      case '{' -> inline();
      default -> word();
    };
    depth--;
    return value;
  }

  private Value array() throws FormatException {
    in.at++;
    List<Value> items = new ArrayList<>();
    in.skipLines();
    while (!in.take("]")) {
      items.add(value());
      in.skipLines();
      if (!in.take(",") && in.peek() != ']') {
        throw in.wrong("expected `,` or `]`");
      }
      in.skipLines();
    }
    return new Value.Sequence(items);
  }

  private Value inline() throws FormatException {
    in.at++;
    TomlTable made = new TomlTable();
    int outer = dotted.size();
    in.skipLines();
    if (!in.take("}")) {
      while (true) {
        pair(made);
        in.skipLines();
        if (in.take("}")) {
          break;
        }
        if (!in.take(",")) {
          throw in.wrong("expected `,` or `}`");
        }
        in.skipLines();
      }
    }
    dotted.subList(outer, dotted.size()).clear();
    return made.value();
  }

  private Value word() throws FormatException {
    int start = in.at;
    while (isBare(in.peek()) || in.peek() == '+' || in.peek() == '.' || in.peek() == ':') {
      in.at++;
    }
    boolean dated = in.at - start == 10 && TomlScalar.isDateOrTime(in.text.substring(start, in.at));
    if (dated && in.peek() == ' ' && in.at + 1 < in.text.length()
        && Character.isDigit(in.text.charAt(in.at + 1))) {
      do {
        in.at++;
      } while (isBare(in.peek()) || in.peek() == '+' || in.peek() == '.' || in.peek() == ':');
    }
    String word = in.text.substring(start, in.at);
    if (word.equals("true") || word.equals("false")) {
      return new Value.Bool(word.equals("true"));
    }
    Value value = TomlScalar.of(word);
    if (value == null) {
      in.at = start;
      throw in.wrong("expected a value");
    }
    return value;
  }
}
