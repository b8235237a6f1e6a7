package datasync.git;

import datasync.io.Environment;
import datasync.text.FormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// The one setting of Git that is needed without the program.
///
/// Follows `include.path`; conditional includes are passed over.
final class GitConfig {
  private static final int DEEPEST = 10;

  private final Path home;
  private String excludesFile = "";

  private GitConfig(Path home) {
    this.home = home;
  }

  /// The user's ignore file: `core.excludesFile` of the repository, the user or the system, else
  /// Git's default.
  static Path excludesFile(GitRepository repository, Environment environment) throws IOException {
    Path home = environment.home();
    String xdg = environment.variable("XDG_CONFIG_HOME");
    Path folder = (xdg.isEmpty() ? home.resolve(".config") : home.resolve(xdg)).resolve("git");
    GitConfig config = new GitConfig(home);
    if (environment.variable("GIT_CONFIG_NOSYSTEM").isEmpty()) {
      String system = environment.variable("GIT_CONFIG_SYSTEM");
      config.read(Path.of(system.isEmpty() ? "/etc/gitconfig" : system), 0);
    }
    String named = environment.variable("GIT_CONFIG_GLOBAL");
    List<Path> users = named.isEmpty()
        ? List.of(folder.resolve("config"), home.resolve(".gitconfig"))
        : List.of(home.resolve(named));
    for (Path file : users) {
      config.read(file, 0);
    }
    config.read(repository.common().resolve("config"), 0);
    return config.excludesFile.isEmpty()
        ? folder.resolve("ignore")
        : config.path(config.excludesFile, repository.workTree());
  }

  private void read(Path file, int depth) throws IOException {
    if (depth > DEEPEST || !Files.isRegularFile(file)) {
      return;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    GitConfigReader reader = new GitConfigReader(text);
    while (reader.next()) {
      if (reader.section().equals("core") && reader.key().equals("excludesfile")) {
        excludesFile = reader.value();
      } else if (reader.section().equals("include") && reader.key().equals("path")) {
        read(path(reader.value(), file.getParent()), depth + 1);
      }
    }
  }

  private Path path(String value, Path base) throws FormatException {
    try {
      return value.startsWith("~/") ? home.resolve(value.substring(2)) : base.resolve(value);
    } catch (InvalidPathException impossible) {
      throw new FormatException("configuration of Git", 0, 0, "a path with a NUL");
    }
  }
}
