package datasync.config;

import datasync.text.PythonText;
import datasync.text.Value;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Values that are paths: read relative to the folder of their file, written back as they were.
final class PathValues {
  private static final List<String> REMOTE = List.of(
      "url", "gdrive_user_credentials_file", "gdrive_service_account_json_file_path",
      "credentialpath", "configpath", "keyfile", "cert_path", "key_path");
  private static final List<String> MACHINE = List.of("startup_script", "setup_script");

  private final Path folder;
  private final Path home;
  private final Path working;
  private final boolean loading;

  private PathValues(Path file, ConfigFiles files, boolean loading) {
    folder = file.toAbsolutePath().normalize().getParent();
    home = files.environment().home();
    working = files.environment().workingDirectory();
    this.loading = loading;
  }

  /// Makes the paths of a file just read absolute.
  ///
  /// @throws ConfigException when a value stands where a section belongs, or a list for a path
  static void load(Section config, Path file, ConfigFiles files) throws ConfigException {
    new PathValues(file, files, true).all(config);
  }

  /// Turns absolute paths into what the file should have; typed relative paths, which refer to
  /// the working directory, into ones relative to the file's folder.
  static void save(Section config, Path file, ConfigFiles files) throws ConfigException {
    new PathValues(file, files, false).all(config);
  }

  private void all(Section config) throws ConfigException {
    if (config.nodes.containsKey("cache")) {
      each(inner(config, "cache", ""), List.of("dir"), "['cache']");
    }
    named(config, "remote", REMOTE);
    named(config, "machine", MACHINE);
  }

  private void named(Section config, String kind, List<String> options) throws ConfigException {
    if (!config.nodes.containsKey(kind)) {
      return;
    }
    Section section = inner(config, kind, "");
    String at = "['" + kind + "']";
    for (String name : section.nodes.keySet()) {
      each(inner(section, name, at), options, at + "[" + PythonText.repr(name) + "]");
    }
  }

  private static Section inner(Section section, String name, String at) throws ConfigException {
    Section inner = section.section(name);
    if (inner == null) {
      throw new ConfigException("expected a dictionary for dictionary value @ data" + at + "["
          + PythonText.repr(name) + "]");
    }
    return inner;
  }

  private void each(Section section, List<String> options, String at) throws ConfigException {
    for (Map.Entry<String, Node> entry : section.nodes.entrySet()) {
      if (!options.contains(entry.getKey())) {
        continue;
      }
      if (!(entry.getValue() instanceof Setting setting
          && setting.value() instanceof Value.Text(String text))) {
        throw new ConfigException("expected str for dictionary value @ data" + at + "["
            + PythonText.repr(entry.getKey()) + "]");
      }
      try {
        entry.setValue(loading ? load(setting, text) : save(setting, text));
      } catch (InvalidPathException e) {
        throw new ConfigException("invalid path @ data" + at + "["
            + PythonText.repr(entry.getKey()) + "]: " + e.getReason());
      }
    }
  }

  private Setting load(Setting setting, String text) {
    if (hasScheme(text) || isAbsolute(text)) {
      return setting;
    }
    String expanded = expand(text);
    if (isAbsolute(expanded)) {
      return new Setting(new Value.Text(expanded), setting.level(), text, false);
    }
    String absolute = folder.resolve(text).normalize().toString();
    return new Setting(new Value.Text(absolute), setting.level(), null, true);
  }

  private Setting save(Setting setting, String text) {
    if (hasScheme(text)) {
      return setting;
    }
    if (setting.written() != null) {
      return plain(setting, setting.written());
    }
    if (!expand(text).equals(text)) {
      return plain(setting, slashes(text));
    }
    if (setting.isRelative() || !isAbsolute(text)) {
      Path target = working.resolve(text).toAbsolutePath().normalize();
      if (!target.getRoot().equals(folder.getRoot())) {
        return plain(setting, target.toString());
      }
      String relative = folder.relativize(target).toString();
      return plain(setting, relative.isEmpty() ? "." : slashes(relative));
    }
    return setting;
  }

  private static Setting plain(Setting setting, String text) {
    return new Setting(new Value.Text(text), setting.level(), null, false);
  }

  /// Whether a text begins with a word and `://`.
  static boolean hasScheme(String text) {
    int at = 0;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return at > 0 && text.startsWith("://", at);
  }

  private boolean isAbsolute(String text) {
    return text.startsWith("/") || folder.resolve(text).equals(Path.of(text));
  }

  private String expand(String text) {
    boolean own = text.equals("~") || text.startsWith("~/")
        || text.startsWith("~" + folder.getFileSystem().getSeparator());
    return own ? home + text.substring(1) : text;
  }

  private String slashes(String text) {
    return text.replace(folder.getFileSystem().getSeparator(), "/");
  }
}
