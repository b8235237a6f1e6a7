package datasync.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A remote as it is configured, references to other remotes resolved, checked against the schema
/// of its URL.
///
/// @param name the name in lower case
/// @param settings what the files have, in order, `url` included: an absolute path or a URL
public record RemoteSettings(String name, Map<String, Setting> settings) {
  /// Copies the settings in their order.
  public RemoteSettings {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /// The absolute path or URL.
  public String url() {
    return settings.get("url").text();
  }

  /// The scheme of the URL in lower case, or empty for a local path.
  public String scheme() {
    return RemoteUrl.parse(url()).kind();
  }

  /// The text of an option, or the default DVC gives it, or nothing.
  public Optional<String> text(String option) {
    Setting setting = settings.get(option);
    if (setting != null) {
      return Optional.of(setting.text());
    }
    Schema.Key key = Schema.remote(scheme()).get(option);
    return Optional.ofNullable(key == null ? null : key.fallback());
  }

  /// Whether an option is `true`; when it stands nowhere and has no default it is not.
  public boolean flag(String option) {
    return text(option).orElse("").toLowerCase(Locale.ROOT).equals("true");
  }

  /// The number of an option, or nothing; numbers too large for an `int` give the largest.
  public Optional<Integer> whole(String option) {
    Optional<String> text = text(option);
    return text.isEmpty() ? Optional.empty() : Optional.of(Config.clamped(text.get()));
  }

  /// The level a setting comes from, or nothing for one that stands nowhere.
  public Optional<ConfigLevel> origin(String option) {
    Setting setting = settings.get(option);
    return setting == null ? Optional.empty() : Optional.ofNullable(setting.level());
  }

  /// Every setting as text.
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Setting> entry : settings.entrySet()) {
      texts.put(entry.getKey(), entry.getValue().text());
    }
    return texts;
  }

  /// The name and the settings, secrets masked.
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("remote ").append(name);
    settings.forEach((option, setting) ->
        out.append(' ').append(option).append('=').append(Secrets.shown(option, setting.text())));
    return out.toString();
  }
}
