package datasync.text.ignore;

import java.util.ArrayList;
import java.util.List;

/// Translates a pattern by the rules of pathspec 1.1's `gitignore` flavour, as DVC 3.67 uses it.
///
/// DVC asks whether the regular expression matches at the beginning of the path.
final class DvcGlob {
  private static final String ANY_DEPTH = "**";

  private final GlobBuilder glob = new GlobBuilder(false);
  /// Why Python's `re` refuses the pattern, which only counts when pathspec did not drop it.
  private String refusal = "";

  private DvcGlob() {}

  /// Compiles a pattern without its `!`.
  ///
  /// @return null when the library drops the pattern
  /// @throws IllegalArgumentException when the library refuses it; the message says why
  static Glob compile(String text) {
    List<String> segments = split(text);
    boolean forDirectories = segments.getLast().isEmpty();
    normalize(segments);
    int count = segments.size();
    boolean anything = segments.getFirst().equals(ANY_DEPTH)
        && (count == 1 || segments.get(1).equals("*")
            && (count == 2 || count == 3 && segments.get(2).equals(ANY_DEPTH)));
    DvcGlob compiler = new DvcGlob();
    if (anything) {
      // The library special-cases these: "." for any name, "/" for what only directories match.
      if (count == 3 || forDirectories) {
        compiler.glob.literal('/');
      } else {
        compiler.glob.one(GlobBuilder.NOT_NEWLINE);
      }
      return compiler.glob.matched();
    }
    return compiler.translate(segments);
  }

  private static List<String> split(String text) {
    List<String> segments = new ArrayList<>();
    int from = 0;
    for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', from)) {
      segments.add(text.substring(from, slash));
      from = slash + 1;
    }
    segments.add(text.substring(from));
    return segments;
  }

  private static void normalize(List<String> segments) {
    if (segments.getFirst().isEmpty()) {
      segments.removeFirst();
    } else if (segments.size() == 1 || segments.size() == 2 && segments.get(1).isEmpty()) {
      if (!segments.getFirst().equals(ANY_DEPTH)) {
        segments.addFirst(ANY_DEPTH);
      }
    }
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("the pattern is empty");
    }
    if (segments.getLast().isEmpty()) {
      segments.set(segments.size() - 1, ANY_DEPTH);
    }
    for (int i = segments.size() - 1; i > 0; i--) {
      if (segments.get(i).equals(ANY_DEPTH) && segments.get(i - 1).equals(ANY_DEPTH)) {
        segments.remove(i);
      }
    }
  }

  private Glob translate(List<String> segments) {
    int last = segments.size() - 1;
    boolean needsSlash = false;
    for (int i = 0; i <= last; i++) {
      String segment = segments.get(i);
      if (segment.equals(ANY_DEPTH)) {
        if (i == 0) {
          glob.directories(GlobBuilder.NOT_NEWLINE);
        } else if (i < last) {
          glob.innerDirectories();
          needsSlash = true;
        } else {
          glob.literal('/');
          checkAccepted();
          return glob.matched();
        }
        continue;
      }
      if (needsSlash) {
        glob.literal('/');
      }
      if (segment.equals("*")) {
        glob.one(GlobBuilder.NOT_SLASH);
        glob.star(GlobBuilder.NOT_SLASH);
      } else if (!segment(segment)) {
        return null;
      }
      needsSlash = true;
    }
    checkAccepted();
    return glob.endOrSlash();
  }

  private void checkAccepted() {
    if (!refusal.isEmpty()) {
      throw new IllegalArgumentException(refusal);
    }
  }

  /// Translates what stands between two slashes; false when a bracket is not closed.
  private boolean segment(String text) {
    for (int i = 0; i < text.length(); ) {
      int symbol = text.codePointAt(i);
      i += Character.charCount(symbol);
      switch (symbol) {
        case '\\' -> {
          if (i == text.length()) {
            throw new IllegalArgumentException("the last backslash escapes nothing");
          }
          symbol = text.codePointAt(i);
          i += Character.charCount(symbol);
          glob.literal(symbol);
        }
        case '*' -> glob.star(GlobBuilder.NOT_SLASH);
        case '?' -> glob.one(GlobBuilder.NOT_SLASH);
        case '[' -> {
          i = bracket(text, i);
          if (i < 0) {
            return false;
          }
        }
        default -> glob.literal(symbol);
      }
    }
    return true;
  }

  /// Reads a bracket expression; returns the place behind it, or -1 when it is not closed.
  private int bracket(String text, int from) {
    int start = from;
    boolean negated = start < text.length() && (text.charAt(start) == '!'
        || text.charAt(start) == '^');
    if (negated) {
      start++;
    }
    int close = start < text.length() ? text.indexOf(']', start + 1) : -1;
    if (close < 0) {
      return -1;
    }
    SymbolSet set = members(text.substring(start, close));
    if (negated) {
      set.negate();
    }
    glob.set(set);
    return close + 1;
  }

  /// The set Python's `re` reads between the brackets, where a backslash is only itself.
  private SymbolSet members(String text) {
    SymbolSet set = new SymbolSet();
    int[] symbols = text.codePoints().toArray();
    for (int i = 0; i < symbols.length; i++) {
      int first = symbols[i];
      if (i + 2 < symbols.length && symbols[i + 1] == '-') {
        int last = symbols[i + 2];
        if (last < first) {
          refusal = "the range `" + Character.toString(first) + "-"
              + Character.toString(last) + "` is in the wrong order";
        }
        set.add(first, last);
        i += 2;
      } else {
        set.add(first, first);
      }
    }
    return set;
  }
}
