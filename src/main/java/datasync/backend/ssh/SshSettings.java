package datasync.backend.ssh;

import datasync.backend.Opening;
import datasync.http.Redaction;
import datasync.io.SettingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The settings of one remote over ssh.
///
/// @param host the host's name or alias, as ssh knows it
/// @param port the port, or 0 for what ssh's configuration says
/// @param user the user, or empty for what ssh's configuration says
/// @param folder the path on the server; empty for where the login starts
/// @param key a file with the private key, as the only element, or nothing
/// @param options further options for ssh, as `Name=value`
/// @param secrets what ssh may ask for
/// @param connections how many connections at most
record SshSettings(
    String host,
    int port,
    String user,
    String folder,
    List<Path> key,
    List<String> options,
    Secrets secrets,
    int connections) {
  /// The option for a login by Kerberos.
  static final String GSS = "GSSAPIAuthentication=yes";

  private static final int CONNECTIONS = 4;
  private static final int LAST_PORT = 65535;
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final String REFUSED = " \t\r\n\"'`$\\;&|<>(){}*?!#~";

  /// Which secrets the settings have, and which a person is to be asked for. Never printed.
  ///
  /// @param password the login's password, or empty
  /// @param passphrase that of the private key, or empty
  /// @param askPassword whether a person knows the password
  /// @param askPassphrase whether a person knows the passphrase
  record Secrets(
      String password, String passphrase, boolean askPassword, boolean askPassphrase) {
    boolean any() {
      return hasPassword() || hasPassphrase();
    }

    boolean hasPassword() {
      return !password.isEmpty() || askPassword;
    }

    boolean hasPassphrase() {
      return !passphrase.isEmpty() || askPassphrase;
    }

    @Override
    public String toString() {
      return "Secrets[***]";
    }
  }

  /// Reads the keys of a remote as DVC names them; what the keys say goes before what the address
  /// says.
  ///
  /// @throws SettingException when a value makes no sense
  static SshSettings of(Opening opening) throws SettingException {
    String url = opening.url();
    int start = url.indexOf("://") + 3;
    int slash = url.indexOf('/', start);
    String authority = slash < 0 ? url.substring(start) : url.substring(start, slash);
    String folder = slash < 0 ? "" : url.substring(slash);
    int at = authority.lastIndexOf('@');
    String login = at < 0 ? "" : authority.substring(0, at);
    int colon = login.indexOf(':');
    String user = colon < 0 ? login : login.substring(0, colon);
    String password = colon < 0 ? "" : login.substring(colon + 1);
    String place = authority.substring(at + 1);
    int port = portAt(place);
    String host = port < 0 ? place : place.substring(0, port);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (start < 3 || host.isEmpty()) {
      throw new SettingException("`" + Redaction.of(url) + "` names no host");
    }
    Secrets secrets =
        new Secrets(
            opening.text("password").orElse(password),
            opening.text("passphrase").orElse(""),
            opening.flag("ask_password", false),
            opening.flag("ask_passphrase", false));
    return new SshSettings(
        safe("host", host),
        number(opening.text("port").orElse(port < 0 ? "" : place.substring(port + 1))),
        safe("user", opening.text("user").orElse(user)),
        trimmed(folder),
        opening.file("keyfile").stream().toList(),
        options(opening),
        secrets,
        connections(opening.text("max_sessions")));
  }

  private static int portAt(String place) {
    int colon = place.lastIndexOf(':');
    boolean address = place.indexOf(':') != colon && !place.startsWith("[");
    return address || colon < place.lastIndexOf(']') ? -1 : colon;
  }

  private static String trimmed(String folder) {
    String path = folder;
    while (path.length() > 1 && path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return path;
  }

  /// What ssh would take for an option or a proxy command's shell for more than a name.
  private static String safe(String key, String value) throws SettingException {
    boolean bad = value.startsWith("-");
    for (int i = 0; i < value.length(); i++) {
      bad |= value.charAt(i) < ' ' || REFUSED.indexOf(value.charAt(i)) >= 0;
    }
    if (bad) {
      throw new SettingException("the " + key + " has characters that no name has");
    }
    return value;
  }

  private static int number(String port) throws SettingException {
    if (port.isEmpty()) {
      return 0;
    }
    try {
      int number = Integer.parseInt(port);
      if (number > 0 && number <= LAST_PORT) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw new SettingException("`port` must be a number from 1 to 65535");
  }

  private static int connections(Optional<String> sessions) throws SettingException {
    try {
      int most = Integer.parseInt(sessions.orElse("" + CONNECTIONS));
      if (most > 0) {
        return Math.min(most, CONNECTIONS);
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw new SettingException("`max_sessions` must be a number from 1 on");
  }

  private static List<String> options(Opening opening) throws SettingException {
    Duration timeout = opening.seconds("timeout", CONNECT);
    String gss = opening.flag("gss_auth", false) ? GSS : "";
    String agent = opening.flag("allow_agent", true) ? "" : "IdentityAgent=none";
    String connect = "ConnectTimeout=" + Math.max(1, Math.min(timeout.toSeconds(), 1800));
    return List.of(connect, gss, agent).stream().filter(each -> !each.isEmpty()).toList();
  }

  /// The address without a password.
  String location() {
    String who = user.isEmpty() ? "" : user + "@";
    String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return "ssh://" + who + name + (port == 0 ? "" : ":" + port) + folder;
  }
}
