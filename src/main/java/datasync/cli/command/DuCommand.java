package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.repo.browse.DiskUse;
import datasync.task.Progress;
import datasync.text.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        List<Value> values = new ArrayList<>(uses.size());
        for (DiskUse.Use use : uses) {
          Map<String, Value> fields = new LinkedHashMap<>();
          fields.put("path", new Value.Text(use.path()));
          fields.put("size", Value.Int.of(use.bytes()));
          values.add(Value.Mapping.of(fields));
        }
        invocation.console().document(new Value.Sequence(values));
      } else {
        Table table = new Table(false);
        uses.forEach(use -> table.add(List.of(Table.size(use.bytes()), use.path())));
        table.print(invocation.console());
      }
    }
    return ExitCode.DONE;
  }
}
