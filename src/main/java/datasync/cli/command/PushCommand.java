package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.cli.ProgressDisplay;
import datasync.repo.Transfer;
import datasync.repo.TransferReport;
import java.io.IOException;
import java.util.Map;

/// `push`.
final class PushCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    try (Session session = Session.changing(invocation);
        ProgressDisplay progress = new ProgressDisplay(session.console(), "pushing");
        Transfer transfer = Transfers.open(session, progress)) {
      long runs = arguments.is("run-cache") ? transfer.runCache(true) : 0;
      TransferReport report =
          transfer.push(Transfers.range(arguments), session.chooser());
      Fields fields = TransferDisplay.show(session, report, progress);
      if (!report.failed().isEmpty()) {
        throw TransferDisplay.incomplete(report, "upload");
      }
      TransferDisplay.warnWithoutRemote(session);
      String word = arguments.is("dry-run") ? "to push" : "pushed";
      String counts = CheckoutDisplay.counts(Map.of(word, report.objects() + runs));
      boolean upToDate = counts.isEmpty() && report.isNothingLeft();
      session.console().line(TransferDisplay.counts(counts, upToDate, "pushed"));
      session.console().result(ExitCode.DONE, fields);
    }
    return ExitCode.DONE;
  }
}
