package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.repo.edit.Remove;
import java.io.IOException;

/// `remove`.
final class RemoveCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    boolean dryRun = invocation.arguments().is("dry-run");
    try (Session session = Session.changing(invocation)) {
      Remove.Options options = new Remove.Options(invocation.arguments().is("outs"), dryRun);
      Remove remove = new Remove(session.repository(), options);
      return EachTarget.run(
          invocation,
          target -> {
            for (Remove.Removed each : remove.run(target)) {
              show(console, each, dryRun);
            }
          });
    }
  }

  private static void show(Console console, Remove.Removed removed, boolean dryRun) {
    Fields fields = new Fields();
    fields.text("stage", removed.stage());
    fields.texts("deleted", removed.deleted());
    fields.texts("unsaved", removed.unsaved());
    console.event("removed", fields);
    if (dryRun) {
      console.line("would remove " + removed.stage());
      for (String output : removed.deleted()) {
        boolean lost = removed.unsaved().contains(output);
        console.line("would delete " + output + (lost ? ", which is not in the cache" : ""));
      }
    } else {
      for (String output : removed.unsaved()) {
        console.warning("deleted '" + output + "', whose content was not in the cache");
      }
    }
  }
}
