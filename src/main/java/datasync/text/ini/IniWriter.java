package datasync.text.ini;

import datasync.text.FormatException;
import datasync.text.Value;
import java.util.List;
import java.util.Map;

/// Lays out a file as configobj does when it is made from plain dictionaries.
final class IniWriter {
  private static final String BLANKS = " \r\n\u000b\t'\"";

  private final StringBuilder out = new StringBuilder();

  String write(Value.Mapping sections) throws FormatException {
    section(sections, 0);
    if (out.isEmpty()) {
      out.append('\n');
    }
    return out.toString();
  }

  private void section(Value.Mapping section, int depth) throws FormatException {
    String indent = "    ".repeat(depth);
    for (Map.Entry<Value, Value> entry : section.entries().entrySet()) {
      if (!(entry.getValue() instanceof Value.Mapping)) {
        out.append(indent).append(quote(text(entry.getKey()), false)).append(" = ")
            .append(value(entry.getValue())).append('\n');
      }
    }
    for (Map.Entry<Value, Value> entry : section.entries().entrySet()) {
      if (entry.getValue() instanceof Value.Mapping inner) {
        out.append(indent).append("[".repeat(depth + 1)).append(quote(text(entry.getKey()), false))
            .append("]".repeat(depth + 1)).append('\n');
        section(inner, depth + 1);
      }
    }
  }

  private static String text(Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    throw new IllegalArgumentException("no text: " + value);
  }

  private static String value(Value value) throws FormatException {
    if (!(value instanceof Value.Sequence(List<Value> items))) {
      return quote(text(value), true);
    }
    if (items.isEmpty()) {
      return ",";
    }
    StringBuilder list = new StringBuilder();
    for (Value item : items) {
      list.append(list.isEmpty() ? "" : ", ").append(quote(text(item), false));
    }
    return items.size() == 1 ? list.append(',').toString() : list.toString();
  }

  /// @param multiline whether three quotes may be used: not for names and items of a list
  private static String quote(String value, boolean multiline) throws FormatException {
    if (value.isEmpty()) {
      return "\"\"";
    }
    boolean both = value.indexOf('\'') >= 0 && value.indexOf('"') >= 0;
    if (multiline && (both || value.indexOf('\n') >= 0)) {
      if (!value.contains("\"\"\"")) {
        return value.contains("'''") ? wrap(value, "\"\"\"") : wrap(value, "'''");
      }
      if (value.contains("'''")) {
        throw unquotable(value);
      }
      return wrap(value, "'''");
    }
    if (value.indexOf('\n') >= 0) {
      throw unquotable(value);
    }
    boolean plain = BLANKS.indexOf(value.charAt(0)) < 0
        && BLANKS.indexOf(value.charAt(value.length() - 1)) < 0
        && value.indexOf(',') < 0 && value.indexOf('#') < 0;
    if (plain) {
      return value;
    }
    if (both) {
      throw unquotable(value);
    }
    return wrap(value, value.indexOf('"') >= 0 ? "'" : "\"");
  }

  private static String wrap(String value, String quotes) {
    return quotes + value + quotes;
  }

  private static FormatException unquotable(String value) {
    return new FormatException("", 0, 0, "Value \"" + value + "\" cannot be safely quoted.");
  }
}
