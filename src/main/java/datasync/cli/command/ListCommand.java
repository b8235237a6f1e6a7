package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.cli.UsageException;
import datasync.repo.browse.Listing;
import datasync.repo.browse.View;
import datasync.repo.browse.ViewEntry;
import datasync.task.Progress;
import datasync.text.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `list`, and `data ls`, which is the same for the tracked data of this project.
final class ListCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    Console console = invocation.console();
    if (arguments.is("tree") && arguments.is("json")) {
      throw new UsageException("`--tree` and `--json` cannot be given together", "");
    }
    String path = arguments.text("path").orElse("");
    try (BrowseSession session = BrowseSession.open(invocation, Progress.none())) {
      View view = session.view();
      Listing listing =
          new Listing(
              view,
              new Listing.Options(
                  isForData(arguments) || arguments.is("recursive"),
                  isForData(arguments) || arguments.is("dvc-only"),
                  arguments.number("level").orElse(-1)));
      if (arguments.is("tree")) {
        ListTable table = new ListTable(invocation, arguments.is("show-hash"));
        table.add(node(listing.tree(path)));
        table.print();
        return ExitCode.DONE;
      }
      List<Listing.Line> lines = listing.list(path);
      if (console.isJson()) {
        List<Fields> values = new ArrayList<>(lines.size());
        lines.forEach(line -> values.add(record(line)));
        console.document(Fields.list(values));
        return ExitCode.DONE;
      }
      ListTable table = new ListTable(invocation, arguments.is("show-hash"));
      lines.forEach(line -> table.add(row(line.name(), line.entry())));
      table.print();
    }
    return ExitCode.DONE;
  }

  private static boolean isForData(Arguments arguments) {
    return !arguments.declares("dvc-only");
  }

  private static ListTable.Row row(String name, ViewEntry entry) {
    return new ListTable.Row(
        name,
        entry.isOutput(),
        entry.isFolder(),
        entry.place().executable(),
        entry.size(),
        entry.hash());
  }

  private static ListTable.Node node(Listing.Branch branch) {
    List<ListTable.Node> contents = new ArrayList<>();
    for (Listing.Branch each : branch.contents()) {
      contents.add(node(each));
    }
    return new ListTable.Node(row(branch.name(), branch.entry()), contents);
  }

  private static Fields record(Listing.Line line) {
    ViewEntry entry = line.entry();
    Fields fields = new Fields();
    fields.flag("isout", entry.isOutput());
    fields.flag("isdir", entry.isFolder());
    fields.flag("isexec", entry.place().executable());
    fields.value("size", entry.size() < 0 ? Value.Null.NULL : Value.Int.of(entry.size()));
    fields.value(
        "md5", entry.hash().isEmpty() ? Value.Null.NULL : new Value.Text(entry.hash()));
    fields.text("path", line.name());
    return fields;
  }
}
