package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.CommandException;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.repo.edit.Destroy;
import java.io.IOException;
import java.nio.file.Path;

/// `destroy`.
final class DestroyCommand implements Command {
  private static final String QUESTION =
      "This removes all `.dvc` files, `dvc.yaml`, `dvc.lock`, `.dvc/` and with it the cache in"
          + " `.dvc/cache`; the data here stays.\nAre you sure?";

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    boolean dry = invocation.arguments().is("dry-run");
    Session.reading(invocation).close(); // without a project there is nothing to ask about
    if (!dry && !invocation.arguments().is("force") && !console.terminal().confirm(QUESTION)) {
      throw new CommandException(
          ExitCode.FAILED,
          "nobody confirmed it, so nothing was touched",
          "`-f` does it without a question");
    }
    Destroy destroy;
    try (Session session = Session.changing(invocation)) {
      destroy = new Destroy(session.repository());
      for (Path path : destroy.files()) {
        String name = session.repository().project().relative(path);
        console.event("deleted", new Fields().text("path", name));
        if (dry) {
          console.line("would delete " + name);
        }
      }
      if (!dry) {
        destroy.releaseData();
      }
    }
    if (!dry) {
      destroy.removeProject();
    }
    console.result(ExitCode.DONE);
    return ExitCode.DONE;
  }
}
