package datasync.backend.ssh;

import datasync.auth.NoCredentials;
import datasync.io.SettingException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Why ssh ended before the server greeted, from what it printed on standard error.
///
/// Source: the messages of OpenSSH 8.4 to 9.9 in the C locale.
final class SshEnds {
  private static final List<String> LATER =
      List.of(
          "Connection timed out", "Operation timed out", "Connection reset", "Broken pipe",
          "kex_exchange_identification", "Exceeded MaxStartups", "Connection closed by",
          "banner exchange", "not responding", "Session open refused", "session request failed");
  private static final List<String> UNREACHABLE =
      List.of(
          "Could not resolve hostname", "Connection refused", "No route to host",
          "Network is unreachable");
  private static final int SHOWN = 300;

  private SshEnds() {}

  /// The failure behind what ssh printed.
  ///
  /// @param printed its standard error
  /// @param settings to say what to type
  static IOException of(String printed, SshSettings settings) {
    String line = last(printed);
    if (printed.contains("REMOTE HOST IDENTIFICATION HAS CHANGED")) {
      return new SettingException(
          "the host key of `" + settings.host() + "` is another one than in `known_hosts`: "
              + "somebody may be listening, or the server was set up anew",
          "ask who runs the server; if the new key is right, `ssh-keygen -R "
              + known(settings) + "`, then `" + typed(settings) + "`");
    }
    if (printed.contains("Host key verification failed")) {
      return new SettingException(
          "the host key of `" + settings.host() + "` is not known (dvc does not look at it)",
          "`" + typed(settings) + "` once, and compare the fingerprint it shows; or set "
              + "`StrictHostKeyChecking accept-new` in `~/.ssh/config`");
    }
    if (printed.contains("Permission denied (") || printed.contains("Too many authentication")) {
      return new NoCredentials(
          "the server does not accept the login: " + line, hint(settings));
    }
    if (printed.contains("subsystem request failed")) {
      return new SettingException(
          "the server `" + settings.host() + "` offers no SFTP",
          "ask who runs it for `Subsystem sftp internal-sftp`");
    }
    Optional<String> absent = found(printed, UNREACHABLE);
    if (absent.isPresent()) {
      return new ConnectionLost(absent.get(), true);
    }
    Optional<String> later = found(printed, LATER);
    if (later.isPresent()) {
      return new ConnectionLost(later.get());
    }
    return line.isEmpty()
        ? new ConnectionLost("`ssh` ended without a word")
        : new SettingException("`ssh` says: " + line, "`" + typed(settings) + "` to try by hand");
  }

  private static String hint(SshSettings settings) {
    if (settings.secrets().hasPassword()) {
      return "check `user` and `password` of the remote";
    }
    String key =
        settings.key().isEmpty()
            ? "name the key with `datasync remote modify --local REMOTE keyfile PATH`"
            : "check that the server knows the key";
    return key + ", load it with `ssh-add`, or `datasync remote modify --local REMOTE "
        + "ask_passphrase true` (`ask_password` for a password); `" + typed(settings)
        + "` to try by hand";
  }

  private static String typed(SshSettings settings) {
    String who = settings.user().isEmpty() ? "" : settings.user() + "@";
    String port = settings.port() == 0 ? "" : "-p " + settings.port() + " ";
    return "ssh " + port + who + settings.host();
  }

  private static String known(SshSettings settings) {
    boolean plain = settings.port() == 0 || settings.port() == 22;
    return plain ? settings.host() : "'[" + settings.host() + "]:" + settings.port() + "'";
  }

  private static Optional<String> found(String printed, List<String> marks) {
    return printed
        .lines()
        .filter(line -> marks.stream().anyMatch(line::contains))
        .findFirst()
        .map(SshEnds::plain);
  }

  /// The last line that says something.
  static String last(String printed) {
    String[] lines =
        Arrays.stream(printed.split("\\R")).filter(each -> !each.isBlank()).toArray(String[]::new);
    return lines.length == 0 ? "" : plain(lines[lines.length - 1]);
  }

  private static String plain(String line) {
    String text = line.replaceAll("\\p{Cntrl}", " ").strip();
    text = text.startsWith("ssh: ") ? text.substring(5) : text;
    text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return text.length() > SHOWN ? text.substring(0, SHOWN) : text;
  }
}
