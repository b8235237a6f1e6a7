package datasync.cli.command;

import datasync.cli.Console;
import datasync.repo.GitState;
import datasync.text.Value;
import java.util.List;
import java.util.Map;

/// How `data status` is shown: DVC's groups, with what to type about each.
final class DataStatusDisplay {
  private static final String INDENT = "        ";

  private DataStatusDisplay() {}

  /// Prints the groups; the keys are those of the JSON object.
  static void print(Console console, Map<String, Value> groups, GitState git) {
    if (groups.isEmpty()) {
      console.line(git.isEmpty() ? "No changes in an empty git repo." : "No changes.");
    }
    boolean first = true;
    for (Map.Entry<String, Value> group : groups.entrySet()) {
      if (!first) {
        console.line("");
      }
      first = false;
      for (String line : heading(group.getKey())) {
        console.line(line);
      }
      items(console, "", group.getValue());
    }
    if (git.isDirty()) {
      console.line(
          "(there are " + (groups.isEmpty() ? "" : "other ")
              + "changes not tracked by dvc, use \"git status\" to see)");
    }
  }

  private static void items(Console console, String state, Value value) {
    switch (value) {
      case Value.Text text -> console.line(INDENT + state + text.value());
      case Value.Sequence list -> list.items().forEach(item -> items(console, state, item));
      case Value.Mapping mapping when mapping.has("old") ->
          console.line(INDENT + state + text(mapping, "old") + " -> " + text(mapping, "new"));
      case Value.Mapping mapping ->
          mapping
              .entries()
              .forEach((key, item) -> items(console, ((Value.Text) key).value() + ": ", item));
      default -> throw new IllegalArgumentException(value.toString());
    }
  }

  private static String text(Value.Mapping mapping, String key) {
    return ((Value.Text) mapping.get(key)).value();
  }

  private static List<String> heading(String group) {
    return switch (group) {
      case "not_in_cache" ->
          List.of("Not in cache:", "  (use \"dvc fetch <file>...\" to download files)");
      case "not_in_remote" ->
          List.of("Not in remote:", "  (use \"dvc push <file>...\" to upload files)");
      case "committed" ->
          List.of(
              "DVC committed changes:",
              "  (git commit the corresponding dvc files to update the repo)");
      case "uncommitted" ->
          List.of(
              "DVC uncommitted changes:",
              "  (use \"dvc commit <file>...\" to track changes)",
              "  (use \"dvc checkout <file>...\" to discard changes)");
      case "untracked" ->
          List.of(
              "Untracked files:",
              "  (use \"git add <file> ...\" or \"dvc add <file>...\" to commit to git or to dvc)");
      default -> List.of("DVC unchanged files:");
    };
  }
}
