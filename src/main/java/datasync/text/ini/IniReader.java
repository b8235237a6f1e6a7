package datasync.text.ini;

import datasync.text.FormatException;
import datasync.text.PythonText;
import datasync.text.Value;
import java.util.ArrayList;
import java.util.List;

/// One pass over the lines of a file.
final class IniReader {
  private final String source;
  private final List<String> lines;
  private final IniSection top = new IniSection(null, null);
  private IniSection section = top;
  private int at;
  private FormatException first;
  private int errors;

  IniReader(String text, String source) {
    this.source = source;
    lines = split(text);
  }

  /// The file without interpolation.
  ///
  /// @throws FormatException the only error, or a summary when there are several
  IniSection read() throws FormatException {
    for (at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      int start = 0;
      while (start < line.length() && PythonText.isBlank(line.charAt(start))) {
        start++;
      }
      if (start == line.length() || line.charAt(start) == '#') {
        continue;
      }
      if (line.charAt(start) != '[' || !marker(line)) {
        option(line, start);
      }
    }
    if (errors > 1) {
      throw new FormatException(source, first.line(), 0, "Parsing failed with several errors.\n"
          + "First error at line " + first.line() + ".");
    }
    if (errors == 1) {
      throw first;
    }
    return top;
  }

  /// Splits where Python's text files and `str.splitlines` do; rare ends stay on their line.
  private static List<String> split(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '\n' && c <= '\r' || c >= 0x1c && c <= 0x1e || c == 0x85
          || c == '\u2028' || c == '\u2029') {
        lines.add(text.substring(start, c == '\n' || c == '\r' ? i : i + 1));
        if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
          i++;
        }
        start = i + 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /// Handles a section line; false when the line is none.
  private boolean marker(String line) throws FormatException {
    String name = plainMarker(line);
    int depth = 1;
    if (name == null) {
      IniGrammar.Marker marker = IniGrammar.marker(limited(line));
      if (marker == null) {
        return false;
      }
      depth = marker.opened();
      if (depth != marker.closed()) {
        return wrong("Cannot compute the section depth");
      }
      name = marker.name();
    }
    if (depth > section.depth + 1) {
      return wrong("Section too nested");
    }
    IniSection parent = section;
    while (parent.depth >= depth) {
      parent = parent.parent;
    }
    if (parent.has(name)) {
      return wrong("Duplicate section name");
    }
    section = new IniSection(name, parent);
    parent.sections.put(name, section);
    return true;
  }

  /// The name in `[name]` or `['name']` without anything unusual, or null.
  private static String plainMarker(String line) {
    int end = line.length() - 1;
    if (line.charAt(0) != '[' || end < 2 || line.charAt(end) != ']') {
      return null;
    }
    char quote = line.charAt(1);
    boolean quoted = quote == '\'';
    int from = quoted ? 2 : 1;
    int to = quoted ? end - 1 : end;
    if (to <= from || quoted && line.charAt(to) != quote) {
      return null;
    }
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      boolean plain = c > ' ' && c < 0x7f && c != '[' && c != ']' && c != '#' && c != '\'';
      if (!(plain && (quoted || c != '"') || quoted && c == ' ' && i > from)) {
        return null;
      }
    }
    return line.substring(from, to);
  }

  private void option(String line, int start) throws FormatException {
    String key;
    String text;
    char c = line.charAt(start);
    if (c == '"' || c == '\'' || c == '=') {
      String[] parts = IniGrammar.option(limited(line));
      if (parts == null) {
        invalidLine(line);
        return;
      }
      key = IniGrammar.unquote(parts[0]);
      text = parts[1];
    } else {
      int equals = line.indexOf('=', start + 1);
      if (equals < 0) {
        invalidLine(line);
        return;
      }
      key = PythonText.stripEnd(line.substring(start, equals));
      int from = equals + 1;
      while (from < line.length() && PythonText.isBlank(line.charAt(from))) {
        from++;
      }
      text = line.substring(from);
    }
    Value value;
    if (text.startsWith("\"\"\"") || text.startsWith("'''")) {
      value = tripleQuoted(text);
      if (value == null) {
        wrong("Parse error in multiline value");
        return;
      }
    } else {
      value = value(text);
      if (value == null) {
        wrong("Parse error in value");
        return;
      }
    }
    if (section.has(key)) {
      wrong("Duplicate keyword name");
      return;
    }
    section.options.put(key, value);
  }

  private Value value(String text) throws FormatException {
    boolean plain = true;
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = c != '"' && c != '\'' && c != ',' && c != '#';
    }
    if (plain) {
      return new Value.Text(PythonText.stripEnd(text));
    }
    char quote = text.charAt(0);
    int last = text.length() - 1;
    if ((quote == '"' || quote == '\'') && last > 0 && text.indexOf(quote, 1) == last) {
      return new Value.Text(text.substring(1, last));
    }
    return IniGrammar.value(limited(text));
  }

  /// Reads to the closing quotes, on this line or a later one; null when they are missing or
  /// something but a comment follows them. Moves on only when all is well.
  private Value tripleQuoted(String text) {
    String quotes = text.substring(0, 3);
    for (int end = text.indexOf(quotes, 3); end >= 0; end = text.indexOf(quotes, end + 1)) {
      if (IniGrammar.endsAt(text, end + 3)) {
        return new Value.Text(text.substring(3, end));
      }
    }
    if (text.indexOf(quotes, 3) >= 0) {
      return null;
    }
    StringBuilder value = new StringBuilder(text.substring(3));
    for (int i = at + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      value.append('\n');
      for (int end = line.indexOf(quotes); end >= 0; end = line.indexOf(quotes, end + 1)) {
        if (IniGrammar.endsAt(line, end + 3)) {
          at = i;
          return new Value.Text(value.append(line, 0, end).toString());
        }
      }
      if (line.contains(quotes)) {
        return null;
      }
      value.append(line);
    }
    return null;
  }

  private String limited(String line) throws FormatException {
    if (line.length() > IniGrammar.MAX_LINE
        || IniGrammar.count(line, ',') > IniGrammar.MAX_ITEMS) {
      throw new FormatException(source, at + 1, 0, "line too long");
    }
    return line;
  }

  private void invalidLine(String line) {
    wrong("Invalid line (" + PythonText.repr(line) + ") (matched as neither section nor keyword)");
  }

  /// Notes an error of the current line and goes on, as configobj does; always true.
  private boolean wrong(String reason) {
    if (errors++ == 0) {
      int line = at + 1;
      first = new FormatException(source, line, 0, reason + " at line " + line + ".");
    }
    return true;
  }
}
