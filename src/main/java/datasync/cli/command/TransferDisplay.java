package datasync.cli.command;

import datasync.cli.CommandException;
import datasync.cli.Amounts;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Failures;
import datasync.cli.Fields;
import datasync.cli.ProgressDisplay;
import datasync.cli.Summary;
import datasync.object.CorruptObject;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.repo.TransferReport;
import datasync.repo.merge.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// How `push`, `fetch`, `pull` and their plans are shown.
final class TransferDisplay {
  private static final int SHOWN_FAILURES = 20;

  private TransferDisplay() {}

  /// Warns when neither command nor configuration name a remote.
  static void warnWithoutRemote(Session session) {
    if (!session.arguments().has("remote")
        && session.repository().config().defaultRemote().isEmpty()) {
      session.console().warning("no remote provided and no default remote set");
    }
  }

  /// Prints what failed, what is missing and what moved, and returns the fields of the result.
  static Fields show(
      Session session, TransferReport report, ProgressDisplay progress) {
    progress.close();
    Console console = session.console();
    List<String> missing = new ArrayList<>();
    for (ObjectId id : report.missing()) {
      missing.add("name: " + report.nameOf(id) + ", md5: " + id.value());
    }
    if (!missing.isEmpty()) {
      console.warning(
          "Some of the cache files do not exist neither locally nor on remote."
              + " Missing cache files:");
      console.failures(missing, SHOWN_FAILURES);
      Provenance provenance = new Provenance(session.repository());
      LastSeenDisplay.print(console, provenance.ofObjects(report.missing()));
    }
    List<String> failed = new ArrayList<>();
    report
        .failed()
        .forEach((id, reason) -> failed.add(report.nameOf(id) + ": " + Failures.reason(reason)));
    console.failures(failed, SHOWN_FAILURES);
    boolean dryRun = session.arguments().is("dry-run");
    if ((report.objects() > 0 || progress.retries().count() > 0) && !dryRun) {
      Summary summary =
          new Summary(
              report.objects(),
              report.bytes(),
              report.duplicates(),
              report.duplicateBytes(),
              progress.retries());
      console.note(summary.text());
    }
    showShard(session, report);
    Fields fields = new Fields();
    fields.number("objects", report.objects());
    fields.number("bytes", report.bytes());
    fields.number("retries", progress.retries().count());
    fields.number("waited_ms", progress.retries().waited().toMillis());
    fields.texts("retry_reasons", progress.retries().reasons());
    fields.texts("missing", ids(report.missing()));
    fields.texts("failed", ids(report.failed().keySet()));
    if (isShard(session)) {
      fields.number("left", report.left());
      fields.number("left_bytes", report.leftBytes());
      fields.texts("waiting", ids(report.waiting()));
    }
    return fields;
  }

  private static boolean isShard(Session session) {
    return session.arguments().declares("shard") && session.arguments().has("shard");
  }

  /// Says what is left to the other shards, and which listings wait for them.
  private static void showShard(Session session, TransferReport report) {
    if (!isShard(session)) {
      return;
    }
    String shard = "shard " + session.arguments().text("shard").orElseThrow() + ": ";
    Console console = session.console();
    if (report.left() > 0) {
      String amount = Amounts.count(report.left(), "object") + ", "
          + Amounts.bytes(report.leftBytes());
      console.note(shard + amount + " are left to the other shards");
    }
    for (ObjectId id : report.waiting()) {
      console.note(
          shard + "`" + report.nameOf(id) + "` is published by the run that finds all of its files"
              + " there");
    }
  }

  /// The line that says what moved.
  static String counts(String counts, boolean upToDate, String word) {
    if (upToDate) {
      return "Everything is up to date.";
    }
    return counts.isEmpty() ? "0 files " + word : counts;
  }

  /// The digests of objects, sorted, for records.
  static List<String> ids(Set<ObjectId> ids) {
    List<String> values = new ArrayList<>();
    for (ObjectId id : new TreeSet<>(ids)) {
      values.add(id.value());
    }
    return values;
  }

  /// The failure of a transfer in which some objects did not arrive.
  static CommandException incomplete(TransferReport report, String done) {
    boolean data = true;
    boolean corrupt = true;
    for (IOException reason : report.failed().values()) {
      corrupt &= reason instanceof CorruptObject;
      data &= reason instanceof CorruptObject || reason instanceof ObjectMissing;
    }
    int count = report.failed().size();
    ExitCode exit =
        data ? ExitCode.DATA : report.objects() > 0 ? ExitCode.PARTLY : ExitCode.FAILED;
    return new CommandException(
        exit,
        count + (count == 1 ? " file" : " files") + " failed to " + done,
        corrupt
            ? "the copy on the remote is corrupt: remove it there, and push it again from a"
                + " machine whose cache has it"
            : "run the same command again; it goes on where it stopped");
  }
}
