package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.repo.edit.Move;
import datasync.text.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// `move`.
final class MoveCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    Arguments arguments = invocation.arguments();
    boolean dryRun = arguments.is("dry-run");
    try (Session session = Session.changing(invocation).showing("moving")) {
      Move move = new Move(session.repository(), dryRun);
      Move.Moved moved =
          move.run(arguments.text("src").orElse(""), arguments.text("dst").orElse(""));
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("from", new Value.Text(moved.from()));
      fields.put("to", new Value.Text(moved.to()));
      fields.put("file", new Value.Text(moved.file()));
      console.event("moved", fields);
      if (dryRun) {
        console.line("would move " + moved.from() + " to " + moved.to());
      }
      session.finishInGit();
    }
    console.result(ExitCode.DONE, Map.of());
    return ExitCode.DONE;
  }
}
