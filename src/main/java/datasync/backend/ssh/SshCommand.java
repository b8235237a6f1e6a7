package datasync.backend.ssh;

import datasync.io.Environment;
import java.util.ArrayList;
import java.util.List;

/// The command line that starts an SFTP session. Settings are given as options, which go before
/// those in ssh's own configuration; what is not set is left to that.
///
/// No secret is ever part of it.
final class SshCommand {
  /// What every session has: nothing but the subsystem, no questions on the terminal, and an end
  /// 24 s after the line went dead. The cipher goes first that is fastest on most machines, as in
  /// dvc.
  private static final List<String> ALWAYS =
      List.of(
          "ForwardX11=no", "ForwardAgent=no", "PermitLocalCommand=no", "ClearAllForwardings=yes",
          "RemoteCommand=none", "RequestTTY=no", "EscapeChar=none", "Compression=no",
          "ControlMaster=no", "ServerAliveInterval=8", "ServerAliveCountMax=2",
          "Ciphers=^aes128-gcm@openssh.com");

  private SshCommand() {}

  /// The program with its options, and the host last but for the subsystem.
  ///
  /// @param asks whether there is somebody to answer for secrets
  static List<String> session(SshSettings settings, Environment environment, boolean asks) {
    List<String> line = options(settings, environment, asks);
    line.addAll(List.of("-s", "--", settings.host(), "sftp"));
    return line;
  }

  /// Prints what ssh makes of its configuration for the host.
  static List<String> resolved(SshSettings settings, Environment environment) {
    List<String> line = options(settings, environment, true);
    line.addAll(List.of("-G", "--", settings.host()));
    return line;
  }

  private static List<String> options(
      SshSettings settings, Environment environment, boolean asks) {
    List<String> line = new ArrayList<>(program(environment.variable("DATASYNC_SSH")));
    for (String option : ALWAYS) {
      line.add("-o" + option);
    }
    for (String option : settings.options()) {
      line.add("-o" + option);
    }
    line.add(asks ? "-oBatchMode=no" : "-oBatchMode=yes");
    line.add("-oNumberOfPasswordPrompts=1");
    String ways = ways(settings);
    if (!ways.isEmpty()) {
      line.add("-oPreferredAuthentications=" + ways);
    }
    if (settings.port() != 0) {
      line.addAll(List.of("-p", Integer.toString(settings.port())));
    }
    if (!settings.user().isEmpty()) {
      line.addAll(List.of("-l", settings.user()));
    }
    if (!settings.key().isEmpty()) {
      line.addAll(List.of("-i", settings.key().getFirst().toString(), "-oIdentitiesOnly=yes"));
    }
    return line;
  }

  /// The ways to log in that the settings have something for, as in dvc: other keys are not tried
  /// first, of which a server takes only so many. Empty for all.
  private static String ways(SshSettings settings) {
    SshSettings.Secrets secrets = settings.secrets();
    boolean withKey = !settings.key().isEmpty() || secrets.hasPassphrase();
    List<String> ways = new ArrayList<>();
    if (withKey) {
      ways.add("publickey");
    }
    if (secrets.hasPassword()) {
      ways.add("keyboard-interactive,password");
    }
    if (!ways.isEmpty() && settings.options().contains(SshSettings.GSS)) {
      ways.addFirst("gssapi-with-mic");
    }
    return String.join(",", ways);
  }

  /// The program and options of its own from a variable, split at spaces as a shell does for words
  /// with quotes; `ssh` when it is not set.
  private static List<String> program(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean open = false;
    char quote = 0;
    for (char each : command.toCharArray()) {
      if (quote != 0 && each == quote) {
        quote = 0;
      } else if (quote == 0 && (each == '\'' || each == '"')) {
        quote = each;
        open = true;
      } else if (quote == 0 && Character.isWhitespace(each)) {
        if (open) {
          words.add(word.toString());
        }
        word.setLength(0);
        open = false;
      } else {
        word.append(each);
        open = true;
      }
    }
    if (open) {
      words.add(word.toString());
    }
    return words.isEmpty() ? List.of("ssh") : words;
  }
}
