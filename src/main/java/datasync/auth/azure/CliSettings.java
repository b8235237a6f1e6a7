package datasync.auth.azure;

import datasync.io.Environment;
import datasync.io.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The section `storage` of the settings of `az`: variables `AZURE_STORAGE_…` before the file
/// `config` in `AZURE_CONFIG_DIR` or `~/.azure`.
final class CliSettings {
  private static final int LIMIT = 1 << 20;

  private final Environment environment;
  private final Map<String, String> file;

  private CliSettings(Environment environment, Map<String, String> file) {
    this.environment = environment;
    this.file = file;
  }

  /// Reads them; no file is no settings.
  static CliSettings read(Environment environment) throws IOException {
    String named = environment.variable("AZURE_CONFIG_DIR");
    Path folder =
        named.isEmpty()
            ? environment.home().resolve(".azure")
            : environment.workingDirectory().resolve(named);
    try {
      byte[] bytes = WholeFile.read(folder.resolve("config"), LIMIT);
      return new CliSettings(environment, storage(new String(bytes, StandardCharsets.UTF_8)));
    } catch (NoSuchFileException none) {
      return new CliSettings(environment, Map.of());
    }
  }

  private static Map<String, String> storage(String text) {
    Map<String, String> values = new HashMap<>();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      String stripped = line.strip();
      if (stripped.startsWith("[")) {
        inside = stripped.equals("[storage]");
      } else if (inside && !stripped.startsWith("#") && !stripped.startsWith(";")) {
        int equals = stripped.indexOf('=');
        int colon = stripped.indexOf(':');
        int end = equals < 0 || colon >= 0 && colon < equals ? colon : equals;
        if (end > 0) {
          values.put(
              stripped.substring(0, end).strip().toLowerCase(Locale.ROOT),
              stripped.substring(end + 1).strip());
        }
      }
    }
    return values;
  }

  /// A setting, or nothing when it is not set or empty.
  Optional<String> value(String name) {
    String variable = "AZURE_STORAGE_" + name.toUpperCase(Locale.ROOT);
    String value =
        environment.variables().containsKey(variable)
            ? environment.variable(variable)
            : file.getOrDefault(name, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
