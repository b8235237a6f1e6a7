package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import java.io.IOException;
import java.nio.file.Path;

/// `unprotect`.
final class UnprotectCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    try (Session session = Session.reading(invocation)) {
      for (String target : session.targets()) {
        Path path = invocation.environment().workingDirectory().resolve(target).normalize();
        if (invocation.arguments().is("dry-run")) {
          console.line("would unprotect " + target);
        } else {
          session.repository().unprotect(path);
        }
        console.event("unprotected", new Fields().text("path", target));
      }
    }
    console.result(ExitCode.DONE);
    return ExitCode.DONE;
  }
}
