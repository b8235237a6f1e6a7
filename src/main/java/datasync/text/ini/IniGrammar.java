package datasync.text.ini;

import datasync.text.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines that [IniReader] does not know at a glance, by configobj's grammar.
///
/// A class of its own so that an ordinary file never loads the regular expressions.
final class IniGrammar {
  /// Longer lines could take the matcher too long.
  static final int MAX_LINE = 4096;
  /// Longer lists could exhaust the stack of the matcher.
  static final int MAX_ITEMS = 200;

  private static final String SPACE = "\\s\\x0b\\x1c-\\x1f\\x85\\p{Z}";
  private static final String BLANKS = "[" + SPACE + "]*";
  private static final String QUOTED = "(?:\".*?\")|(?:'.*?')|";

  private static final Pattern SECTION = compile(
      BLANKS + "(\\[[\\[" + SPACE + "]*)("
      + "(?:\"" + BLANKS + "[^" + SPACE + "].*?" + BLANKS + "\")|"
      + "(?:'" + BLANKS + "[^" + SPACE + "].*?" + BLANKS + "')|"
      + "(?:[^'\"" + SPACE + "].*?))"
      + "([\\]" + SPACE + "]*\\])" + BLANKS + "(?:#.*)?");
  private static final Pattern OPTION = compile(
      BLANKS + "(" + QUOTED + "(?:[^'\"=].*?))" + BLANKS + "=" + BLANKS + "(.*)");
  private static final Pattern VALUE = compile(
      "(?:((?:(?:" + QUOTED + "(?:[^'\",#][^,#]*?))" + BLANKS + "," + BLANKS + ")*)"
      + "(" + QUOTED + "(?:[^'\",#" + SPACE + "][^,]*?)|(?:(?<!,)))?|(,))"
      + BLANKS + "(?:#.*)?");
  private static final Pattern ITEM = compile(
      "(" + QUOTED + "(?:[^'\",#]?.*?))" + BLANKS + "," + BLANKS);

  private IniGrammar() {}

  private static Pattern compile(String expression) {
    return Pattern.compile(expression, Pattern.DOTALL);
  }

  /// A section line: its name without quotes and how many brackets open and close.
  record Marker(String name, int opened, int closed) {}

  /// The parts of a section line, or null when the line is none.
  static Marker marker(String line) {
    Matcher match = SECTION.matcher(line);
    if (!match.matches()) {
      return null;
    }
    return new Marker(unquote(match.group(2)), count(match.group(1), '['),
        count(match.group(3), ']'));
  }

  /// Key with its quotes and the rest of an option line, or null when the line is none.
  static String[] option(String line) {
    Matcher match = OPTION.matcher(line);
    return match.matches() ? new String[] {match.group(1), match.group(2)} : null;
  }

  /// The value of an option line that is no triple quote, or null when it is badly written.
  static Value value(String text) {
    Matcher match = VALUE.matcher(text);
    if (!match.matches()) {
      return null;
    }
    if (match.group(3) != null) {
      return new Value.Sequence(List.of());
    }
    String list = match.group(1);
    String single = match.group(2);
    if (list.isEmpty()) {
      return single == null ? null : new Value.Text(unquote(single));
    }
    List<Value> items = new ArrayList<>();
    Matcher item = ITEM.matcher(list);
    while (item.find()) {
      if (item.group(1).isEmpty()) {
        return null;
      }
      items.add(new Value.Text(unquote(item.group(1))));
    }
    if (single != null && !single.isEmpty()) {
      items.add(new Value.Text(unquote(single)));
    }
    return new Value.Sequence(items);
  }

  /// Whether only blanks and a comment stand from `from` on.
  static boolean endsAt(String line, int from) {
    return compile(BLANKS + "(?:#.*)?").matcher(line).region(from, line.length()).matches();
  }

  static String unquote(String text) {
    if (text.isEmpty()) {
      return text;
    }
    char first = text.charAt(0);
    if ((first == '"' || first == '\'') && text.charAt(text.length() - 1) == first) {
      return text.length() == 1 ? "" : text.substring(1, text.length() - 1);
    }
    return text;
  }

  static int count(String text, char wanted) {
    int found = 0;
    for (int i = 0; i < text.length(); i++) {
      found += text.charAt(i) == wanted ? 1 : 0;
    }
    return found;
  }
}
