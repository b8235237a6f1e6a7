package datasync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.CommandSpec;
import datasync.cli.Commands;
import datasync.cli.CompletionScript;
import datasync.cli.Flag;
import datasync.cli.HelpText;
import datasync.cli.Topics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every flag is in help and completion.
@Tag("check")
class DeclarationsTest {
  @Test
  void flags_areInHelpAndCompletion() {
    List<String> missing = new ArrayList<>();
    for (String path : Commands.PATHS) {
      CommandSpec spec = Commands.find(path);
      String help = HelpText.of(path);
      for (Flag flag : flags(spec)) {
        for (String name : flag.names()) {
          if (!help.contains(name)) {
            missing.add("help " + path + " " + name);
          }
          for (String shell : List.of("bash", "zsh", "powershell")) {
            if (!section(shell, path).contains(name)) {
              missing.add(shell + " " + path + " " + name);
            }
          }
          String bare = name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1);
          if (!CompletionScript.of("fish").contains(bare)) {
            missing.add("fish " + path + " " + name);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void commands_areExplained() {
    for (String path : Commands.PATHS) {
      CommandSpec spec = Commands.find(path);
      assertThat(spec.path()).isEqualTo(path);
      assertThat(spec.summary()).isNotEmpty().doesNotEndWith(".");
      assertThat(spec.description()).isNotEmpty();
      assertThat(spec.examples()).as(path).isNotEmpty();
      assertThat(Commands.isMissing(path)).as(path).isFalse();
      for (Flag flag : flags(spec)) {
        assertThat(flag.summary()).as(flag.label()).isNotEmpty().doesNotEndWith(".");
      }
    }
  }

  @Test
  void topics_areThere() {
    for (String topic : Topics.NAMES) {
      assertThat(Topics.text(topic)).as(topic).hasSizeGreaterThan(200);
      assertThat(Topics.summary(topic)).isNotEmpty();
      for (String line : Topics.text(topic).split("\n")) {
        assertThat(line.length()).as(topic + ": " + line).isLessThanOrEqualTo(100);
      }
    }
  }

  private static List<Flag> flags(CommandSpec spec) {
    return spec.allFlags();
  }

  /// The line of a completion script that is about a command.
  private static String section(String shell, String path) {
    String mark = shell.equals("powershell") ? "'" + path + "' = " : "\"" + path + "\") ";
    String script = CompletionScript.of(shell);
    int start = script.indexOf(mark + (shell.equals("powershell") ? "" : "words="));
    return start < 0 ? "" : script.substring(start, script.indexOf('\n', start));
  }
}
