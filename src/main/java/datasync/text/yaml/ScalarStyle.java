package datasync.text.yaml;

/// What quoting a scalar needs.
final class ScalarStyle {
  /// No quotes.
  static final char PLAIN = ' ';

  private final String text;
  private boolean multiline;
  private boolean flowPlain = true;
  private boolean blockPlain = true;
  private boolean single = true;

  ScalarStyle(String text) {
    this.text = text;
    if (text.isEmpty()) {
      flowPlain = false;
    } else {
      analyze();
    }
  }

  boolean isMultiline() {
    return multiline;
  }

  /// The style: plain, a quote, `|` or `>`.
  ///
  /// @param scalar whose text this is
  /// @param flow whether brackets are open
  /// @param simpleKey whether it is a key that has to stay on its line
  char choose(Held.Scalar scalar, boolean flow, boolean simpleKey) {
    if (scalar.style == 0) {
      boolean plain = !(simpleKey && (text.isEmpty() || multiline))
          && (flow ? flowPlain : blockPlain)
          && (scalar.tagged || PlainType.of(text) == scalar.type);
      if (plain) {
        return PLAIN;
      }
      if (text.indexOf('\'') >= 0 || text.indexOf('\n') >= 0) {
        return '"';
      }
      return single && !(simpleKey && multiline) ? '\'' : '"';
    }
    if (scalar.style == '\'') {
      return single && !(simpleKey && multiline) ? '\'' : '"';
    }
    return flow || simpleKey ? '"' : scalar.style;
  }

  private void analyze() {
    int length = text.length();
    boolean special = false;
    boolean breakBlank = false;
    boolean blankBreak = false;
    boolean separator = text.startsWith("---") || text.startsWith("...");
    boolean flowMark = separator;
    boolean blockMark = separator;
    char before = ' ';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean gapAfter = i + 1 >= length || isGap(text.charAt(i + 1));
      boolean mark = i == 0 ? isLeadingMark(c, gapAfter)
          : c == ':' && gapAfter || c == '#' && isGap(before);
      blockMark |= mark;
      flowMark |= mark && !(i == 0 && (c == '?' || c == ':') && length > 1)
          || i == 0 && length == 1 && (c == '?' || c == ':')
          || c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
      if (Cursor.isBreak(c)) {
        multiline = true;
        blankBreak |= i > 0 && before == ' ';
      } else if (c == ' ') {
        breakBlank |= i > 0 && Cursor.isBreak(before);
      }
      special |= isSpecial(i, c);
      before = c;
    }
    char first = text.charAt(0);
    boolean edge = first == ' ' || before == ' '
        || Cursor.isBreak(first) || Cursor.isBreak(before);
    boolean never = edge || breakBlank || blankBreak || special || multiline;
    flowPlain = !never && !flowMark;
    blockPlain = !never && !blockMark;
    single = !breakBlank && !blankBreak && !special;
  }

  private static boolean isLeadingMark(char c, boolean gapAfter) {
    return switch (c) {
      case '#', ',', '[', ']', '{', '}', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`' -> true;
      case '?', ':', '-' -> gapAfter;
      default -> false;
    };
  }

  private static boolean isGap(char c) {
    return c == '\r' || Cursor.isGap(c);
  }

  /// Whether only double quotes can hold the character.
  private boolean isSpecial(int at, char c) {
    if (c == '\n' || c >= ' ' && c <= '~' || c == '\u0085') {
      return false;
    }
    if (Character.isHighSurrogate(c)) {
      return at + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }
    return c < 0xa0 || c == '\ufeff' || c > 0xfffd;
  }
}
