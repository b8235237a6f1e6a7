package datasync.cli.command;

import datasync.cli.CommandException;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Failures;
import datasync.cli.Fields;
import datasync.repo.CheckoutData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How a checkout is shown, by `checkout` and by `pull`.
final class CheckoutDisplay {
  private static final int SHOWN = 5;
  private static final String GAP = "       ";

  private CheckoutDisplay() {}

  /// Prints a line for each changed output: `M`, `A` or `D` and its path in column 8.
  static void print(Console console, CheckoutData.Result result, boolean quietly) {
    print(console, "M", "modified", result.modified(), quietly);
    print(console, "A", "added", result.added(), quietly);
    print(console, "D", "deleted", result.deleted(), quietly);
  }

  private static void print(
      Console console, String letter, String kind, List<String> paths, boolean quietly) {
    for (String path : paths) {
      if (!quietly) {
        console.line(letter + GAP + path);
      }
      console.event("changed", new Fields().text("kind", kind).text("path", path));
    }
  }

  /// Counts such as `1 file fetched, 3 files added and 1 file deleted`; zeros are left out.
  static String counts(Map<String, Long> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (what, count) -> {
          if (count > 0) {
            parts.add(count + (count == 1 ? " file " : " files ") + what);
          }
        });
    if (parts.size() < 2) {
      return String.join("", parts);
    }
    String last = parts.removeLast();
    return String.join(", ", parts) + " and " + last;
  }

  /// Refuses to call a checkout done that could not make all files.
  ///
  /// @param allowMissing whether content that the cache does not have is fine
  /// @throws CommandException that says why: content is missing, or the files cannot be made
  static void check(CheckoutData.Result result, boolean allowMissing) throws CommandException {
    Map<String, IOException> problems = result.problems();
    if (problems.isEmpty() && (allowMissing || result.failed().isEmpty())) {
      return;
    }
    StringBuilder text = new StringBuilder("checkout failed for following targets:\n");
    text.append(String.join("\n", result.failed()));
    if (problems.isEmpty()) {
      throw new CommandException(
          ExitCode.DATA,
          text.toString(),
          "get the missing content with `datasync fetch`, or leave it out with `--allow-missing`");
    }
    int shown = 0;
    for (Map.Entry<String, IOException> each : problems.entrySet()) {
      if (++shown > SHOWN) {
        text.append("\n  and ").append(problems.size() - SHOWN).append(" more files");
        break;
      }
      text.append("\n  `").append(each.getKey()).append("`: ");
      text.append(Failures.reason(each.getValue()));
    }
    IOException first = problems.values().iterator().next();
    throw new CommandException(ExitCode.FAILED, text.toString(), Failures.hint(first));
  }

  /// The counts as JSON.
  static Fields fields(CheckoutData.Result result) {
    Fields fields = new Fields();
    result.files().forEach((what, count) -> fields.number(what, count));
    return fields.texts("failed", result.failed());
  }
}
