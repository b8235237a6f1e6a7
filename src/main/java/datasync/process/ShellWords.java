package datasync.process;

import java.util.ArrayList;
import java.util.List;

/// Splits a command as a POSIX shell would, without its expansions: what Python's `shlex.split`
/// does, which DVC's plugins and the AWS tools use for commands in settings.
public final class ShellWords {
  private final String text;
  private int at;

  private ShellWords(String text) {
    this.text = text;
  }

  /// The words.
  ///
  /// @throws IllegalArgumentException when a quote is not closed or the last character is a single
  ///     `\`
  public static List<String> split(String text) {
    ShellWords reader = new ShellWords(text);
    List<String> words = new ArrayList<>();
    while (reader.skipBlanks()) {
      words.add(reader.word());
    }
    return words;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private boolean skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    while (at < text.length() && !isBlank(text.charAt(at))) {
      char c = text.charAt(at++);
      switch (c) {
        case '\'' -> {
          int end = text.indexOf('\'', at);
          if (end < 0) {
            throw new IllegalArgumentException("a quote is not closed");
          }
          word.append(text, at, end);
          at = end + 1;
        }
        case '"' -> quoted(word);
        case '\\' -> word.append(next());
        default -> word.append(c);
      }
    }
    return word.toString();
  }

  private void quoted(StringBuilder word) {
    while (true) {
      char c = next();
      if (c == '"') {
        return;
      }
      if (c == '\\') {
        char escaped = next();
        if (escaped != '"' && escaped != '\\') {
          word.append('\\');
        }
        c = escaped;
      }
      word.append(c);
    }
  }

  private char next() {
    if (at == text.length()) {
      throw new IllegalArgumentException("a quote or a `\\` is not closed");
    }
    return text.charAt(at++);
  }
}
