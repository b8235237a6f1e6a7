package datasync.backend.webdav;

import datasync.backend.HttpAddress;
import datasync.backend.HttpSetup;
import datasync.backend.Opening;
import datasync.http.Authentication;
import datasync.http.Redaction;
import datasync.http.TransportSettings;
import datasync.io.SettingException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The settings of one WebDAV remote.
///
/// @param base the address of the remote over `http` or `https`, encoded, without user information
/// @param authentication who we are to the origin of `base`; Basic stands for Basic or Digest
/// @param transport how connections are made
public record DavSettings(URI base, Authentication authentication, TransportSettings transport) {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// Reads the keys of a remote as DVC names them: `url`, `user`, `password`, `ask_password`,
  /// `token`, `custom_auth_header`, `cert_path`, `key_path`, `timeout`, `ssl_verify`.
  ///
  /// A token goes before a user, and a user before a header, as with dvc.
  ///
  /// @throws SettingException when a value makes no sense or one that is needed is missing
  public static DavSettings of(Opening opening) throws SettingException {
    String url = opening.url();
    if (!url.toLowerCase(Locale.ROOT).startsWith("webdav")) {
      throw new SettingException("`" + Redaction.of(url) + "` is no `webdav` address");
    }
    URI full = HttpAddress.parse("http" + url.substring("webdav".length()));
    List<Path> identity = new ArrayList<>();
    opening.file("cert_path").ifPresent(identity::add);
    opening.file("key_path").ifPresent(identity::add);
    Duration patience = opening.seconds("timeout", TIMEOUT);
    TransportSettings transport =
        HttpSetup.transport(opening, "timeout", "timeout").within(patience, patience);
    if (!identity.isEmpty()) {
      transport = transport.trusting(transport.tls().as(identity));
    }
    return new DavSettings(
        HttpAddress.withoutUser(full), authentication(opening, full), transport);
  }

  private static Authentication authentication(Opening opening, URI url) throws SettingException {
    Optional<String> token = opening.text("token");
    if (token.isPresent()) {
      return new Authentication.Bearer(token.get());
    }
    Optional<Authentication.Basic> login = HttpAddress.login(url);
    Optional<String> user =
        opening.text("user").or(() -> login.map(Authentication.Basic::user));
    if (user.isPresent()) {
      Optional<String> ofAddress =
          login.map(Authentication.Basic::password).filter(text -> !text.isEmpty());
      return new Authentication.Basic(
          user.get(), password(opening, url, user.get(), ofAddress, "user"));
    }
    Optional<String> header = opening.text("custom_auth_header");
    return header.isEmpty()
        ? Authentication.NONE
        : new Authentication.Header(
            header.get(),
            password(opening, url, header.get(), Optional.empty(), "custom_auth_header"));
  }

  private static String password(
      Opening opening, URI url, String whom, Optional<String> fallback, String key)
      throws SettingException {
    Optional<String> password = opening.text("password").or(() -> fallback);
    if (password.isEmpty() && opening.flag("ask_password", false)) {
      password = opening.prompt().ask(Redaction.of(HttpAddress.withoutUser(url)), whom);
    }
    if (password.isEmpty()) {
      throw new SettingException(
          "WebDAV with `" + key + "` needs `password`",
          "`datasync remote modify --local REMOTE password SECRET`, or `ask_password true`");
    }
    return password.get();
  }

  /// The address as it is configured, without a login.
  String location() {
    return "webdav" + Redaction.of(base).substring("http".length());
  }
}
