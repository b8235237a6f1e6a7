package datasync.config;

import datasync.text.PythonText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// datasync's own configuration: `config` in the user's folder, then `.dvc/datasync.config`, then
/// `.dvc/datasync.config.local`, later ones winning.
///
/// DVC refuses keys it does not know, so that what it has no word for must stand apart.
final class OwnFiles {
  private static final Map<String, Map<String, KeyType>> KEYS =
      Map.of(
          "core",
          Map.of("jobs", new KeyType.Whole(1, null), "limit_rate", new KeyType.Rate()));

  private OwnFiles() {}

  /// What the files have; missing ones count as empty.
  ///
  /// @throws ConfigException when a file is not INI, or has a key or value that is not known,
  ///     which the message names together with the file
  static Section read(ConfigFiles files) throws IOException {
    Section merged = new Section();
    merge(merged, files.own().resolve("config"), ConfigLevel.GLOBAL);
    if (files.repository() != null) {
      merge(merged, files.repository().resolve("datasync.config"), ConfigLevel.PROJECT);
      merge(merged, files.repository().resolve("datasync.config.local"), ConfigLevel.LOCAL);
    }
    return merged;
  }

  /// Whether an option belongs to these files and not to DVC's.
  static boolean has(String section, String option) {
    return KEYS.getOrDefault(section, Map.of()).containsKey(option);
  }

  private static void merge(Section merged, Path file, ConfigLevel level) throws IOException {
    Section section = LevelFiles.read(file, level);
    for (Map.Entry<String, Node> entry : section.nodes.entrySet()) {
      boolean named = Section.NAMED.contains(entry.getKey());
      if (!(entry.getValue() instanceof Section inner)) {
        throw unknown(entry.getKey(), file);
      }
      for (Map.Entry<String, Node> option : inner.nodes.entrySet()) {
        String name = entry.getKey() + "." + option.getKey();
        KeyType type = KEYS.getOrDefault(entry.getKey(), Map.of()).get(option.getKey());
        if (type == null || named) {
          throw unknown(name, file);
        }
        String problem = type.problem(option.getValue());
        if (problem != null) {
          throw new ConfigException(problem + " for `" + name + "` in `" + file + "`");
        }
      }
      if (!named && !KEYS.containsKey(entry.getKey())) {
        throw unknown(entry.getKey(), file);
      }
    }
    merged.merge(section);
  }

  private static ConfigException unknown(String name, Path file) {
    String shown = name.chars().allMatch(c -> c > ' ' && c < 0x7f) ? name : PythonText.repr(name);
    return new ConfigException("unknown key `" + shown + "` in `" + file + "`");
  }
}
