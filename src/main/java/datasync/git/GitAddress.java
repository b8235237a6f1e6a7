package datasync.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The address of a repository in two parts: what may stand in arguments, which everybody on the
/// machine can list, and the login, which Git gets in variables that only this user can read.
///
/// Git hands the address on to programs of its own, so to leave the login in it and to hide it from
/// Git's own arguments would not do. A credential helper that prints two variables answers for this
/// origin alone, wherever the server redirects to (Git 2.31 and newer, `gitcredentials(7)`).
///
/// @param plain the address without a login of `http` and `https`; others as they are
/// @param variables what Git needs besides; no value occurs in [#toString]
record GitAddress(String plain, Map<String, String> variables) {
  private static final String USER = "DATASYNC_GIT_USER";
  private static final String PASSWORD = "DATASYNC_GIT_PASSWORD";
  private static final String COUNT = "GIT_CONFIG_COUNT";
  private static final String HELPER =
      "!f() { test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' \"$" + USER + "\" \"$"
          + PASSWORD + "\"; }; f";

  /// Takes an address apart.
  ///
  /// @param environment where configuration in variables may be that has to stay
  /// @throws IOException when the login has a control character
  static GitAddress of(String url, Map<String, String> environment) throws IOException {
    String lower = url.toLowerCase(Locale.ROOT);
    int start = url.indexOf("://") + 3;
    int end = start;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    int at = url.lastIndexOf('@', end - 1);
    boolean web = lower.startsWith("http://") || lower.startsWith("https://");
    if (!web || at < start) {
      return new GitAddress(url, Map.of());
    }
    String login = url.substring(start, at);
    String origin = url.substring(0, start) + url.substring(at + 1, end);
    int colon = login.indexOf(':');
    Map<String, String> variables = new LinkedHashMap<>();
    String user = decoded(colon < 0 ? login : login.substring(0, colon));
    if (colon < 0) {
      configure(variables, environment, "credential." + origin + ".username", user);
    } else {
      variables.put(USER, user);
      variables.put(PASSWORD, decoded(login.substring(colon + 1)));
      configure(variables, environment, "credential." + origin + ".helper", "", HELPER);
    }
    return new GitAddress(origin + url.substring(end), variables);
  }

  private static void configure(
      Map<String, String> variables, Map<String, String> environment, String key,
      String... values) {
    int count = count(environment.get(COUNT));
    for (String value : values) {
      variables.put("GIT_CONFIG_KEY_" + count, key);
      variables.put("GIT_CONFIG_VALUE_" + count, value);
      count++;
    }
    variables.put(COUNT, String.valueOf(count));
  }

  private static int count(String text) {
    try {
      return text == null ? 0 : Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException wrong) {
      return 0;
    }
  }

  private static String decoded(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < encoded.length; i++) {
      int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
      boolean escape = encoded[i] == '%' && low >= 0;
      int value = escape ? high << 4 | low : encoded[i];
      if (value >= 0 && value < ' ') {
        throw new IOException("the login in the address of the repository has a control character");
      }
      bytes.write(value);
      i += escape ? 2 : 0;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// The address without the login.
  @Override
  public String toString() {
    return plain;
  }
}
