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
import java.util.List;
import java.util.Map;

/// `push`.
final class PushCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    try (Session session = Session.changing(invocation);
        ProgressDisplay progress = new ProgressDisplay(session.console(), "pushing");
        Transfer transfer = Transfers.open(session, progress)) {
      List<String> targets = session.targets();
      long runs = arguments.is("run-cache") ? transfer.runCache(true) : 0;
      TransferReport report =
          transfer.push(
              Transfers.range(arguments), stages -> session.resolver(stages).select(targets));
      Fields fields = Transfers.show(session, report, progress);
      if (!report.failed().isEmpty()) {
        throw Transfers.incomplete(report, "upload");
      }
      Transfers.warnWithoutRemote(session);
      String word = arguments.is("dry-run") ? "to push" : "pushed";
      String counts = CheckoutDisplay.counts(Map.of(word, report.objects() + runs));
      boolean upToDate = counts.isEmpty() && report.missing().isEmpty();
      session.console().line(Transfers.counts(counts, upToDate, "pushed"));
      session.console().result(ExitCode.DONE, fields);
    }
    return ExitCode.DONE;
  }
}
