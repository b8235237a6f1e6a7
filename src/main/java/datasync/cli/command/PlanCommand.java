package datasync.cli.command;

import datasync.cli.Amounts;
import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Failures;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.cli.ProgressDisplay;
import datasync.object.CorruptObject;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.repo.History;
import datasync.repo.PlannedMove;
import datasync.repo.Transfer;
import datasync.repo.TransferReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `plan push` and `plan pull`: the dry run of both, told remote by remote.
final class PlanCommand implements Command {
  private static final int SHOWN = 20;

  private final boolean push;

  PlanCommand(boolean push) {
    this.push = push;
  }

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    try (Session session = Session.readingLocked(invocation);
        ProgressDisplay progress = new ProgressDisplay(session.console(), "planning");
        Transfer transfer = Transfers.open(session, progress)) {
      History.Range range = Transfers.range(arguments);
      Transfer.Chooser chooser = session.chooser();
      TransferReport report =
          push ? transfer.push(range, chooser) : transfer.fetch(range, chooser);
      return show(session.console(), report, progress);
    }
  }

  private ExitCode show(Console console, TransferReport report, ProgressDisplay progress) {
    progress.close();
    for (PlannedMove move : report.planned()) {
      if (move.objects() > 0 || move.present() > 0 || !move.missing().isEmpty()) {
        console.line(line(move));
        console.event("remote", record(move));
      }
    }
    boolean complete = report.missing().isEmpty() && report.failed().isEmpty();
    if (report.objects() == 0 && complete) {
      console.line("Everything is up to date.");
    }
    List<String> missing = new ArrayList<>();
    for (ObjectId id : report.missing()) {
      missing.add("missing on both sides: " + report.nameOf(id) + " (" + id.value() + ")");
    }
    ExitCode exit = complete ? ExitCode.DONE : ExitCode.DATA;
    for (Map.Entry<ObjectId, IOException> each : report.failed().entrySet()) {
      String object = report.nameOf(each.getKey()) + " (" + each.getKey().value() + ")";
      boolean corrupt = each.getValue() instanceof CorruptObject;
      missing.add(
          corrupt
              ? "corrupt: " + object
              : "cannot be read: " + object + ": " + Failures.reason(each.getValue()));
      exit = corrupt ? exit : ExitCode.FAILED;
    }
    console.failures(missing, SHOWN);
    Fields fields = new Fields();
    fields.number("objects", report.objects());
    fields.number("bytes", report.bytes());
    fields.number("unknown_sizes", report.unknownSizes());
    fields.texts("missing", TransferDisplay.ids(report.missing()));
    console.result(exit, fields);
    return exit;
  }

  private String line(PlannedMove move) {
    StringBuilder text = new StringBuilder();
    text.append(move.remote()).append(" (").append(move.location());
    text.append(move.hash() == HashName.MD5 ? "): " : ", layout of DVC 2): ");
    text.append(Amounts.count(move.objects(), "object")).append(push ? " to push" : " to get");
    text.append(", ").append(Amounts.bytes(move.bytes()));
    if (move.unknownSizes() > 0) {
      text.append(" and ").append(move.unknownSizes()).append(" of unknown size");
    }
    text.append(", at most ").append(Amounts.count(move.requests(), "request"));
    text.append("; ").append(move.present()).append(" there already");
    if (!move.missing().isEmpty()) {
      text.append(", ").append(move.missing().size()).append(" missing on both sides");
    }
    return text.toString();
  }

  private static Fields record(PlannedMove move) {
    Fields fields = new Fields();
    fields.text("remote", move.remote());
    fields.text("location", move.location());
    fields.text("hash", move.hash().text());
    fields.number("objects", move.objects());
    fields.number("bytes", move.bytes());
    fields.number("unknown_sizes", move.unknownSizes());
    fields.number("present", move.present());
    fields.number("requests", move.requests());
    fields.texts("missing", TransferDisplay.ids(move.missing()));
    return fields;
  }

}
