package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.repo.edit.Move;
import java.io.IOException;

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
      Fields fields = new Fields();
      fields.text("from", moved.from());
      fields.text("to", moved.to());
      fields.text("file", moved.file());
      console.event("moved", fields);
      if (dryRun) {
        console.line("would move " + moved.from() + " to " + moved.to());
      }
      session.finishInGit();
    }
    console.result(ExitCode.DONE);
    return ExitCode.DONE;
  }
}
