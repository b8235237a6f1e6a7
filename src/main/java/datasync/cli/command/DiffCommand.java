package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.repo.Diff;
import datasync.repo.Transfer;
import datasync.task.Progress;
import java.io.IOException;

/// `diff`.
final class DiffCommand implements Command, Session.Reader<Diff.Report> {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    return Session.read(invocation, this);
  }

  @Override
  public Diff.Report read(Session session) throws IOException {
    Arguments arguments = session.arguments();
    try (Transfer transfer = Transfers.open(session, Progress.none())) {
      Diff.Request request =
          new Diff.Request(
              arguments.text("a_rev").orElse("HEAD"),
              arguments.text("b_rev").orElse(""),
              arguments.list("targets"));
      return new Diff(session.repository(), transfer::listing).run(request);
    }
  }

  @Override
  public ExitCode show(Session session, Diff.Report report) throws IOException {
    Arguments arguments = session.arguments();
    Console console = session.console();
    boolean hideMissing = arguments.is("hide-missing") || arguments.has("b_rev");
    DiffDisplay display = new DiffDisplay(report, arguments.is("show-hash"), hideMissing);
    if (console.isJson()) {
      console.document(display.document());
    } else if (arguments.is("md")) {
      display.printTable(console);
    } else {
      display.print(console);
    }
    return ExitCode.DONE;
  }
}
