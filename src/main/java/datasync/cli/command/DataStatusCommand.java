package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
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
        DataStatusDisplay.print(console, groups, git);
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
        group instanceof Value.Sequence list && list.items().isEmpty()
            || group instanceof Value.Mapping mapping && mapping.entries().isEmpty();
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
    List<Fields> renamed = new ArrayList<>();
    for (Changes.Pair pair : changes.renamed()) {
      renamed.add(
          new Fields().text("old", pair.old().shown()).text("new", pair.current().shown()));
    }
    put(kinds, "renamed", Fields.list(renamed));
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
}
