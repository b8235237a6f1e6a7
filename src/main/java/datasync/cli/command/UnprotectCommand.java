package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.text.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

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
        console.event("unprotected", Map.of("path", new Value.Text(target)));
      }
    }
    console.result(ExitCode.DONE, Map.of());
    return ExitCode.DONE;
  }
}
