package datasync.backend.web;

import datasync.backend.HttpAddress;
import datasync.backend.HttpSetup;
import datasync.backend.Opening;
import datasync.backend.Prompt;
import datasync.http.Authentication;
import datasync.http.Netrc;
import datasync.http.Redaction;
import datasync.http.TransportSettings;
import datasync.io.Environment;
import datasync.io.SettingException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The settings of one web remote.
///
/// @param base the address of the remote, encoded, without user information; a query in it is
///     added to every request
/// @param method the method of uploads
/// @param authentication who we are to the origin of `base`
/// @param transport how connections are made
public record WebSettings(
    URI base, String method, Authentication authentication, TransportSettings transport) {
  /// Reads the keys of a remote as DVC names them: `url`, `auth`, `user`, `password`,
  /// `ask_password`, `custom_auth_header`, `ssl_verify`, `method`, `connect_timeout`,
  /// `read_timeout`; others are passed over. Without `auth` a login in the URL or in `.netrc` is
  /// used, and `user` and `password` are not, as in dvc.
  ///
  /// @throws SettingException when a value makes no sense or one that is needed is missing
  public static WebSettings of(Opening opening) throws SettingException {
    Map<String, String> values = opening.values();
    Environment environment = opening.environment();
    URI full = HttpAddress.parse(opening.url());
    String method = values.getOrDefault("method", "POST").toUpperCase(Locale.ROOT);
    if (!method.equals("POST") && !method.equals("PUT")) {
      throw new SettingException("`method` must be `POST` or `PUT`");
    }
    TransportSettings transport =
        HttpSetup.transport(opening, "connect_timeout", "read_timeout");
    Authentication who = authentication(values, full, environment, opening.prompt());
    return new WebSettings(HttpAddress.withoutUser(full), method, who, transport);
  }

  private static Authentication authentication(
      Map<String, String> values, URI url, Environment environment, Prompt prompt)
      throws SettingException {
    String kind = values.getOrDefault("auth", "").toLowerCase(Locale.ROOT);
    if (kind.isEmpty()) {
      return fromAddress(url, environment);
    }
    String user = values.get("user");
    String password = values.get("password");
    if (password == null && values.getOrDefault("ask_password", "").equalsIgnoreCase("true")) {
      String whom = user == null ? "custom" : user;
      password = prompt.ask(Redaction.of(url), whom).orElse(null);
    }
    String header = values.get("custom_auth_header");
    if (password == null) {
      throw new SettingException("HTTP `" + kind + "` authentication needs `password`");
    }
    if (user == null && !kind.equals("custom")) {
      throw new SettingException("HTTP `" + kind + "` authentication needs `user`");
    }
    if (header == null && kind.equals("custom")) {
      throw new SettingException("HTTP `custom` authentication needs `custom_auth_header`");
    }
    return switch (kind) {
      case "basic" -> new Authentication.Basic(user, password);
      case "digest" -> new Authentication.Digest(user, password);
      case "custom" -> new Authentication.Header(header, password);
      default ->
          throw new SettingException("`auth` must be `basic`, `digest` or `custom`");
    };
  }

  private static Authentication fromAddress(URI url, Environment environment) {
    Optional<Authentication.Basic> login =
        HttpAddress.login(url).or(() -> Netrc.find(environment, url.getHost()));
    return login.isPresent() ? login.get() : Authentication.NONE;
  }
}
