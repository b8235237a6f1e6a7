package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.repo.edit.Freeze;
import java.io.IOException;

/// `freeze` and `unfreeze`.
final class FreezeCommand implements Command {
  private final boolean frozen;

  FreezeCommand(boolean frozen) {
    this.frozen = frozen;
  }

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    boolean dryRun = invocation.arguments().is("dry-run");
    String verb = frozen ? "freeze" : "unfreeze";
    try (Session session = Session.changing(invocation)) {
      Freeze freeze = new Freeze(session.repository(), dryRun);
      return EachTarget.run(
          invocation,
          target -> {
            String stage = freeze.set(target, frozen);
            EachTarget.event(console, frozen ? "frozen" : "unfrozen", stage);
            if (dryRun) {
              console.line("would " + verb + " " + stage);
            }
          });
    }
  }
}
