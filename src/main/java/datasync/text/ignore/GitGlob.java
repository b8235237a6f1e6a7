package datasync.text.ignore;

/// Translates a pattern by the rules of Git 2.39's `wildmatch.c` with `WM_PATHNAME`.
///
/// The pattern has one character for each of its UTF-8 bytes.
final class GitGlob {
  private final String text;
  private final GlobBuilder glob = new GlobBuilder(true);
  /// Where the first special symbol stands, -1 in a pattern that is about names alone.
  private final int special;
  private int at;

  private GitGlob(String text, boolean hasSlash) {
    this.text = text;
    if (!hasSlash) {
      special = -1;
      return;
    }
    int first = 0;
    while (first < text.length() && "*?[\\".indexOf(text.charAt(first)) < 0) {
      first++;
    }
    special = first;
  }

  /// Compiles a pattern without its `!` and without its trailing slash.
  ///
  /// @return null when the pattern can match nothing, as one with an open bracket
  static Glob compile(String text) {
    if (text.isEmpty()) {
      return null;
    }
    int slash = text.indexOf('/');
    GitGlob compiler = new GitGlob(slash == 0 ? text.substring(1) : text, slash >= 0);
    if (slash < 0) {
      compiler.glob.directories(GlobBuilder.NOTHING);
    }
    return compiler.translate() ? compiler.glob.end() : null;
  }

  private boolean translate() {
    while (at < text.length()) {
      char symbol = text.charAt(at++);
      switch (symbol) {
        case '?' -> glob.one(GlobBuilder.NOT_SLASH);
        case '*' -> stars();
        case '\\' -> {
          if (at == text.length()) {
            return false;
          }
          glob.literal(text.charAt(at++));
        }
        case '[' -> {
          if (!bracket()) {
            return false;
          }
        }
        default -> glob.literal(symbol);
      }
    }
    return true;
  }

  private void stars() {
    int first = at - 1;
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    // Git compares what stands before the first special symbol by itself and then starts anew.
    boolean atStart = first == special || first == 0 || text.charAt(first - 1) == '/';
    boolean atEnd = at == text.length() || text.charAt(at) == '/' || text.startsWith("\\/", at);
    if (at - first == 1 || !atStart || !atEnd) {
      glob.star(GlobBuilder.NOT_SLASH);
    } else if (at < text.length() && text.charAt(at) == '/') {
      glob.directories(GlobBuilder.NOTHING);
      at++;
    } else {
      glob.star(GlobBuilder.ANY);
    }
  }

  /// Reads a bracket expression; false when it is not closed or names an unknown class.
  private boolean bracket() {
    SymbolSet set = new SymbolSet();
    set.removeSlash();
    if (at < text.length() && (text.charAt(at) == '!' || text.charAt(at) == '^')) {
      set.negate();
      at++;
    }
    int previous = 0;
    int symbol = next();
    do {
      if (symbol < 0) {
        return false;
      }
      if (symbol == '\\') {
        symbol = next();
        if (symbol < 0) {
          return false;
        }
        set.add(symbol, symbol);
      } else if (symbol == '-' && previous != 0 && at < text.length() && text.charAt(at) != ']') {
        symbol = next();
        if (symbol == '\\') {
          symbol = next();
        }
        if (symbol < 0) {
          return false;
        }
        set.add(previous, symbol);
        symbol = 0;
      } else if (symbol == '[' && at < text.length() && text.charAt(at) == ':') {
        int close = text.indexOf(']', at + 1);
        if (close < 0) {
          return false;
        }
        if (close > at + 1 && text.charAt(close - 1) == ':') {
          if (!set.addNamed(text.substring(at + 1, close - 1))) {
            return false;
          }
          at = close + 1;
          symbol = 0;
        } else {
          set.add('[', '[');
        }
      } else {
        set.add(symbol, symbol);
      }
      previous = symbol;
      symbol = next();
    } while (symbol != ']');
    glob.set(set);
    return true;
  }

  private int next() {
    return at < text.length() ? text.charAt(at++) : -1;
  }
}
