package datasync.config;

import datasync.text.PythonText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the `remote` commands do; levels as in [ConfigEditor].
///
/// Names are taken in any case and stored in lower case, but the new name of a rename is stored
/// as given, as DVC does. Used by one thread.
public final class RemoteEditor {
  private final ConfigEditor editor;

  /// As [ConfigEditor#ConfigEditor(ConfigFiles)].
  public RemoteEditor(ConfigFiles files) throws IOException {
    this(files, false);
  }

  /// As [ConfigEditor#ConfigEditor(ConfigFiles, boolean)].
  public RemoteEditor(ConfigFiles files, boolean isDry) throws IOException {
    editor = new ConfigEditor(files, isDry);
  }

  /// The files that were written so far, or would have been.
  public List<Path> changed() {
    return editor.changed();
  }

  /// A remote as it is listed.
  ///
  /// @param url the absolute path or URL
  public record Entry(String name, String url, boolean isDefault) {}

  /// The remotes a level has, or all levels merged, in order.
  ///
  /// @throws ConfigException when one has no URL there
  public List<Entry> list(ConfigLevel level) throws IOException {
    Section config = config(level);
    String chosen = config.text("core", "remote");
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Node> remote : config.make("remote").nodes.entrySet()) {
      boolean named = remote.getValue() instanceof Section;
      Node url = named ? ((Section) remote.getValue()).nodes.get("url") : null;
      if (!(url instanceof Setting setting)) {
        throw new ConfigException("remote '" + remote.getKey() + "' has no url");
      }
      entries.add(
          new Entry(remote.getKey(), setting.text(), remote.getKey().equals(chosen)));
    }
    return entries;
  }

  /// Adds a remote; a relative path refers to the working directory.
  ///
  /// @throws ConfigException when the file has one of this name and `replace` is not set
  public void add(ConfigLevel level, String name, String url, boolean replace, boolean makeDefault)
      throws IOException {
    String lower = lower(name);
    editor.edit(level, (config, at) -> {
      Section remotes = config.make("remote");
      if (remotes.nodes.containsKey(lower) && !replace) {
        throw new ConfigException("remote '" + lower + "' already exists. Use `-f|--force` to "
            + "overwrite it.");
      }
      Section remote = new Section();
      remote.nodes.put("url", Setting.typed(url));
      remotes.nodes.put(lower, remote);
      if (makeDefault) {
        config.make("core").nodes.put("remote", Setting.typed(lower));
      }
    });
  }

  /// The default remote, or nothing.
  public Optional<String> defaultRemote(ConfigLevel level) throws IOException {
    return Optional.ofNullable(config(level).text("core", "remote"));
  }

  /// Makes a remote the default.
  ///
  /// @throws ConfigException when neither the file nor a level below has it
  public void setDefault(ConfigLevel level, String name) throws IOException {
    String lower = lower(name);
    editor.edit(level, (config, at) -> {
      if (!config.make("remote").nodes.containsKey(lower)
          && !below(level).make("remote").nodes.containsKey(lower)) {
        throw new ConfigException("default remote must be present in remote list.");
      }
      config.make("core").nodes.put("remote", Setting.typed(lower));
    });
  }

  /// Removes the default from a file, if it is there.
  public void unsetDefault(ConfigLevel level) throws IOException {
    editor.edit(level, (config, at) -> config.make("core").nodes.remove("remote"));
  }

  /// Sets an option of a remote.
  ///
  /// @throws ConfigException when neither the file nor a level below has the remote
  public void modify(ConfigLevel level, String name, String option, String value)
      throws IOException {
    modify(level, name, remote -> remote.nodes.put(option, Setting.typed(value)));
  }

  /// Removes an option of a remote from a file, if it is there.
  ///
  /// @throws ConfigException when neither the file nor a level below has the remote
  public void unset(ConfigLevel level, String name, String option) throws IOException {
    modify(level, name, remote -> remote.nodes.remove(option));
  }

  private void modify(
      ConfigLevel level, String name, java.util.function.Consumer<Section> change)
      throws IOException {
    String lower = lower(name);
    editor.edit(level, (config, at) -> {
      Section merged = below(level);
      merged.merge(config);
      exists(merged, lower);
      change.accept(config.make("remote").make(lower));
    });
  }

  /// Removes a remote from a file, and the default that names it from this and higher levels.
  ///
  /// @throws ConfigException when the file does not have it
  public void remove(ConfigLevel level, String name) throws IOException {
    String lower = lower(name);
    editor.edit(level, (config, at) -> {
      exists(config, lower);
      config.make("remote").nodes.remove(lower);
    });
    for (ConfigLevel each : List.of(ConfigLevel.values()).reversed()) {
      editor.edit(each, (config, at) -> {
        if (lower.equals(config.text("core", "remote"))) {
          config.make("core").nodes.remove("remote");
        }
      });
      if (each == target(level)) {
        break;
      }
    }
  }

  /// Renames a remote in a file, and the default that names it in this and higher levels.
  ///
  /// @throws ConfigException when the file does not have it or some level has the new name
  public void rename(ConfigLevel level, String name, String newName) throws IOException {
    String lower = lower(name);
    if (config(null).make("remote").nodes.containsKey(newName)) {
      throw new ConfigException("Rename failed. Remote name " + PythonText.repr(newName)
          + " already exists.");
    }
    editor.edit(level, (config, at) -> {
      exists(config, lower);
      Section remotes = config.make("remote");
      Node remote = remotes.nodes.get(lower);
      remotes.nodes.put(newName, remote);
      remotes.nodes.remove(lower);
      renameDefault(config, lower, newName);
    });
    for (ConfigLevel each : List.of(ConfigLevel.values()).reversed()) {
      if (each == target(level)) {
        break;
      }
      editor.edit(each, (config, at) -> renameDefault(config, lower, newName));
    }
  }

  private static void renameDefault(Section config, String name, String newName) {
    if (name.equals(config.text("core", "remote"))) {
      config.make("core").nodes.put("remote", Setting.typed(newName));
    }
  }

  private static void exists(Section config, String name) throws ConfigException {
    if (!config.make("remote").nodes.containsKey(name)) {
      throw new ConfigException("remote '" + name + "' doesn't exist.");
    }
  }

  /// All levels for null, as DVC reads them even when it writes to the project's file.
  private Section below(ConfigLevel level) throws IOException {
    return editor.levels().below(level);
  }

  private Section config(ConfigLevel level) throws IOException {
    return level == null ? editor.levels().below(null) : editor.levels().read(level);
  }

  private static ConfigLevel target(ConfigLevel level) {
    return level == null ? ConfigLevel.PROJECT : level;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
