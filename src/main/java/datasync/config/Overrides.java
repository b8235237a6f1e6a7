package datasync.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// What stands in for, or above, the configuration files of a project that is only looked into.
///
/// @param project the content of `.dvc/config`, as a commit has it, or null to read the file
/// @param file a configuration file whose settings win, or null; relative paths in it refer to the
///     working directory, as with dvc
/// @param upstream the absolute folder that is the default remote where the files name none; empty
///     for none
/// @param remote the name of the default remote, over all files; empty to leave it
/// @param options settings of the default remote, over all files
public record Overrides(
    byte[] project, Path file, String upstream, String remote, Map<String, String> options) {
  /// Nothing but the files.
  public static final Overrides NONE = new Overrides(null, null, "", "", Map.of());

  /// The name that the remote of [#upstream] gets.
  public static final String UPSTREAM = "auto-generated-upstream";

  /// Copies the options.
  public Overrides {
    options = Map.copyOf(options);
  }

  /// The same with the content of `.dvc/config`.
  public Overrides of(byte[] content) {
    return new Overrides(content, file, upstream, remote, options);
  }

  /// The same with a default remote where the files name none.
  public Overrides withUpstream(String folder) {
    return new Overrides(project, file, folder, remote, options);
  }

  /// Lays these over what the files have.
  void apply(Section merged, ConfigFiles files) throws ConfigException, IOException {
    if (file != null) {
      Path absolute = files.environment().workingDirectory().resolve(file);
      if (!Files.isRegularFile(absolute)) {
        throw new ConfigException("there is no configuration file `" + file + "`");
      }
      Section more = LevelFiles.read(absolute, null);
      load(more, files);
      merged.merge(more);
    }
    if (merged.text("core", "remote") == null && !upstream.isEmpty()) {
      merged.make("core").nodes.put("remote", Setting.typed(UPSTREAM));
      merged.make("remote").make(UPSTREAM).nodes.put("url", Setting.typed(upstream));
    }
    if (!remote.isEmpty()) {
      merged.make("core").nodes.put("remote", Setting.typed(remote));
    }
    if (!options.isEmpty()) {
      String name = merged.text("core", "remote");
      if (name == null) {
        throw new ConfigException("there is no remote whose settings could be changed");
      }
      Section more = new Section();
      Section section = more.make("remote").make(name.toLowerCase(Locale.ROOT));
      for (Map.Entry<String, String> option : options.entrySet()) {
        section.nodes.put(option.getKey(), Setting.typed(option.getValue()));
      }
      load(more, files);
      merged.merge(more);
    }
  }

  /// Makes the paths absolute as if a file of the working directory had them.
  private static void load(Section section, ConfigFiles files) throws ConfigException {
    PathValues.load(section, files.environment().workingDirectory().resolve("config"), files);
  }
}
