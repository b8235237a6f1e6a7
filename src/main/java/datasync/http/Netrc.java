package datasync.http;

import datasync.io.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Logins that a person keeps in `~/.netrc` or the file `NETRC` names, which DVC uses for servers
/// without a login in the configuration.
public final class Netrc {
  private Netrc() {}

  /// The login for a host, or that of `default`; empty when there is none or no readable file.
  public static Optional<Authentication.Basic> find(Environment environment, String host) {
    String named = environment.variable("NETRC");
    Path file =
        named.isEmpty()
            ? environment.home().resolve(".netrc")
            : environment.workingDirectory().resolve(named);
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      return find(tokens(Files.readString(file, StandardCharsets.UTF_8)), host);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<Authentication.Basic> find(List<String> tokens, String host) {
    Authentication.Basic fallback = null;
    int at = 0;
    while (at < tokens.size()) {
      String word = tokens.get(at++);
      boolean isDefault = word.equals("default");
      if (!isDefault && (!word.equals("machine") || at >= tokens.size())) {
        continue;
      }
      String machine = isDefault ? "" : tokens.get(at++);
      String user = "";
      String password = null;
      while (at + 1 < tokens.size() && isLoginWord(tokens.get(at))) {
        String value = tokens.get(at + 1);
        switch (tokens.get(at)) {
          case "login", "user" -> user = value;
          case "password" -> password = value;
          default -> { }
        }
        at += 2;
      }
      if (password != null && machine.equalsIgnoreCase(host)) {
        return Optional.of(new Authentication.Basic(user, password));
      }
      if (password != null && isDefault) {
        fallback = new Authentication.Basic(user, password);
      }
    }
    return Optional.ofNullable(fallback);
  }

  private static boolean isLoginWord(String word) {
    return word.equals("login") || word.equals("user") || word.equals("password")
        || word.equals("account");
  }

  /// Words separated by white space, in quotes where they hold some; macros and comments left out.
  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    boolean macro = false;
    for (String line : text.split("\n", -1)) {
      String rest = line.strip();
      if (macro) {
        macro = !rest.isEmpty();
        continue;
      }
      int at = 0;
      while (at < rest.length()) {
        if (Character.isWhitespace(rest.charAt(at))) {
          at++;
          continue;
        }
        if (rest.charAt(at) == '#' && at == 0) {
          break;
        }
        StringBuilder token = new StringBuilder();
        boolean quoted = rest.charAt(at) == '"';
        at += quoted ? 1 : 0;
        while (at < rest.length()
            && (quoted ? rest.charAt(at) != '"' : !Character.isWhitespace(rest.charAt(at)))) {
          if (rest.charAt(at) == '\\' && at + 1 < rest.length()) {
            at++;
          }
          token.append(rest.charAt(at++));
        }
        at += quoted ? 1 : 0;
        if (token.toString().equals("macdef") && !quoted) {
          macro = true;
          break;
        }
        tokens.add(token.toString());
      }
    }
    return tokens;
  }
}
