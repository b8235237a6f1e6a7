package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.repo.Changes;
import datasync.repo.DataStatus;
import datasync.repo.GitState;
import datasync.repo.Transfer;
import datasync.task.Progress;
import datasync.text.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `data status`.
final class DataStatusCommand implements Command {
  private static final String INDENT = "        ";

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    Console console = invocation.console();
    try (Session session = Session.reading(invocation).showing("reading");
        Transfer transfer = Transfers.open(session, Progress.none())) {
      boolean all = arguments.text("untracked-files").orElse("no").equals("all");
      DataStatus status =
          new DataStatus(
              session.repository(),
              new DataStatus.Options(arguments.is("granular"), filters(session)),
              transfer::listing);
      DataStatus.Report report = status.run();
      Map<String, Value> groups = new LinkedHashMap<>();
      put(groups, "not_in_cache", texts(report.notInCache()));
      if (arguments.is("not-in-remote")) {
        put(groups, "not_in_remote", texts(status.notInRemote(transfer::absent)));
      }
      put(groups, "committed", changes(report.committed()));
      put(groups, "uncommitted", changes(report.uncommitted()));
      GitState git = GitState.of(session.repository(), session.targets(), all);
      if (all) {
        put(groups, "untracked", texts(git.untracked()));
      }
      if (arguments.is("unchanged")) {
        put(groups, "unchanged", texts(report.unchanged()));
      }
      session.hideProgress();
      if (console.isJson()) {
        console.document(Value.Mapping.of(groups));
      } else {
        print(console, groups, git);
      }
    }
    return ExitCode.DONE;
  }

  /// The targets as paths relative to the root.
  private static List<String> filters(Session session) throws IOException {
    Path root = session.repository().root();
    List<String> filters = new ArrayList<>();
    for (String target : session.targets()) {
      Path path = session.repository().project().workingDirectory().resolve(target).normalize();
      filters.add(root.relativize(path).toString());
    }
    return filters;
  }

  private static void put(Map<String, Value> groups, String name, Value group) {
    boolean empty =
        switch (group) {
          case Value.Sequence list -> list.items().isEmpty();
          case Value.Mapping mapping -> mapping.entries().isEmpty();
          default -> false;
        };
    if (!empty) {
      groups.put(name, group);
    }
  }

  private static Value changes(Changes changes) {
    Map<String, Value> kinds = new LinkedHashMap<>();
    put(kinds, "added", entries(changes.added()));
    put(kinds, "deleted", entries(changes.deleted()));
    List<String> modified = new ArrayList<>();
    for (Changes.Pair pair : changes.modified()) {
      modified.add(pair.current().shown());
    }
    put(kinds, "modified", texts(modified));
    List<Value> renamed = new ArrayList<>();
    for (Changes.Pair pair : changes.renamed()) {
      Map<String, Value> paths = new LinkedHashMap<>();
      paths.put("old", new Value.Text(pair.old().shown()));
      paths.put("new", new Value.Text(pair.current().shown()));
      renamed.add(Value.Mapping.of(paths));
    }
    put(kinds, "renamed", new Value.Sequence(renamed));
    put(kinds, "unknown", texts(changes.unknown()));
    return Value.Mapping.of(kinds);
  }

  private static Value.Sequence entries(List<Changes.Entry> entries) {
    List<String> paths = new ArrayList<>(entries.size());
    for (Changes.Entry entry : entries) {
      paths.add(entry.shown());
    }
    return texts(paths);
  }

  private static Value.Sequence texts(List<String> texts) {
    List<Value> items = new ArrayList<>(texts.size());
    for (String text : texts) {
      items.add(new Value.Text(text));
    }
    return new Value.Sequence(items);
  }

  private static void print(Console console, Map<String, Value> groups, GitState git) {
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
