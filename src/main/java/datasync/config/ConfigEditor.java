package datasync.config;

import datasync.text.PythonText;
import datasync.text.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What `config` and `cache dir` do: reads and changes files that need not be valid as a whole.
///
/// A level that is null means: all levels for reading, the project's file for writing. A change
/// is checked together with the levels below before the file is replaced; after it, all levels
/// are checked, and an error that was there before is told although the change is kept, as in
/// DVC. Used by one thread.
public final class ConfigEditor {
  private final LevelFiles levels;

  /// Reads every file once, so that what is no INI is told at once.
  ///
  /// @throws ConfigException when a file is not INI
  /// @throws IOException when a file can't be read
  public ConfigEditor(ConfigFiles files) throws IOException {
    this(files, false);
  }

  /// As [#ConfigEditor(ConfigFiles)].
  ///
  /// @param isDry whether changes are checked and kept in memory instead of being written
  public ConfigEditor(ConfigFiles files, boolean isDry) throws IOException {
    levels = new LevelFiles(files, isDry);
    levels.below(null);
  }

  /// The files that were written so far, or would have been.
  public List<Path> changed() {
    return levels.changed();
  }

  /// A name of an option as `config` takes it.
  ///
  /// @param kind `remote` or `db` when the section is a named one, else null
  public record Name(String kind, String section, String option) {
    /// The parts of `section.option`, `remote.name.option` or `db.name.option`, in lower case;
    /// nothing for what is no such name, which is a usage error.
    public static Optional<Name> parse(String text) {
      String rest = text;
      String kind = null;
      String[] parts = text.split("\\.", -1);
      if (parts.length == 3 && (parts[0].equals("remote") || parts[0].equals("db"))) {
        kind = parts[0];
        rest = text.substring(kind.length() + 1);
      } else if (parts.length != 2) {
        return Optional.empty();
      }
      String lower = rest.toLowerCase(Locale.ROOT);
      int dot = lower.indexOf('.');
      return Optional.of(new Name(kind, lower.substring(0, dot), lower.substring(dot + 1)));
    }
  }

  /// An option as it is listed.
  ///
  /// @param origin the file, relative to the project root inside a repository
  /// @param name the dotted name, or empty when one option was asked for
  public record Line(String origin, String name, String value) {
    /// The line `name=value`, or `value` alone, with the origin and a tab before it when asked.
    public String text(boolean withOrigin) {
      return (withOrigin ? origin + "\t" : "") + (name.isEmpty() ? "" : name + "=") + value;
    }
  }

  /// All options, file by file, lowest level first.
  public List<Line> list(ConfigLevel level) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (ConfigLevel each : readable(level)) {
      flatten(levels.read(each), "", levels.files().shown(each), lines);
    }
    return lines;
  }

  /// One option from the highest level that has it; nothing when no level has it.
  ///
  /// @throws ConfigException when one level was asked for and does not have it
  public Optional<Line> get(ConfigLevel level, Name name) throws IOException {
    for (ConfigLevel each : readable(level).reversed()) {
      Section section = scope(levels.read(each), name);
      try {
        check(section, name);
      } catch (ConfigException e) {
        if (level != null) {
          throw e;
        }
        continue;
      }
      Node found = section.section(name.section()).nodes.get(name.option());
      return Optional.of(new Line(levels.files().shown(each), "", shown(found)));
    }
    return Optional.empty();
  }

  /// Sets an option.
  public void set(ConfigLevel level, Name name, String value) throws IOException {
    edit(level, (config, at) ->
        scope(config, name).make(name.section()).nodes.put(name.option(), Setting.typed(value)));
  }

  /// Removes an option.
  ///
  /// @throws ConfigException when the file does not have it
  public void unset(ConfigLevel level, Name name) throws IOException {
    edit(level, (config, at) -> {
      Section section = scope(config, name);
      check(section, name);
      section.section(name.section()).nodes.remove(name.option());
    });
  }

  /// The absolute folder of the cache.
  ///
  /// @throws ConfigException when it stands nowhere and there is no repository, or one level was
  ///     asked for and does not have it
  public String cacheDirectory(ConfigLevel level) throws IOException {
    Section config = level == null ? levels.below(null) : levels.read(level);
    String dir = config.text("cache", "dir");
    if (dir != null) {
      return dir;
    }
    if (level != null || levels.files().repository() == null) {
      throw new ConfigException("option 'dir' doesn't exist in section 'cache'");
    }
    return levels.files().repository().resolve("cache").toString();
  }

  /// Sets the folder of the cache; a relative one refers to the working directory.
  public void setCacheDirectory(ConfigLevel level, String value) throws IOException {
    set(level, new Name(null, "cache", "dir"), value);
  }

  /// Removes the folder of the cache from a file.
  ///
  /// @throws ConfigException when the file does not have it
  public void unsetCacheDirectory(ConfigLevel level) throws IOException {
    unset(level, new Name(null, "cache", "dir"));
  }

  /// A change of what a file has.
  interface Change {
    void apply(Section config, ConfigLevel level) throws IOException;
  }

  /// Reads a file, changes, checks and replaces it, then checks everything.
  void edit(ConfigLevel level, Change change) throws IOException {
    ConfigLevel target = level == null ? ConfigLevel.PROJECT : level;
    levels.files().file(target);
    Section config = levels.read(target);
    change.apply(config, target);
    Section saved = levels.saved(target, config);
    Section merged = levels.below(target);
    merged.merge(saved);
    SchemaCheck.check(merged);
    levels.write(target, saved);
    SchemaCheck.check(levels.below(null));
  }

  LevelFiles levels() {
    return levels;
  }

  private List<ConfigLevel> readable(ConfigLevel level) throws ConfigException {
    if (level == null) {
      return levels.files().levels();
    }
    levels.files().file(level);
    return List.of(level);
  }

  private static Section scope(Section config, Name name) {
    return name.kind() == null ? config : config.make(name.kind());
  }

  private static void check(Section scope, Name name) throws ConfigException {
    String kind = name.kind() == null ? "section" : name.kind();
    Node section = scope.nodes.get(name.section());
    if (section == null) {
      throw new ConfigException(kind + " '" + name.section() + "' doesn't exist");
    }
    if (!(section instanceof Section found) || !found.nodes.containsKey(name.option())) {
      throw new ConfigException("option '" + name.option() + "' doesn't exist in " + kind + " '"
          + name.section() + "'");
    }
  }

  private static void flatten(Section section, String prefix, String origin, List<Line> lines) {
    for (Map.Entry<String, Node> entry : section.nodes.entrySet()) {
      String name = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
      if (entry.getValue() instanceof Section inner) {
        flatten(inner, name, origin, lines);
      } else {
        lines.add(new Line(origin, name, shown(entry.getValue())));
      }
    }
  }

  /// A value as Python prints it; a section as a dictionary.
  private static String shown(Node node) {
    if (node instanceof Setting setting) {
      return setting.text();
    }
    StringBuilder out = new StringBuilder("{");
    for (Map.Entry<String, Node> entry : ((Section) node).nodes.entrySet()) {
      boolean text = entry.getValue() instanceof Setting setting
          && setting.value() instanceof Value.Text;
      String value = shown(entry.getValue());
      out.append(out.length() > 1 ? ", " : "").append(PythonText.repr(entry.getKey())).append(": ")
          .append(text ? PythonText.repr(value) : value);
    }
    return out.append('}').toString();
  }
}
