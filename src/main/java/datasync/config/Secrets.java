package datasync.config;

import java.util.List;
import java.util.Locale;

/// Which settings hold secrets, and how a text is freed of them.
public final class Secrets {
  /// What stands in place of a secret.
  public static final String MASK = "***";

  private static final List<String> KEYS = List.of(
      "password", "secret_access_key", "session_token", "token", "sas_token", "account_key",
      "connection_string", "passphrase", "client_secret", "oss_key_secret",
      "gdrive_client_secret", "sse_customer_key");

  private Secrets() {}

  /// Whether the values of an option, in whatever section, are secret.
  public static boolean isSecret(String option) {
    return KEYS.contains(option.toLowerCase(Locale.ROOT));
  }

  /// A value as it may be shown: the mask for a secret option, else without user information in
  /// URLs.
  public static String shown(String option, String value) {
    return isSecret(option) ? MASK : mask(value);
  }

  /// A text without what follows the name of a secret option and `=` or `:` on the same line, and
  /// without user information in the URLs in it.
  public static String mask(String text) {
    String masked = text;
    String lower = text.toLowerCase(Locale.ROOT);
    for (String key : KEYS) {
      if (lower.contains(key)) {
        masked = maskAfter(masked, key);
      }
    }
    return masked.contains("://") ? maskUrls(masked) : masked;
  }

  /// An address with the name of the user, but without the password and the query: for lists of
  /// what a person has configured. What is no address is left as it is.
  public static String withoutPassword(String url) {
    int start = url.indexOf("://") + 3;
    if (start < 3) {
      return url;
    }
    int end = start;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    int query = url.indexOf('?', end);
    String path = query < 0 ? url.substring(end) : url.substring(end, query + 1) + MASK;
    int at = url.lastIndexOf('@', end - 1);
    int colon = url.indexOf(':', start);
    boolean secret = colon >= start && colon < at;
    String login = secret ? url.substring(0, colon + 1) + MASK : url.substring(0, Math.max(at, 0));
    return at < start ? url.substring(0, end) + path : login + url.substring(at, end) + path;
  }

  private static String maskAfter(String text, String key) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (true) {
      int found = text.toLowerCase(Locale.ROOT).indexOf(key, from);
      if (found < 0 || found + key.length() > text.length()) {
        return out.append(text, from, text.length()).toString();
      }
      int at = found + key.length();
      while (at < text.length() && " \t'\"".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      boolean assigned = at < text.length() && (text.charAt(at) == '=' || text.charAt(at) == ':');
      if (!assigned) {
        out.append(text, from, found + key.length());
        from = found + key.length();
        continue;
      }
      int end = text.indexOf('\n', at);
      out.append(text, from, at + 1).append(' ').append(MASK);
      from = end < 0 ? text.length() : end;
    }
  }

  private static String maskUrls(String text) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", from)) {
      int start = at + 3;
      int end = start;
      while (end < text.length() && " \t\r\n/?#'\"`".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      int user = text.lastIndexOf('@', end - 1);
      out.append(text, from, start);
      if (user >= start) {
        out.append(MASK);
        start = user;
      }
      out.append(text, start, end);
      from = end;
    }
    return out.append(text, from, text.length()).toString();
  }
}
