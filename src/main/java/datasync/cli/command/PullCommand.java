package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.cli.ProgressDisplay;
import datasync.repo.CheckoutData;
import datasync.repo.Transfer;
import datasync.repo.TransferReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// `pull`.
final class PullCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    try (Session session = Session.changing(invocation);
        ProgressDisplay progress = new ProgressDisplay(session.console(), "pulling");
        Transfer transfer = Transfers.open(session, progress)) {
      session.repository().report(progress);
      if (arguments.is("run-cache")) {
        transfer.runCache(false);
      }
      TransferReport report =
          transfer.fetch(Transfers.range(arguments), session.chooser());
      CheckoutData.Options options =
          new CheckoutData.Options(arguments.is("force"), false, arguments.is("dry-run"));
      CheckoutData.Result result =
          new CheckoutData(session.repository(), options)
              .run(transfer.completed(session.selected()), session.targets().isEmpty());
      Fields fields = TransferDisplay.show(session, report, progress);
      fields.addAll(CheckoutDisplay.fields(result));
      return show(session, report, result, fields);
    }
  }

  private static ExitCode show(
      Session session, TransferReport report, CheckoutData.Result result,
      Fields fields) throws IOException {
    Console console = session.console();
    CheckoutDisplay.print(console, result, false);
    TransferDisplay.warnWithoutRemote(session);
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("fetched", report.objects());
    counts.putAll(result.files());
    String text = CheckoutDisplay.counts(counts);
    boolean incomplete = !report.missing().isEmpty() || !report.failed().isEmpty();
    if (!text.isEmpty() || !incomplete) {
      console.line(text.isEmpty() ? "Everything is up to date." : text);
    }
    if (!report.failed().isEmpty() && !session.arguments().is("allow-missing")) {
      throw TransferDisplay.incomplete(report, "download");
    }
    CheckoutDisplay.check(result, session.arguments().is("allow-missing"));
    console.result(ExitCode.DONE, fields);
    return ExitCode.DONE;
  }
}
