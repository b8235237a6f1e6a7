package datasync.cli.command;

import datasync.cli.Amounts;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.repo.care.Finding;
import datasync.repo.care.FindingKind;
import datasync.repo.care.Fsck;
import datasync.repo.care.FsckReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the findings of `fsck` are shown.
final class FsckDisplay {
  /// So many remarks of a kind are shown; damage is shown in full.
  private static final int SHOWN_REMARKS = 20;

  private FsckDisplay() {}

  /// Prints the findings, a line for each side, and the error when data is missing or corrupt.
  ///
  /// @return how the process ends
  static ExitCode show(Console console, FsckReport report, Fsck.Options options) {
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
    Fields result = result(report, options);
    if (left > 0) {
      String error =
          Amounts.count(left, "object") + (left == 1 ? " is" : " are") + " missing or corrupt";
      String hint = hint(options, report);
      console.error(error, hint);
      result.text("error", error).text("hint", hint);
    }
    console.result(exit, result);
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
    text.append(finding.kind().text()).append(": ").append(shown(finding.side())).append(": ");
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

  private static String shown(String side) {
    return side.isEmpty() ? "cache" : side;
  }

  private static String line(FsckReport.Side side) {
    StringBuilder text = new StringBuilder();
    text.append(shown(side.name())).append(" `").append(side.location()).append("`: ");
    text.append(Amounts.count(side.objects().objects(), "object"));
    text.append(", ").append(side.read().objects()).append(" read, ");
    text.append(Amounts.bytes(side.read().bytes()));
    if (side.quarantined() > 0) {
      text.append(", ").append(side.quarantined()).append(" in quarantine");
    }
    return text.toString();
  }

  private static Fields record(Finding finding, List<String> names) {
    Fields fields = new Fields();
    fields.text("kind", finding.kind().text());
    fields.flag("damage", finding.kind().isDamage());
    fields.text("side", shown(finding.side()));
    if (finding.subject().id() != null) {
      fields.text("hash", finding.subject().id().hash().text());
      fields.text("object", finding.subject().id().value());
    }
    fields.text("file", finding.subject().file());
    fields.texts("paths", names);
    fields.text("detail", finding.detail());
    fields.text("done", finding.done());
    fields.flag("mended", finding.mended());
    return fields;
  }

  private static Fields result(FsckReport report, Fsck.Options options) {
    Fields fields = new Fields();
    List<Fields> sides = new ArrayList<>();
    for (FsckReport.Side side : report.sides()) {
      Fields each = new Fields();
      each.text("side", shown(side.name()));
      each.text("location", side.location());
      each.number("objects", side.objects().objects());
      each.number("bytes", side.objects().bytes());
      each.number("read", side.read().objects());
      each.number("read_bytes", side.read().bytes());
      each.number("quarantined", side.quarantined());
      sides.add(each);
    }
    fields.objects("sides", sides);
    Fields counts = new Fields();
    report.counts().forEach((kind, count) -> counts.number(kind.text(), count));
    fields.value("findings", counts.object());
    fields.number("damaged", report.damaged());
    fields.number("mended", report.mended());
    if (!options.sample().isAll()) {
      fields.number("seed", report.seed());
    }
    return fields;
  }
}
