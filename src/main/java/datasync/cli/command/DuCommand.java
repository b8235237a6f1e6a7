package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.repo.browse.DiskUse;
import datasync.task.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `du`.
final class DuCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    try (BrowseSession session = BrowseSession.open(invocation, Progress.none())) {
      List<DiskUse.Use> uses =
          new DiskUse(session.view())
              .of(arguments.text("path").orElse(""), arguments.is("summarize"));
      if (invocation.console().isJson()) {
        List<Fields> values = new ArrayList<>(uses.size());
        for (DiskUse.Use use : uses) {
          Fields fields = new Fields();
          fields.text("path", use.path());
          fields.number("size", use.bytes());
          values.add(fields);
        }
        invocation.console().document(Fields.list(values));
      } else {
        Table table = new Table(false);
        uses.forEach(use -> table.add(List.of(Table.size(use.bytes()), use.path())));
        table.print(invocation.console());
      }
    }
    return ExitCode.DONE;
  }
}
