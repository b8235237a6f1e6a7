package datasync.cli;

import datasync.io.Environment;
import java.util.ArrayList;
import java.util.List;

/// What was typed, as a command with its values: the first of the two steps from a command line to
/// what is meant.
final class CommandLine {
  private final Environment environment;
  private final Arguments globals = new Arguments(SharedFlags.GLOBAL, List.of());
  private String path = "";
  private Parser parser;
  private boolean versionWanted;

  private CommandLine(Environment environment) {
    this.environment = environment;
  }

  /// Reads a command line.
  ///
  /// @throws UsageException when it is not understood
  static CommandLine parse(List<String> arguments, Environment environment)
      throws UsageException {
    CommandLine line = new CommandLine(environment);
    line.read(arguments);
    return line;
  }

  /// The path of the command; a group, or empty, when help was asked for before the verb.
  String path() {
    return path;
  }

  boolean isVersionWanted() {
    return versionWanted;
  }

  boolean isHelpWanted() {
    return parser.isHelpWanted();
  }

  /// The values; call it only when neither help nor version is wanted.
  Arguments arguments() {
    return values;
  }

  private Arguments values = globals;

  private void read(List<String> arguments) throws UsageException {
    List<Flag> top = new ArrayList<>(SharedFlags.GLOBAL);
    top.add(SharedFlags.VERSION);
    Arguments before = new Arguments(top, List.of());
    parser = new Parser(top, before);
    int next = parser.parse(arguments, 0, true);
    versionWanted = before.is("version");
    if (versionWanted || parser.isHelpWanted()) {
      return;
    }
    if (next == arguments.size()) {
      throw new UsageException("no verb is given", "type `datasync help` for a list");
    }
    path = arguments.get(next);
    next++;
    if (Commands.isGroup(path)) {
      next = parser.parse(arguments, next, true);
      if (parser.isHelpWanted()) {
        return;
      }
      if (next == arguments.size()) {
        throw new UsageException(
            "`" + path + "` needs a second word", choices(Commands.members(path)));
      }
      path = path + " " + arguments.get(next);
      next++;
    }
    CommandSpec spec = Commands.find(path);
    if (spec == null) {
      throw unknown(path);
    }
    path = spec.path();
    readValues(spec, before, arguments, next);
  }

  private void readValues(CommandSpec spec, Arguments before, List<String> arguments, int from)
      throws UsageException {
    List<Flag> flags = spec.allFlags();
    values = new Arguments(flags, spec.positionals());
    for (Flag flag : SharedFlags.GLOBAL) {
      for (String value : before.list(flag.key())) {
        values.add(flag.key(), value);
      }
    }
    parser = new Parser(flags, values);
    parser.parse(arguments, from, false);
    if (parser.isHelpWanted()) {
      return;
    }
    for (Flag flag : spec.flags()) {
      if (!flag.variable().isEmpty() && !values.has(flag.key())) {
        String value = environment.variable(flag.variable());
        if (!value.isEmpty()) {
          parser.fallBack(flag, value);
        }
      }
    }
    assign(spec, parser.words());
  }

  private void assign(CommandSpec spec, List<String> words) throws UsageException {
    int used = 0;
    for (Positional positional : spec.positionals()) {
      boolean needed =
          positional.arity() == Positional.Arity.ONE || positional.arity() == Positional.Arity.SOME;
      if (needed && used == words.size()) {
        throw new UsageException(
            "`" + spec.path() + "` needs `" + positional.name() + "`",
            "type `datasync help " + spec.path() + "`");
      }
      boolean many =
          positional.arity() == Positional.Arity.ANY || positional.arity() == Positional.Arity.SOME;
      int end = many ? words.size() : Math.min(used + 1, words.size());
      while (used < end) {
        values.add(positional.name(), words.get(used));
        used++;
      }
    }
    if (used < words.size()) {
      throw new UsageException(
          "`" + spec.path() + "` does not know what to do with `" + words.get(used) + "`",
          "type `datasync help " + spec.path() + "`");
    }
  }

  private static UsageException unknown(String path) {
    int space = path.indexOf(' ');
    String verb = space < 0 ? path : path.substring(0, space);
    if (Commands.isMissing(path)) {
      return new UsageException(
          "`" + path + "` is a verb of dvc that datasync does not have yet",
          "use `dvc " + path + "`, both work on the same project");
    }
    if (space >= 0) {
      String member = path.substring(space + 1);
      String near = Suggestion.of(member, Commands.members(verb));
      return new UsageException(
          "there is no `" + path + "`",
          near.isEmpty()
              ? choices(Commands.members(verb))
              : "did you mean `" + verb + " " + near + "`?");
    }
    String near = Suggestion.of(path, Commands.verbs());
    return new UsageException(
        "there is no verb `" + path + "`",
        near.isEmpty() ? "type `datasync help` for a list" : "did you mean `" + near + "`?");
  }

  private static String choices(List<String> words) {
    StringBuilder text = new StringBuilder("choose one of ");
    for (int i = 0; i < words.size(); i++) {
      text.append(i == 0 ? "`" : ", `").append(words.get(i)).append('`');
    }
    return text.toString();
  }
}
