package datasync.cli.command;

import datasync.cli.Amounts;
import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.cli.ProgressDisplay;
import datasync.cli.UsageException;
import datasync.repo.History;
import datasync.repo.care.Finding;
import datasync.repo.care.FindingKind;
import datasync.repo.care.Fsck;
import datasync.repo.care.FsckReport;
import datasync.text.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `fsck`.
final class FsckCommand implements Command {
  private static final double PERCENT = 100;
  /// So many remarks of a kind are shown; damage is shown in full.
  private static final int SHOWN_REMARKS = 20;

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    Fsck.Sample sample = sample(invocation);
    try (Session session = Session.reading(invocation)) {
      List<String> targets = session.targets();
      boolean part = !targets.isEmpty() || Transfers.range(arguments).isWide();
      Fsck.Options options = options(arguments, sample, part);
      return show(session.console(), check(session, targets, options), options);
    }
  }

  private static FsckReport check(Session session, List<String> targets, Fsck.Options options)
      throws IOException {
    History.Range range = Transfers.range(session.arguments());
    try (ProgressDisplay progress = new ProgressDisplay(session.console(), "checking");
        Fsck fsck =
            new Fsck(
                session.repository(), options, Transfers.remotes(session, progress), progress)) {
      return fsck.run(range, stages -> session.resolver(stages).select(targets));
    }
  }

  private static Fsck.Options options(
      Arguments arguments, Fsck.Sample sample, boolean part) {
    List<String> remotes = new ArrayList<>(arguments.list("remote"));
    if (arguments.is("cloud")) {
      remotes.addFirst("");
    }
    return new Fsck.Options(
        !arguments.is("no-cache"),
        remotes,
        part || arguments.is("used"),
        sample,
        arguments.is("repair"),
        arguments.is("dry-run"));
  }

  private static Fsck.Sample sample(Invocation invocation) throws UsageException {
    Arguments arguments = invocation.arguments();
    long seed =
        arguments
            .bytes("seed")
            .orElseGet(() -> invocation.environment().random().nextInt(Integer.MAX_VALUE));
    String text = arguments.text("sample").orElse("100%");
    boolean part = text.endsWith("%");
    try {
      double number = Double.parseDouble(part ? text.substring(0, text.length() - 1) : text);
      if (part && number > 0 && number <= PERCENT) {
        return new Fsck.Sample(number / PERCENT, 0, seed);
      }
      if (!part && number >= 1 && number == Math.rint(number)) {
        return new Fsck.Sample(1, (long) number, seed);
      }
    } catch (NumberFormatException other) {
      // told below
    }
    throw new UsageException(
        "`--sample` takes a part such as `5%` or a number such as `1000`, not `" + text + "`", "");
  }

  private static ExitCode show(Console console, FsckReport report, Fsck.Options options) {
    Map<FindingKind, Integer> shown = new LinkedHashMap<>();
    for (Finding finding : report.findings()) {
      int before = shown.merge(finding.kind(), 1, Integer::sum);
      if (finding.kind().isDamage() || before <= SHOWN_REMARKS || console.isVerbose()) {
        console.line(line(finding, report.namesOf(finding)));
      }
      console.event("finding", record(finding, report.namesOf(finding)));
    }
    for (Map.Entry<FindingKind, Integer> each : shown.entrySet()) {
      int more = each.getValue() - SHOWN_REMARKS;
      if (!each.getKey().isDamage() && more > 0 && !console.isVerbose()) {
        console.line(each.getKey().text() + ": " + more + " more; `-v` shows all");
      }
    }
    if (report.left() > 0) {
      console.line(report.left() + " more findings are counted and not shown");
    }
    for (FsckReport.Side side : report.sides()) {
      console.line(line(side));
    }
    if (!options.sample().isAll()) {
      console.line("a sample was read; `--seed " + report.seed() + "` chooses the same again");
    }
    long left = report.damaged() - report.mended();
    ExitCode exit =
        left == 0 ? ExitCode.DONE : report.mended() > 0 ? ExitCode.PARTLY : ExitCode.DATA;
    String error = "";
    if (left > 0) {
      error =
          Amounts.count(left, "object") + (left == 1 ? " is" : " are") + " missing or corrupt";
      console.error(error, hint(options, report));
    }
    console.result(exit, result(report, options, error));
    return exit;
  }

  private static String hint(Fsck.Options options, FsckReport report) {
    if (options.repair() && !options.dryRun()) {
      return "look for somebody whose cache has them and let them run"
          + " `datasync fsck -c --repair`; `datasync help fsck` tells more";
    }
    if (report.counts().getOrDefault(FindingKind.BAD_LISTING, 0L) == report.damaged()) {
      return "`datasync add` of the folder writes a listing that is one";
    }
    boolean onlyMissing = report.counts().getOrDefault(FindingKind.MISSING, 0L) == report.damaged();
    return onlyMissing && options.remotes().isEmpty()
        ? "`datasync fetch` gets what a remote has"
        : "`datasync fsck --repair` with the same options brings them from wherever they are";
  }

  private static String line(Finding finding, List<String> names) {
    StringBuilder text = new StringBuilder();
    text.append(finding.kind().text()).append(": ").append(finding.side()).append(": ");
    text.append(
        finding.subject().id() == null || finding.kind() == FindingKind.MISPLACED
            ? finding.subject().file()
            : finding.subject().id().value());
    if (!names.isEmpty()) {
      text.append(" (").append(String.join(", ", names)).append(')');
    }
    text.append(": ").append(finding.detail());
    if (!finding.done().isEmpty()) {
      text.append("; ").append(finding.done());
    }
    return text.toString();
  }

  private static String line(FsckReport.Side side) {
    StringBuilder text = new StringBuilder();
    text.append(side.name()).append(" `").append(side.location()).append("`: ");
    text.append(Amounts.count(side.objects().objects(), "object"));
    text.append(", ").append(side.read().objects()).append(" read, ");
    text.append(Amounts.bytes(side.read().bytes()));
    if (side.quarantined() > 0) {
      text.append(", ").append(side.quarantined()).append(" in quarantine");
    }
    return text.toString();
  }

  private static Map<String, Value> record(Finding finding, List<String> names) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("kind", new Value.Text(finding.kind().text()));
    fields.put("damage", new Value.Bool(finding.kind().isDamage()));
    fields.put("side", new Value.Text(finding.side()));
    if (finding.subject().id() != null) {
      fields.put("hash", new Value.Text(finding.subject().id().hash().text()));
      fields.put("object", new Value.Text(finding.subject().id().value()));
    }
    fields.put("file", new Value.Text(finding.subject().file()));
    List<Value> paths = new ArrayList<>();
    names.forEach(name -> paths.add(new Value.Text(name)));
    fields.put("paths", new Value.Sequence(paths));
    fields.put("detail", new Value.Text(finding.detail()));
    fields.put("done", new Value.Text(finding.done()));
    fields.put("mended", new Value.Bool(finding.mended()));
    return fields;
  }

  private static Map<String, Value> result(
      FsckReport report, Fsck.Options options, String error) {
    Map<String, Value> fields = new LinkedHashMap<>();
    List<Value> sides = new ArrayList<>();
    for (FsckReport.Side side : report.sides()) {
      Map<String, Value> each = new LinkedHashMap<>();
      each.put("side", new Value.Text(side.name()));
      each.put("location", new Value.Text(side.location()));
      each.put("objects", Value.Int.of(side.objects().objects()));
      each.put("bytes", Value.Int.of(side.objects().bytes()));
      each.put("read", Value.Int.of(side.read().objects()));
      each.put("read_bytes", Value.Int.of(side.read().bytes()));
      each.put("quarantined", Value.Int.of(side.quarantined()));
      sides.add(Value.Mapping.of(each));
    }
    fields.put("sides", new Value.Sequence(sides));
    Map<String, Value> counts = new LinkedHashMap<>();
    report.counts().forEach((kind, count) -> counts.put(kind.text(), Value.Int.of(count)));
    fields.put("findings", Value.Mapping.of(counts));
    fields.put("damaged", Value.Int.of(report.damaged()));
    fields.put("mended", Value.Int.of(report.mended()));
    if (!options.sample().isAll()) {
      fields.put("seed", Value.Int.of(report.seed()));
    }
    if (!error.isEmpty()) {
      fields.put("error", new Value.Text(error));
    }
    return fields;
  }
}
