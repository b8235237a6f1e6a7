package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.repo.CheckoutData;
import datasync.repo.merge.Provenance;
import java.io.IOException;

/// `checkout`.
final class CheckoutCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    try (Session session = Session.changing(invocation).showing("checking out")) {
      CheckoutData.Options options =
          new CheckoutData.Options(
              arguments.is("force"), arguments.is("relink"), arguments.is("dry-run"));
      CheckoutData.Result result =
          new CheckoutData(session.repository(), options)
              .run(session.selected(), session.targets().isEmpty());
      session.hideProgress();
      CheckoutDisplay.print(invocation.console(), result, arguments.is("summary"));
      if (arguments.is("summary")) {
        String counts = CheckoutDisplay.counts(result.files());
        invocation.console().line(counts.isEmpty() ? "No changes." : counts);
      }
      boolean allowMissing = arguments.is("allow-missing");
      if (!result.failed().isEmpty() && result.problems().isEmpty() && !allowMissing) {
        LastSeenDisplay.print(
            invocation.console(),
            new Provenance(session.repository()).ofOutputs(result.failed()));
      }
      CheckoutDisplay.check(result, allowMissing);
      if (arguments.is("relink")) {
        invocation.console().line("Relinked successfully");
      }
      invocation.console().result(ExitCode.DONE, CheckoutDisplay.fields(result));
    }
    return ExitCode.DONE;
  }
}
