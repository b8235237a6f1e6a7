package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import java.io.IOException;

/// `version`.
final class VersionCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    VersionFacts facts = VersionFacts.of(invocation.environment());
    if (invocation.console().isJson()) {
      invocation.console().result(ExitCode.DONE, facts.fields());
    } else {
      invocation.console().answer(facts.text());
    }
    return ExitCode.DONE;
  }
}
