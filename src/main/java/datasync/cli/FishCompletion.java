package datasync.cli;

/// The completion script of fish.
final class FishCompletion {
  private static final String COMPLETE = "complete -c datasync";

  private final StringBuilder text = new StringBuilder();

  private FishCompletion() {}

  static String script() {
    FishCompletion script = new FishCompletion();
    script.write();
    return script.text.toString();
  }

  private void write() {
    for (String verb : Commands.verbs()) {
      text.append(COMPLETE).append(" -n __fish_use_subcommand -f -a ").append(verb);
      describe(Commands.summary(verb));
    }
    for (String group : CompletionScript.groups()) {
      for (String member : Commands.members(group)) {
        text.append(COMPLETE).append(" -n '__fish_seen_subcommand_from ").append(group);
        text.append("' -f -a ").append(member);
        describe(Commands.find(group + " " + member).summary());
      }
    }
    for (String path : Commands.PATHS) {
      CommandSpec spec = Commands.find(path);
      String words = path.replace(" ", "; and __fish_seen_subcommand_from ");
      for (String alias : Commands.aliases()) {
        words += Commands.find(alias).path().equals(path) ? " " + alias : "";
      }
      String condition = "'__fish_seen_subcommand_from " + words + "'";
      for (Flag flag : spec.flags()) {
        flag(flag, condition);
      }
      for (String word : CompletionScript.words(spec)) {
        text.append(COMPLETE).append(" -n ").append(condition).append(" -f -a ").append(word);
        text.append('\n');
      }
    }
    for (Flag flag : SharedFlags.GLOBAL) {
      flag(flag, "true");
    }
  }

  private void flag(Flag flag, String condition) {
    text.append(COMPLETE).append(" -n ").append(condition);
    for (String name : flag.names()) {
      boolean isLong = name.startsWith("--");
      text.append(isLong ? " -l " : " -s ").append(name.substring(isLong ? 2 : 1));
    }
    if (!flag.effect().choices().isEmpty()) {
      text.append(" -x -a '").append(String.join(" ", flag.effect().choices())).append('\'');
    } else if (flag.effect().takesValue()) {
      text.append(" -r");
    }
    describe(flag.summary());
  }

  private void describe(String summary) {
    text.append(" -d '").append(summary.replace("'", "\\'")).append("'\n");
  }
}
