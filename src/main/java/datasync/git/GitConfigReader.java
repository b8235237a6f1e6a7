package datasync.git;

import java.util.Locale;

/// Steps through the settings of one Git configuration file; lines it cannot read are skipped.
final class GitConfigReader {
  private final String text;
  private int at;
  private String section = "";
  private String key = "";
  private String value = "";

  GitConfigReader(String text) {
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /// The section in lower case, with the subsection as it is after a dot.
  String section() {
    return section;
  }

  /// The name in lower case.
  String key() {
    return key;
  }

  /// The value without quotes and escapes; `true` when there is only a name.
  String value() {
    return value;
  }

  /// Goes to the next setting; false at the end.
  boolean next() {
    while (at < text.length()) {
      char symbol = text.charAt(at);
      if (Character.isWhitespace(symbol)) {
        at++;
      } else if (symbol == '[') {
        header();
      } else if (Character.isLetter(symbol)) {
        setting();
        return true;
      } else {
        skipLine();
      }
    }
    return false;
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
  }

  private void header() {
    at++;
    StringBuilder name = new StringBuilder();
    while (at < text.length() && " \t]\"\n".indexOf(text.charAt(at)) < 0) {
      name.append(Character.toLowerCase(text.charAt(at++)));
    }
    while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      at++;
      name.append('.');
      while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        name.append(text.charAt(at++));
      }
    }
    while (at < text.length() && text.charAt(at) != ']' && text.charAt(at) != '\n') {
      at++;
    }
    at = Math.min(at + 1, text.length());
    section = name.toString();
  }

  private void setting() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
      at++;
    }
    key = text.substring(start, at).toLowerCase(Locale.ROOT);
    while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == text.length() || text.charAt(at) != '=') {
      value = "true";
      skipLine();
      return;
    }
    at++;
    value = readValue();
  }

  private String readValue() {
    StringBuilder result = new StringBuilder();
    int kept = 0;
    boolean quoted = false;
    while (at < text.length() && text.charAt(at) != '\n') {
      char symbol = text.charAt(at++);
      if (symbol == '\\' && at < text.length()) {
        char escaped = text.charAt(at++);
        if (escaped == '\r' && at < text.length() && text.charAt(at) == '\n') {
          escaped = text.charAt(at++);
        }
        if (escaped != '\n') {
          result.append(unescape(escaped));
          kept = result.length();
        }
      } else if (symbol == '"') {
        quoted = !quoted;
        kept = result.length();
      } else if (!quoted && (symbol == '#' || symbol == ';')) {
        skipLine();
        break;
      } else if (quoted || !Character.isWhitespace(symbol)) {
        result.append(symbol);
        kept = result.length();
      } else if (!result.isEmpty()) {
        result.append(symbol);
      }
    }
    result.setLength(kept);
    return result.toString();
  }

  private static char unescape(char symbol) {
    return switch (symbol) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'b' -> '\b';
      default -> symbol;
    };
  }
}
