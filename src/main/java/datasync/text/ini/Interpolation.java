package datasync.text.ini;

import datasync.text.FormatException;
import datasync.text.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Replaces `%(name)s` in values by the value of that option.
///
/// Looked up in the section of the value, its subsection `DEFAULT`, then in the same way in the
/// sections around it. What it stands for is interpolated in turn.
final class Interpolation {
  /// A few short lines could otherwise stand for gigabytes.
  private static final int MAX_LENGTH = 1 << 20;
  /// Or be looked up over and over: how much is replaced in a whole file.
  private static final int MAX_WORK = 1 << 24;

  private final String source;
  private final IniSection owner;
  private final Work work;
  private final Set<List<Object>> running = new HashSet<>();

  /// What the replacements of a file took so far.
  private static final class Work {
    private int left = MAX_WORK;
  }

  private Interpolation(String source, IniSection owner, Work work) {
    this.source = source;
    this.owner = owner;
    this.work = work;
  }

  static Value.Mapping resolve(IniSection section, String source) throws FormatException {
    return resolve(section, source, new Work());
  }

  private static Value.Mapping resolve(IniSection section, String source, Work work)
      throws FormatException {
    Map<String, Value> values = new LinkedHashMap<>();
    Interpolation interpolation = new Interpolation(source, section, work);
    for (Map.Entry<String, Value> option : section.options.entrySet()) {
      values.put(option.getKey(), interpolation.value(option.getKey(), option.getValue()));
    }
    for (Map.Entry<String, IniSection> inner : section.sections.entrySet()) {
      values.put(inner.getKey(), resolve(inner.getValue(), source, work));
    }
    return Value.Mapping.of(values);
  }

  private Value value(String key, Value value) throws FormatException {
    if (value instanceof Value.Text text) {
      return text.value().indexOf('%') < 0
          ? text : new Value.Text(replace(key, text.value(), owner));
    }
    List<Value> items = new ArrayList<>();
    for (Value item : ((Value.Sequence) value).items()) {
      items.add(value(key, item));
    }
    return new Value.Sequence(items);
  }

  private String replace(String key, String text, IniSection section) throws FormatException {
    List<Object> place = List.of(key, section.name == null ? owner : section.name);
    if (!running.add(place)) {
      throw wrong("interpolation loop detected in value \"" + key + "\".");
    }
    String result = text;
    int from = 0;
    while (true) {
      int start = result.indexOf("%(", from);
      int end = start < 0 ? -1 : result.indexOf(')', start + 2);
      if (end < 0) {
        break;
      }
      if (end + 1 >= result.length() || result.charAt(end + 1) != 's') {
        from = start + 1;
        continue;
      }
      String replacement = option(result.substring(start + 2, end));
      result = result.substring(0, start) + replacement + result.substring(end + 2);
      work.left -= result.length();
      if (result.length() > MAX_LENGTH || work.left < 0) {
        throw wrong("value too long after interpolation");
      }
      from = start + replacement.length();
    }
    running.remove(place);
    return result;
  }

  private String option(String name) throws FormatException {
    for (IniSection at = owner; at != null; at = at.parent) {
      Value found = at.options.get(name);
      if (found == null && at.sections.containsKey("DEFAULT")) {
        found = at.sections.get("DEFAULT").options.get(name);
      }
      if (found instanceof Value.Text text) {
        return replace(name, text.value(), at);
      }
      if (found != null) {
        throw wrong("list value \"" + name + "\" in interpolation.");
      }
    }
    throw wrong("missing option \"" + name + "\" in interpolation.");
  }

  private FormatException wrong(String reason) {
    return new FormatException(source, 0, 0, reason);
  }
}
