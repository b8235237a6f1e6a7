package datasync.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads a command line with the rules of Python's `argparse`, which users of DVC are used to.
///
/// Long options may be shortened while that is unambiguous, where datasync's own options give way
/// to DVC's; values follow a blank, an equals sign or, for one-letter options, nothing; switches
/// can be bundled; `--` ends the options; negative numbers are not options. Options may also stand
/// between positionals, which `argparse` refuses in some orders.
final class Parser {
  private final List<Flag> flags;
  private final Arguments result;
  private final List<String> words = new ArrayList<>();
  private final Map<String, Flag> groups = new HashMap<>();
  private List<String> arguments;
  private int next;
  private boolean helpWanted;

  Parser(List<Flag> flags, Arguments result) {
    this.flags = flags;
    this.result = result;
  }

  /// Whether `-h` came; the rest of the line was not looked at then.
  boolean isHelpWanted() {
    return helpWanted;
  }

  /// The arguments that are not options.
  List<String> words() {
    return words;
  }

  /// Reads options from a position on.
  ///
  /// @param untilWord whether to stop before the first argument that is not an option
  /// @return the position of the first argument that was not read
  int parse(List<String> arguments, int from, boolean untilWord) throws UsageException {
    this.arguments = arguments;
    next = from;
    while (next < arguments.size() && !helpWanted) {
      String argument = arguments.get(next);
      if (argument.equals("--")) {
        next++;
        if (!untilWord) {
          words.addAll(arguments.subList(next, arguments.size()));
          next = arguments.size();
        }
        break;
      }
      if (!isOption(argument)) {
        if (untilWord) {
          break;
        }
        words.add(argument);
        next++;
      } else {
        next++;
        option(argument);
      }
    }
    return next;
  }

  private boolean isOption(String argument) throws UsageException {
    if (argument.length() < 2 || argument.charAt(0) != '-') {
      return false;
    }
    if (argument.equals("--")) {
      return true;
    }
    if (find(argument) != null || startsWithShort(argument)) {
      return true;
    }
    return !isNumber(argument) && argument.indexOf(' ') < 0;
  }

  private boolean startsWithShort(String argument) {
    return argument.charAt(1) != '-' && exact(argument.substring(0, 2)) != null;
  }

  private void option(String argument) throws UsageException {
    int equals = argument.indexOf('=');
    if (argument.startsWith("--")) {
      Flag flag = find(argument);
      if (flag == null) {
        throw unknown(equals < 0 ? argument : argument.substring(0, equals));
      }
      apply(flag, equals < 0 ? null : argument.substring(equals + 1));
      return;
    }
    for (int i = 1; i < argument.length() && !helpWanted; i++) {
      Flag flag = exact("-" + argument.charAt(i));
      if (flag == null) {
        throw unknown(i == 1 ? argument : "-" + argument.charAt(i));
      }
      if (flag.effect().takesValue() && i + 1 < argument.length()) {
        apply(flag, argument.substring(argument.charAt(i + 1) == '=' ? i + 2 : i + 1));
        return;
      }
      apply(flag, null);
    }
  }

  private void apply(Flag flag, String given) throws UsageException {
    Effect effect = flag.effect();
    exclude(flag);
    if (!effect.takesValue()) {
      if (given != null) {
        throw new UsageException("`" + flag.label() + "` takes no value", "");
      }
      if (flag.key().equals("help")) {
        helpWanted = true;
      } else if (effect.kind() == Effect.Kind.COUNT) {
        result.add(flag.key(), "true");
      } else {
        result.set(flag.key(), effect.constant());
      }
      return;
    }
    if (effect.kind() == Effect.Kind.WORDS && given == null) {
      while (next < arguments.size() && !isOption(arguments.get(next))) {
        keep(flag, arguments.get(next));
        next++;
      }
      return;
    }
    String value = given;
    if (value == null && next < arguments.size() && !isOption(arguments.get(next))) {
      value = arguments.get(next);
      next++;
    }
    if (value == null) {
      if (effect.kind() != Effect.Kind.OPTIONAL) {
        throw new UsageException(
            "`" + flag.label() + "` needs a value", "type `" + flag.names().getLast() + " "
                + flag.valueName().toUpperCase(java.util.Locale.ROOT) + "`");
      }
      value = effect.constant();
    }
    keep(flag, value);
  }

  private void keep(Flag flag, String value) throws UsageException {
    Effect effect = flag.effect();
    check(flag, value);
    if (effect.kind() == Effect.Kind.LIST || effect.kind() == Effect.Kind.WORDS) {
      result.add(flag.key(), value);
    } else {
      result.set(flag.key(), effect.kind() == Effect.Kind.NUMBER ? number(flag, value) : value);
    }
  }

  /// Takes the value of a flag from its environment variable.
  void fallBack(Flag flag, String value) throws UsageException {
    keep(flag, value);
  }

  private static void check(Flag flag, String value) throws UsageException {
    List<String> choices = flag.effect().choices();
    if (!choices.isEmpty() && !choices.contains(value)) {
      StringBuilder list = new StringBuilder();
      for (String choice : choices) {
        list.append(list.isEmpty() ? "`" : ", `").append(choice).append('`');
      }
      throw new UsageException(
          "`" + flag.label() + "` does not know `" + value + "`", "choose one of " + list);
    }
  }

  private static String number(Flag flag, String value) throws UsageException {
    String digits = value.strip();
    if (digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    try {
      return Long.toString(Long.parseLong(digits));
    } catch (NumberFormatException notOne) {
      throw new UsageException(
          "`" + flag.label() + "` needs a whole number, not `" + value + "`", "");
    }
  }

  private void exclude(Flag flag) throws UsageException {
    String group = flag.effect().group();
    if (group.isEmpty()) {
      return;
    }
    Flag other = groups.put(group, flag);
    if (other != null && !other.equals(flag)) {
      throw new UsageException(
          "`" + flag.label() + "` cannot be given together with `" + other.label() + "`", "");
    }
  }

  private Flag exact(String name) {
    for (Flag flag : flags) {
      if (flag.names().contains(name)) {
        return flag;
      }
    }
    return null;
  }

  /// The flag that an argument names in full or shortened, or null.
  private Flag find(String argument) throws UsageException {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    Flag flag = exact(name);
    if (flag != null || !name.startsWith("--")) {
      return flag;
    }
    Flag dvc = null;
    Flag own = null;
    StringBuilder matches = new StringBuilder();
    int dvcMatches = 0;
    for (Flag candidate : flags) {
      String spelling = startingWith(candidate, name);
      if (!spelling.isEmpty()) {
        if (isOwn(candidate)) {
          own = own == null ? candidate : own;
        } else {
          dvcMatches++;
          dvc = candidate;
          matches.append(matches.isEmpty() ? "`" : ", `").append(spelling).append('`');
        }
      }
    }
    if (dvcMatches > 1) {
      throw new UsageException("`" + name + "` is ambiguous", "it could be " + matches);
    }
    return dvc == null ? own : dvc;
  }

  private static String startingWith(Flag flag, String prefix) {
    for (String name : flag.names()) {
      if (name.startsWith(prefix)) {
        return name;
      }
    }
    return "";
  }

  private static boolean isOwn(Flag flag) {
    return switch (flag.names().getLast()) {
      case "--cd", "--dry-run", "--json", "--verify", "--wait-for-lock" -> true;
      default -> false;
    };
  }

  private UsageException unknown(String name) {
    List<String> known = new ArrayList<>();
    for (Flag flag : flags) {
      known.addAll(flag.names());
    }
    String near = name.startsWith("--") ? Suggestion.of(name, known) : "";
    return new UsageException(
        "there is no option `" + name + "`",
        near.isEmpty() ? "" : "did you mean `" + near + "`?");
  }

  /// As `argparse` tells a negative number from an option: `-1`, `-1.5`, `-.5`.
  private static boolean isNumber(String argument) {
    int digits = 0;
    boolean dot = false;
    for (int i = 1; i < argument.length(); i++) {
      char c = argument.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.' && !dot) {
        dot = true;
        digits = 0;
      } else {
        return false;
      }
    }
    return digits > 0;
  }
}
