package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.cli.UsageException;
import datasync.repo.browse.Place;
import datasync.repo.browse.PlaceListing;
import datasync.task.Progress;
import datasync.text.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `list-url`.
final class ListUrlCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    if (arguments.is("tree") && arguments.is("json")) {
      throw new UsageException("`--tree` and `--json` cannot be given together", "");
    }
    try (Place place = BrowseSession.place(invocation, Progress.none())) {
      print(invocation, place);
    }
    return ExitCode.DONE;
  }

  private static void print(Invocation invocation, Place place) throws IOException {
    Arguments arguments = invocation.arguments();
    PlaceListing listing =
        new PlaceListing(
            place, arguments.is("recursive"), arguments.number("level").orElse(-1));
    ListTable table = new ListTable(invocation, false);
    if (arguments.is("tree")) {
      table.add(node(listing.tree()));
    } else {
      List<PlaceListing.Line> lines = listing.list();
      if (invocation.console().isJson()) {
        List<Fields> values = new ArrayList<>(lines.size());
        lines.forEach(line -> values.add(record(line)));
        invocation.console().document(Fields.list(values));
        return;
      }
      lines.forEach(line -> table.add(row(line)));
    }
    table.print();
  }

  private static ListTable.Row row(PlaceListing.Line line) {
    return new ListTable.Row(line.path(), false, line.folder(), false, line.size(), "");
  }

  private static ListTable.Node node(PlaceListing.Line line) {
    List<ListTable.Node> contents = new ArrayList<>();
    for (PlaceListing.Line each : line.contents()) {
      contents.add(node(each));
    }
    return new ListTable.Node(row(line), contents);
  }

  private static Fields record(PlaceListing.Line line) {
    Fields fields = new Fields();
    fields.text("path", line.path());
    fields.flag("isdir", line.folder());
    fields.value("size", line.size() < 0 ? Value.Null.NULL : Value.Int.of(line.size()));
    return fields;
  }
}
