package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.repo.Commit;
import datasync.repo.Selection;
import java.io.IOException;
import java.util.List;

/// `commit`.
final class CommitCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    var arguments = invocation.arguments();
    boolean dryRun = arguments.is("dry-run");
    Commit.Options options =
        new Commit.Options(arguments.is("force"), !arguments.is("no-relink"), dryRun);
    try (Session session = Session.changing(invocation).showing("committing")) {
      List<Selection> selections = session.selected();
      Commit commit = new Commit(session.repository(), options);
      for (String address : commit.run(selections, question -> dryRun || ask(session, question))) {
        console.event("committed", new Fields().text("stage", address));
        if (dryRun) {
          console.line("would commit " + address);
        }
      }
    }
    console.result(ExitCode.DONE);
    return ExitCode.DONE;
  }

  private static boolean ask(Session session, String question) {
    session.hideProgress();
    return session.console().terminal().confirm(question);
  }
}
