package datasync.git;

import datasync.io.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The one setting of Git that is needed without the program.
final class GitConfig {
  private GitConfig() {}

  /// The user's ignore file: `core.excludesFile` of the repository or the user, else Git's default.
  static Path excludesFile(GitRepository repository, Environment environment) throws IOException {
    Path home = environment.home();
    String named = environment.variable("GIT_CONFIG_GLOBAL");
    String xdg = environment.variable("XDG_CONFIG_HOME");
    Path folder = (xdg.isEmpty() ? home.resolve(".config") : home.resolve(xdg)).resolve("git");
    List<Path> files =
        named.isEmpty()
            ? List.of(
                repository.common().resolve("config"),
                home.resolve(".gitconfig"),
                folder.resolve("config"))
            : List.of(repository.common().resolve("config"), home.resolve(named));
    for (Path file : files) {
      String value = Files.isRegularFile(file) ? value(file) : "";
      if (!value.isEmpty()) {
        return home.resolve(value.startsWith("~/") ? value.substring(2) : value);
      }
    }
    return folder.resolve("ignore");
  }

  /// The last `excludesFile` in a section `[core]`; includes and quotes inside values are passed
  /// over.
  private static String value(Path file) throws IOException {
    String found = "";
    boolean core = false;
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    for (String raw : text.split("\n")) {
      String line = raw.strip();
      if (line.startsWith("[")) {
        core = line.toLowerCase(Locale.ROOT).startsWith("[core]");
      } else if (core && line.toLowerCase(Locale.ROOT).startsWith("excludesfile")) {
        int equals = line.indexOf('=');
        String value = equals < 0 ? "" : line.substring(equals + 1).strip();
        found = value.startsWith("\"") && value.endsWith("\"") && value.length() > 1
            ? value.substring(1, value.length() - 1)
            : value;
      }
    }
    return found;
  }
}
