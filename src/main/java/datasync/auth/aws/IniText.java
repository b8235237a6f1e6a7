package datasync.auth.aws;

import datasync.text.FormatException;
import datasync.text.PythonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads the INI dialect of the AWS files, which is that of Python's `RawConfigParser`.
///
/// A line that begins with `#` or `;` is a comment, nothing else is; `=` or `:` ends a name, names
/// are without case; a line that is indented deeper than its option goes on with its value;
/// `[DEFAULT]` gives every section its values. A section or an option that comes twice is an
/// error.
final class IniText {
  private static final String DEFAULTS = "DEFAULT";

  private final String source;
  private final Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
  private final Map<String, List<String>> defaults = new LinkedHashMap<>();
  private final Set<List<String>> seen = new HashSet<>();

  private Map<String, List<String>> section;
  private String sectionName = "";
  private List<String> value;
  private int indent;

  private IniText(String source) {
    this.source = source;
  }

  /// The sections by their names, each with its values by their names in lower case. A value of
  /// several lines has them joined by line breaks, empty lines included.
  ///
  /// @param source the file as a person would name it
  /// @throws FormatException when the text does not follow the dialect
  static Map<String, Map<String, String>> parse(String text, String source)
      throws FormatException {
    IniText reader = new IniText(source);
    int number = 1;
    for (String line : text.split("\r\n|\r|\n", -1)) {
      reader.line(line, number++);
    }
    return reader.joined();
  }

  private void line(String line, int number) throws FormatException {
    String content = PythonText.strip(line);
    if (content.startsWith("#") || content.startsWith(";")) {
      return;
    }
    if (content.isEmpty()) {
      if (value != null) {
        value.add("");
      }
      return;
    }
    int depth = 0;
    while (PythonText.isBlank(line.charAt(depth))) {
      depth++;
    }
    if (value != null && depth > indent) {
      value.add(content);
      return;
    }
    indent = depth;
    int close = content.lastIndexOf(']');
    if (content.startsWith("[") && close > 1) {
      begin(content.substring(1, close), number);
    } else if (section == null) {
      throw wrong(number, "there is no section such as `[default]` before this line");
    } else {
      option(content, number);
    }
  }

  private void begin(String name, int number) throws FormatException {
    if (name.equals(DEFAULTS)) {
      section = defaults;
    } else {
      if (sections.containsKey(name)) {
        throw wrong(number, "the section `[" + name + "]` comes twice");
      }
      section = new LinkedHashMap<>();
      sections.put(name, section);
    }
    sectionName = name;
    value = null;
  }

  private void option(String content, int number) throws FormatException {
    int end = 0;
    while (end < content.length() && content.charAt(end) != '=' && content.charAt(end) != ':') {
      end++;
    }
    String name = PythonText.stripEnd(content.substring(0, end)).toLowerCase(Locale.ROOT);
    if (end == content.length() || name.isEmpty()) {
      throw wrong(number, "this is neither a section nor `name = value`");
    }
    if (!seen.add(List.of(sectionName, name))) {
      throw wrong(number, "the option `" + name + "` comes twice in `[" + sectionName + "]`");
    }
    value = new ArrayList<>();
    value.add(PythonText.strip(content.substring(end + 1)));
    section.put(name, value);
  }

  private Map<String, Map<String, String>> joined() {
    Map<String, Map<String, String>> whole = new LinkedHashMap<>();
    for (Map.Entry<String, Map<String, List<String>>> entry : sections.entrySet()) {
      Map<String, String> values = new HashMap<>();
      join(defaults, values);
      join(entry.getValue(), values);
      whole.put(entry.getKey(), values);
    }
    return whole;
  }

  private static void join(Map<String, List<String>> from, Map<String, String> to) {
    for (Map.Entry<String, List<String>> option : from.entrySet()) {
      to.put(option.getKey(), PythonText.stripEnd(String.join("\n", option.getValue())));
    }
  }

  private FormatException wrong(int number, String reason) {
    return new FormatException(source, number, 0, reason);
  }
}
