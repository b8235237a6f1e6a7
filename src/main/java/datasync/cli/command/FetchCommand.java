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

/// `fetch`.
final class FetchCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    try (Session session = Session.changing(invocation);
        ProgressDisplay progress = new ProgressDisplay(session.console(), "fetching");
        Transfer transfer = Transfers.open(session, progress)) {
      if (arguments.is("run-cache")) {
        transfer.runCache(false);
      }
      TransferReport report =
          transfer.fetch(Transfers.range(arguments), session.chooser());
      Fields fields = TransferDisplay.show(session, report, progress);
      TransferDisplay.warnWithoutRemote(session);
      if (!report.failed().isEmpty()) {
        throw TransferDisplay.incomplete(report, "download");
      }
      String word = arguments.is("dry-run") ? "to fetch" : "fetched";
      String counts = CheckoutDisplay.counts(Map.of(word, report.objects()));
      boolean upToDate = counts.isEmpty() && report.isNothingLeft();
      session.console().line(TransferDisplay.counts(counts, upToDate, "fetched"));
      session.console().result(ExitCode.DONE, fields);
    }
    return ExitCode.DONE;
  }
}
