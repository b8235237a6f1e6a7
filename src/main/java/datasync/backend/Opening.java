package datasync.backend;

import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.task.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a kind of backend is given to open one.
///
/// @param values the settings of the remote by their names in DVC, `url` among them
/// @param environment variables, home, clock and randomness
/// @param prompt asks a person for a password where the settings want that
/// @param sessions remembers uploads for later runs
/// @param progress is told of requests that are made again
public record Opening(
    Map<String, String> values,
    Environment environment,
    Prompt prompt,
    UploadSessions sessions,
    Progress progress) {
  private static final Duration FOREVER = Duration.ofDays(365);

  /// Copies the settings.
  public Opening {
    values = Map.copyOf(values);
  }

  /// The address of the remote as it is configured.
  public String url() {
    return values.getOrDefault("url", "");
  }

  /// A setting, or nothing when it is not set or empty.
  public Optional<String> text(String key) {
    String value = values.get(key);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /// Whether a setting is `true`, with a default for one that is not set.
  public boolean flag(String key, boolean fallback) {
    Optional<String> value = text(key);
    return value.isPresent() ? value.get().toLowerCase(Locale.ROOT).equals("true") : fallback;
  }

  /// A setting in seconds, with a default for one that is not set; 0 means no limit.
  ///
  /// @throws SettingException when it is no number of seconds
  public Duration seconds(String key, Duration fallback) throws SettingException {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      return fallback;
    }
    try {
      double seconds = Double.parseDouble(value.get().strip());
      if (seconds >= 0) {
        long millis = (long) Math.min(seconds * 1000, FOREVER.toMillis());
        return millis == 0 ? FOREVER : Duration.ofMillis(millis);
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw new SettingException("`" + key + "` must be a number of seconds");
  }

  /// A setting that names a file, `~/` being the user's home; relative names belong to the working
  /// directory.
  public Optional<Path> file(String key) {
    Optional<String> name = text(key);
    return name.isEmpty() ? Optional.empty() : Optional.of(path(name.get()));
  }

  /// The file that a text names, `~/` being the user's home.
  public Path path(String name) {
    return name.startsWith("~/")
        ? environment.home().resolve(name.substring(2))
        : environment.workingDirectory().resolve(name);
  }

  /// The names of the settings: their values may be secret.
  @Override
  public String toString() {
    return "Opening" + values.keySet();
  }
}
