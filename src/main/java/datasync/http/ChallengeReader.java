package datasync.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads the challenges of a `WWW-Authenticate` field (RFC 9110, section 11.6.1): several may stand
/// in one field, separated by the same commas as their parameters.
final class ChallengeReader {
  private final String text;
  private int at;

  private ChallengeReader(String text) {
    this.text = text;
  }

  /// One challenge.
  ///
  /// @param scheme the scheme as the server wrote it
  /// @param parameters the parameters by name in lower case, in order
  record Challenge(String scheme, Map<String, String> parameters) {}

  /// All challenges of a field; what cannot be read ends the list.
  static List<Challenge> read(String value) {
    return new ChallengeReader(value).all();
  }

  private List<Challenge> all() {
    List<Challenge> challenges = new ArrayList<>();
    while (true) {
      skip(" \t,");
      String word = word();
      if (word.isEmpty()) {
        return challenges;
      }
      skip(" \t");
      if (at < text.length() && text.charAt(at) == '=' && !challenges.isEmpty()) {
        at++;
        skip(" \t");
        String name = word.toLowerCase(Locale.ROOT);
        challenges.getLast().parameters().putIfAbsent(name, value());
      } else {
        challenges.add(new Challenge(word, new LinkedHashMap<>()));
      }
    }
  }

  private void skip(String characters) {
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private String word() {
    int start = at;
    while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private String value() {
    if (at >= text.length() || text.charAt(at) != '"') {
      return word();
    }
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at));
    }
    at = Math.min(at + 1, text.length());
    return value.toString();
  }
}
