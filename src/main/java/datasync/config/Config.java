package datasync.config;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The configuration in force: all levels merged and checked, and datasync's own files.
///
/// Immutable; a change of a file needs another [#load].
public final class Config {
  private final ConfigFiles files;
  private final Section merged;
  private final Section own;

  private Config(ConfigFiles files, Section merged, Section own) {
    this.files = files;
    this.merged = merged;
    this.own = own;
  }

  /// Reads all files; missing ones count as empty.
  ///
  /// @throws ConfigException when a file is not INI or the whole does not fit DVC's schema
  /// @throws IOException when a file can't be read
  public static Config load(ConfigFiles files) throws IOException {
    return load(files, Overrides.NONE);
  }

  /// Reads all files and lays something over them; see [#load(ConfigFiles)].
  public static Config load(ConfigFiles files, Overrides overrides) throws IOException {
    Section merged = new LevelFiles(files, overrides.project()).below(null);
    overrides.apply(merged, files);
    SchemaCheck.check(merged);
    return new Config(files, merged, OwnFiles.read(files));
  }

  /// What a person should be told although the configuration is valid, each a sentence part.
  public List<String> warnings() {
    return SchemaCheck.warnings(merged);
  }

  /// A value with its origin, or nothing when no file has it. For an option of datasync itself
  /// (`core.jobs`) the files are datasync's.
  public Optional<Setting> setting(String section, String option) {
    boolean isOwn = OwnFiles.has(section, option);
    return Optional.ofNullable((isOwn ? own : merged).setting(section, option));
  }

  /// A value, or its default, or nothing; a list in Python's notation.
  public Optional<String> text(String section, String option) {
    Optional<Setting> setting = setting(section, option);
    if (setting.isPresent()) {
      return Optional.of(setting.get().text());
    }
    Map<String, Schema.Key> keys = Schema.section(section);
    Schema.Key key = keys == null ? null : keys.get(option);
    return Optional.ofNullable(key == null ? null : key.fallback());
  }

  /// Whether a value, or its default, is `true`.
  public boolean flag(String section, String option) {
    return text(section, option).orElse("").toLowerCase(Locale.ROOT).equals("true");
  }

  /// The items of a list or of a text with commas, empty when no file has it.
  public List<String> list(String section, String option) {
    Optional<Setting> setting = setting(section, option);
    return setting.isPresent() ? setting.get().items() : List.of();
  }

  /// A number, or nothing; one too large for an `int` gives the largest.
  public Optional<Integer> whole(String section, String option) {
    Optional<String> text = text(section, option);
    return text.isEmpty() ? Optional.empty() : Optional.of(clamped(text.get()));
  }

  /// The folder of the cache: `cache.dir`, else `cache` in `.dvc`; nothing outside a repository
  /// that no file configures.
  public Optional<Path> cacheDirectory() {
    String dir = merged.text("cache", "dir");
    if (dir != null) {
      return Optional.of(Path.of(dir));
    }
    Path folder = files.repository();
    return folder == null ? Optional.empty() : Optional.of(folder.resolve("cache"));
  }

  /// The name of the default remote, in lower case; whether it exists is another question.
  public Optional<String> defaultRemote() {
    String name = merged.text("core", "remote");
    return name == null ? Optional.empty() : Optional.of(name.toLowerCase(Locale.ROOT));
  }

  /// The names of the remotes, in the order of the files.
  public List<String> remoteNames() {
    Section remotes = merged.section("remote");
    return remotes == null ? List.of() : List.copyOf(remotes.nodes.keySet());
  }

  /// The settings of a remote, a URL `remote://other/path` replaced by that of the other remote
  /// with the path, over the other's settings.
  ///
  /// @param name in any case
  /// @throws ConfigException when there is none of this name, or a reference leads to none or
  ///     back to itself, or the result does not fit the schema
  public RemoteSettings remote(String name) throws ConfigException {
    Section resolved = resolve(name.toLowerCase(Locale.ROOT), new ArrayList<>());
    SchemaCheck.remote(resolved, "");
    return settings(name.toLowerCase(Locale.ROOT), resolved);
  }

  /// The settings for a URL that stands outside the configuration, as in `import-url`; only
  /// `remote://name/path` takes settings from there.
  ///
  /// @throws ConfigException as [#remote]
  public RemoteSettings forUrl(String url) throws ConfigException {
    return forUrl(url, Map.of());
  }

  /// The same with settings laid over those of the URL.
  public RemoteSettings forUrl(String url, Map<String, String> settings)
      throws ConfigException {
    Section section = new Section();
    settings.forEach((option, value) -> section.nodes.put(option, Setting.typed(value)));
    section.nodes.put("url", Setting.typed(url));
    Section resolved = resolve(section, new ArrayList<>());
    SchemaCheck.remote(resolved, "");
    return settings("", resolved);
  }

  private static RemoteSettings settings(String name, Section section) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (Map.Entry<String, Node> entry : section.nodes.entrySet()) {
      if (entry.getValue() instanceof Setting setting) {
        settings.put(entry.getKey(), setting);
      }
    }
    return new RemoteSettings(name, settings);
  }

  private Section resolve(String name, List<String> seen) throws ConfigException {
    Section remotes = merged.section("remote");
    Section section = remotes == null ? null : remotes.section(name);
    if (section == null) {
      throw new ConfigException("remote '" + name + "' doesn't exist");
    }
    if (seen.contains(name)) {
      throw new ConfigException("remote '" + name + "' refers to itself");
    }
    seen.add(name);
    return resolve(section, seen);
  }

  private Section resolve(Section section, List<String> seen) throws ConfigException {
    Setting url = (Setting) section.nodes.get("url");
    RemoteUrl parsed = url == null ? null : RemoteUrl.parse(url.text());
    if (parsed == null || !parsed.scheme().equals("remote")) {
      return section;
    }
    Section base = resolve(parsed.authority().toLowerCase(Locale.ROOT), seen);
    Section result = new Section();
    result.merge(base);
    result.merge(section);
    String path = parsed.path();
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    Setting joined = Setting.typed(
        ((Setting) base.nodes.get("url")).text() + "/" + path.substring(start));
    result.nodes.put("url", new Setting(joined.value(), url.level(), null, false));
    return result;
  }

  static int clamped(String number) {
    BigInteger value = KeyType.whole(number);
    return value == null ? 0
        : value.min(BigInteger.valueOf(Integer.MAX_VALUE))
            .max(BigInteger.valueOf(Integer.MIN_VALUE)).intValue();
  }
}
