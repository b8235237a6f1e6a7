package datasync.config;

import datasync.text.CodePointOrder;
import datasync.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Holds a merged configuration against [Schema]; the first problem is the one that is told.
final class SchemaCheck {
  private SchemaCheck() {}

  /// @throws ConfigException with the text of DVC, such as
  ///     `extra keys not allowed @ data['core']['nope']`
  static void check(Section config) throws ConfigException {
    for (Map.Entry<String, Node> entry : config.nodes.entrySet()) {
      String name = entry.getKey();
      String at = "[" + PythonText.repr(name) + "]";
      if (!Schema.SECTIONS.contains(name)) {
        throw extra(at);
      }
      Section section = dictionary(entry.getValue(), at);
      if (Section.NAMED.contains(name)) {
        for (Map.Entry<String, Node> inner : section.nodes.entrySet()) {
          String innerAt = at + "[" + PythonText.repr(inner.getKey()) + "]";
          Section named = dictionary(inner.getValue(), innerAt);
          if (name.equals("remote")) {
            remote(named, innerAt);
          } else {
            options(named, Schema.section(name), innerAt);
          }
        }
      } else {
        if (name.equals("hydra") && section.nodes.containsKey("config_dir")
            && section.nodes.containsKey("config_module")) {
          throw new ConfigException("two or more values in the same group of exclusion "
              + "'config_source' @ data['hydra'][<config_source>]");
        }
        options(section, Schema.section(name), at, name.equals("feature"));
      }
    }
  }

  /// What is to be said about a valid configuration: options without effect.
  static List<String> warnings(Section config) {
    List<String> extra = new ArrayList<>();
    Section feature = config.section("feature");
    if (feature != null) {
      for (String name : feature.nodes.keySet()) {
        if (!Schema.section("feature").containsKey(name)) {
          extra.add("'feature." + name + "'");
        }
      }
    }
    extra.sort(CodePointOrder.INSTANCE);
    return extra.isEmpty() ? List.of() : List.of(String.join(", ", extra) + " config option"
        + (extra.size() == 1 ? " is" : "s are") + " unsupported");
  }

  /// Checks the settings of one remote.
  ///
  /// @param at where it stands, in DVC's notation, or empty
  static void remote(Section remote, String at) throws ConfigException {
    Setting url = remote.nodes.get("url") instanceof Setting setting ? setting : null;
    if (url == null) {
      throw new ConfigException("expected 'url'" + value(at));
    }
    RemoteUrl parsed = RemoteUrl.parse(url.text());
    if (parsed == null) {
      throw new ConfigException("not a valid value" + value(at));
    }
    if (parsed.isReference()) {
      return;
    }
    Map<String, Schema.Key> keys = Schema.remote(parsed.kind());
    if (keys == null) {
      throw new ConfigException(
          "Unsupported URL type " + parsed.scheme() + "://" + value(at));
    }
    options(remote, keys, at);
  }

  private static void options(Section section, Map<String, Schema.Key> keys, String at)
      throws ConfigException {
    options(section, keys, at, false);
  }

  private static void options(
      Section section, Map<String, Schema.Key> keys, String at, boolean isOpen)
      throws ConfigException {
    for (Map.Entry<String, Node> entry : section.nodes.entrySet()) {
      Schema.Key key = keys.get(entry.getKey());
      String place = at + "[" + PythonText.repr(entry.getKey()) + "]";
      if (key == null && !isOpen) {
        throw extra(place);
      }
      String problem = key == null ? null : key.type().problem(entry.getValue());
      if (problem != null) {
        throw new ConfigException(problem + value(place));
      }
    }
  }

  private static Section dictionary(Node node, String at) throws ConfigException {
    if (node instanceof Section section) {
      return section;
    }
    throw new ConfigException("expected a dictionary" + value(at));
  }

  private static ConfigException extra(String at) {
    return new ConfigException("extra keys not allowed" + place(at));
  }

  private static String place(String at) {
    return " @ data" + at;
  }

  private static String value(String at) {
    return at.isEmpty() ? "" : " for dictionary value" + place(at);
  }
}
