package datasync.cli.command;

/// Quotes words for a POSIX shell.
final class Quoting {
  private static final String SAFE = "@%+=:,./-_";

  private Quoting() {}

  /// The word, in single quotes when it has a character that a shell might take for its own.
  static String shell(String word) {
    boolean safe = !word.isEmpty();
    for (int i = 0; i < word.length() && safe; i++) {
      char each = word.charAt(i);
      safe =
          each >= 'a' && each <= 'z'
              || each >= 'A' && each <= 'Z'
              || each >= '0' && each <= '9'
              || SAFE.indexOf(each) >= 0;
    }
    return safe ? word : "'" + word.replace("'", "'\"'\"'") + "'";
  }
}
