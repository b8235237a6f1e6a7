package datasync.cli.command;

import datasync.cli.Amounts;
import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.cli.ProgressDisplay;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.repo.History;
import datasync.repo.PlannedMove;
import datasync.repo.Transfer;
import datasync.repo.TransferReport;
import datasync.text.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
      List<String> targets = session.targets();
      History.Range range = Transfers.range(arguments);
      Transfer.Chooser chooser = stages -> session.resolver(stages).select(targets);
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
    for (ObjectId id : report.failed().keySet()) {
      missing.add("corrupt: " + report.nameOf(id) + " (" + id.value() + ")");
    }
    console.failures(missing, SHOWN);
    ExitCode exit = complete ? ExitCode.DONE : ExitCode.DATA;
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("objects", Value.Int.of(report.objects()));
    fields.put("bytes", Value.Int.of(report.bytes()));
    fields.put("unknown_sizes", Value.Int.of(report.unknownSizes()));
    fields.put("missing", ids(report.missing()));
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

  private static Map<String, Value> record(PlannedMove move) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("remote", new Value.Text(move.remote()));
    fields.put("location", new Value.Text(move.location()));
    fields.put("hash", new Value.Text(move.hash().text()));
    fields.put("objects", Value.Int.of(move.objects()));
    fields.put("bytes", Value.Int.of(move.bytes()));
    fields.put("unknown_sizes", Value.Int.of(move.unknownSizes()));
    fields.put("present", Value.Int.of(move.present()));
    fields.put("requests", Value.Int.of(move.requests()));
    fields.put("missing", ids(move.missing()));
    return fields;
  }

  private static Value ids(Set<ObjectId> ids) {
    List<Value> values = new ArrayList<>();
    ids.stream().sorted().forEach(id -> values.add(new Value.Text(id.value())));
    return new Value.Sequence(values);
  }
}
