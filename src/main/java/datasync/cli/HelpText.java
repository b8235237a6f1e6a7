package datasync.cli;

import java.util.ArrayList;
import java.util.List;

/// Help, made from the declarations of commands.
public final class HelpText {
  private static final int WIDTH = 96;
  private static final int COLUMN = 28;

  private final StringBuilder text = new StringBuilder();

  private HelpText() {}

  /// Help for a command, for a group when the path is one, or the overview when it is empty.
  ///
  /// @return the text without a last line end
  public static String of(String path) {
    HelpText help = new HelpText();
    CommandSpec spec = Commands.find(path);
    if (spec != null) {
      help.command(spec);
    } else if (Commands.isGroup(path)) {
      help.group(path);
    } else {
      help.overview();
    }
    return help.text.toString().stripTrailing();
  }

  private void overview() {
    text.append("usage: datasync [options] verb ...\n\n");
    text.append("Keeps large data beside Git: the verbs, files and remotes of DVC in one jar.\n");
    for (String verb : Commands.verbs()) {
      if (!Commands.heading(verb).isEmpty()) {
        text.append('\n').append(Commands.heading(verb)).append(":\n");
      }
      row(verb, Commands.summary(verb));
    }
    text.append("\ntopics:\n");
    for (String topic : Topics.NAMES) {
      row(topic, Topics.summary(topic));
    }
    text.append("\noptions:\n");
    flags(SharedFlags.GLOBAL, false);
    flags(List.of(SharedFlags.VERSION), false);
    text.append("\n`datasync help NAME` explains a verb or topic.\n");
  }

  private void group(String group) {
    text.append("usage: datasync ").append(group).append(" verb ...\n\nverbs:\n");
    for (String member : Commands.members(group)) {
      row(member, Commands.find(group + " " + member).summary());
    }
    text.append("\noptions:\n");
    flags(SharedFlags.GLOBAL, false);
  }

  private void command(CommandSpec spec) {
    usage(spec);
    text.append('\n').append(spec.description()).append('\n');
    if (!spec.positionals().isEmpty()) {
      text.append("\narguments:\n");
      for (Positional positional : spec.positionals()) {
        row(positional.name(), positional.summary());
      }
    }
    if (!spec.flags().isEmpty()) {
      text.append("\noptions:\n");
      flags(spec.flags(), true);
    }
    text.append("\noptions of every verb:\n");
    flags(spec.globalFlags(), false);
    if (!spec.examples().isEmpty()) {
      text.append("\nexamples:\n");
      for (Example example : spec.examples()) {
        text.append("  ").append(example.command()).append('\n');
        text.append("      ").append(example.effect()).append('\n');
      }
    }
  }

  private void usage(CommandSpec spec) {
    List<String> parts = new ArrayList<>();
    for (Flag flag : spec.flags()) {
      parts.add("[" + shape(flag, flag.names().getFirst()) + "]");
    }
    for (Positional positional : spec.positionals()) {
      parts.add(positional.usage());
    }
    String lead = "usage: datasync " + spec.path();
    StringBuilder line = new StringBuilder(lead);
    for (String part : parts) {
      if (line.length() + 1 + part.length() > WIDTH) {
        text.append(line).append('\n');
        line.setLength(0);
        line.append(" ".repeat(Math.min(lead.length(), COLUMN)));
      }
      line.append(' ').append(part);
    }
    text.append(line).append('\n');
  }

  private void flags(List<Flag> flags, boolean withDetails) {
    for (Flag flag : flags) {
      StringBuilder names = new StringBuilder();
      for (String name : flag.names()) {
        names.append(names.isEmpty() ? "" : ", ").append(name);
      }
      String more = flag.summary();
      if (!flag.variable().isEmpty()) {
        more += " [" + flag.variable() + "]";
      }
      row(shape(flag, names.toString()), more);
      if (withDetails && !flag.details().isEmpty()) {
        wrap(flag.details());
      }
    }
  }

  private static String shape(Flag flag, String names) {
    if (flag.valueName().isEmpty()) {
      return names;
    }
    String value = "<" + flag.valueName() + ">";
    return flag.effect().kind() == Effect.Kind.OPTIONAL
        ? names + "[=" + value + "]"
        : names + " " + value;
  }

  private void row(String name, String summary) {
    text.append("  ").append(name);
    if (name.length() + 3 > COLUMN) {
      text.append('\n');
      text.append(" ".repeat(COLUMN));
    } else {
      text.append(" ".repeat(COLUMN - name.length() - 2));
    }
    text.append(summary).append('\n');
  }

  private void wrap(String details) {
    int start = 0;
    while (start < details.length()) {
      int end = Math.min(details.length(), start + WIDTH - COLUMN);
      if (end < details.length()) {
        int space = details.lastIndexOf(' ', end);
        end = space > start ? space : end;
      }
      text.append(" ".repeat(COLUMN)).append(details.substring(start, end).strip()).append('\n');
      start = end;
    }
  }
}
