package datasync.config;

import datasync.io.Environment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the configuration files are; none of them needs to exist.
///
/// @param environment whose home folder `~` means, and whose working directory relative paths of
///     the command line refer to
/// @param system the machine's folder
/// @param global the user's folder
/// @param repository the absolute `.dvc` folder, or null outside a repository
/// @param own the user's folder for datasync itself
public record ConfigFiles(
    Environment environment, Path system, Path global, Path repository, Path own) {

  /// The files of this machine and user, as platform, `XDG_CONFIG_DIRS`, `XDG_CONFIG_HOME`,
  /// `DVC_SYSTEM_CONFIG_DIR` and `DVC_GLOBAL_CONFIG_DIR` say.
  ///
  /// @param repository the absolute `.dvc` folder, or null outside a repository
  public static ConfigFiles of(Environment environment, Path repository) {
    return of(environment, repository, System.getProperty("os.name"));
  }

  static ConfigFiles of(Environment environment, Path repository, String platform) {
    Path home = environment.home();
    Path system;
    Path user;
    Path global;
    if (platform.startsWith("Windows")) {
      String local = environment.variable("LOCALAPPDATA");
      user = local.isEmpty() ? home.resolve("AppData").resolve("Local") : home.resolve(local);
      system = home.resolve("C:\\ProgramData").resolve("iterative").resolve("dvc");
      global = user.resolve("iterative").resolve("dvc");
    } else if (platform.startsWith("Mac")) {
      user = home.resolve("Library").resolve("Application Support");
      system = home.resolve("/Library/Application Support/dvc");
      global = user.resolve("dvc");
    } else {
      String first = environment.variable("XDG_CONFIG_DIRS");
      int colon = first.indexOf(':');
      first = colon < 0 ? first : first.substring(0, colon);
      String xdg = environment.variable("XDG_CONFIG_HOME");
      user = xdg.isBlank() ? home.resolve(".config") : home.resolve(xdg);
      system = home.resolve(first.isBlank() ? "/etc/xdg" : first).resolve("dvc");
      global = user.resolve("dvc");
    }
    Path working = environment.workingDirectory();
    String systemFolder = environment.variable("DVC_SYSTEM_CONFIG_DIR");
    String globalFolder = environment.variable("DVC_GLOBAL_CONFIG_DIR");
    return new ConfigFiles(
        environment,
        systemFolder.isEmpty() ? system : working.resolve(systemFolder),
        globalFolder.isEmpty() ? global : working.resolve(globalFolder),
        repository,
        user.resolve("datasync"));
  }

  /// The levels there are, lowest first: those of a repository only inside one.
  public List<ConfigLevel> levels() {
    List<ConfigLevel> levels = new ArrayList<>();
    for (ConfigLevel level : ConfigLevel.values()) {
      if (repository != null || !level.isOfRepository()) {
        levels.add(level);
      }
    }
    return levels;
  }

  /// The file of a level.
  ///
  /// @throws ConfigException when the level needs a repository and there is none
  public Path file(ConfigLevel level) throws ConfigException {
    if (level.isOfRepository() && repository == null) {
      throw new ConfigException("Not inside a DVC repo");
    }
    return switch (level) {
      case SYSTEM -> system.resolve("config");
      case GLOBAL -> global.resolve("config");
      case PROJECT -> repository.resolve("config");
      case LOCAL -> repository.resolve("config.local");
    };
  }

  /// The file as `--show-origin` names it: relative to the project root inside a repository.
  public String shown(ConfigLevel level) throws ConfigException {
    Path file = file(level);
    return level.isOfRepository()
        ? repository.getParent().relativize(file).toString() : file.toString();
  }
}
