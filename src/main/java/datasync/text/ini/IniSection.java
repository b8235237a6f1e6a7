package datasync.text.ini;

import datasync.text.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// A section while its file is read; the file itself is the section of depth 0.
final class IniSection {
  final String name;
  final IniSection parent;
  final int depth;
  final Map<String, Value> options = new LinkedHashMap<>();
  final Map<String, IniSection> sections = new LinkedHashMap<>();

  IniSection(String name, IniSection parent) {
    this.name = name;
    this.parent = parent;
    depth = parent == null ? 0 : parent.depth + 1;
  }

  boolean has(String name) {
    return options.containsKey(name) || sections.containsKey(name);
  }
}
