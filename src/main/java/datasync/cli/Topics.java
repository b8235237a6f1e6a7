package datasync.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Longer explanations inside the jar, because there may be no network: `topics/*.txt`.
public final class Topics {
  /// Every topic, in the order of help.
  public static final List<String> NAMES =
      List.of(
          "remotes", "config", "environment", "links", "conflicts", "dvc", "air-gap", "scripts",
          "exit-codes");

  private Topics() {}

  /// One line about a topic.
  public static String summary(String topic) {
    return switch (topic) {
      case "remotes" -> "where data can go, and the options of each kind";
      case "config" -> "files, levels and options";
      case "environment" -> "the variables that are read";
      case "links" -> "how the workspace shares space with the cache";
      case "conflicts" -> "what to do when two people changed the same data";
      case "dvc" -> "using datasync and dvc in one project";
      case "air-gap" -> "working without a network, without root, by USB";
      case "scripts" -> "output, `--json` and what a script can rely on";
      default -> "what the exit status means";
    };
  }

  /// The text of a topic without a last line end, or empty when there is no such topic.
  public static String text(String topic) {
    if (topic.equals("exit-codes")) {
      return exitCodes();
    }
    if (!NAMES.contains(topic)) {
      return "";
    }
    try (InputStream stream = Topics.class.getResourceAsStream("topics/" + topic + ".txt")) {
      if (stream == null) {
        throw new IllegalStateException("the jar has no topic " + topic);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException broken) {
      throw new IllegalStateException("the jar cannot be read", broken);
    }
  }

  private static String exitCodes() {
    StringBuilder text = new StringBuilder("The exit status is stable:\n\n");
    for (ExitCode exit : ExitCode.values()) {
      String number = Integer.toString(exit.code());
      text.append(" ".repeat(5 - number.length())).append(number).append("  ");
      text.append(exit.meaning()).append('\n');
    }
    return text.append("\ndvc's own numbers (251 to 255) are not used; 0 means the same in both.")
        .toString();
  }
}
