package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.CommandException;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Failures;
import datasync.cli.Fields;
import datasync.cli.ProgressDisplay;
import datasync.cli.Summary;
import datasync.object.CorruptObject;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.remote.Remotes;
import datasync.repo.History;
import datasync.repo.Imports;
import datasync.repo.Repository;
import datasync.repo.Transfer;
import datasync.repo.TransferReport;
import datasync.repo.merge.Provenance;
import datasync.task.Progress;
import datasync.track.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What `push`, `fetch` and `pull` share: their flags, and how transfers are shown.
final class Transfers {
  private static final int SHOWN_FAILURES = 20;

  private Transfers() {}

  /// Opens a transfer as the flags say. The caller closes it.
  static Transfer open(Session session, Progress progress) {
    return open(session, session.repository(), progress);
  }

  /// Opens a transfer of another project as the flags say. The caller closes it.
  static Transfer open(Session session, Repository repository, Progress progress) {
    Arguments arguments = session.arguments();
    String verb = session.verb();
    boolean fetch = verb.equals("fetch");
    boolean moves = fetch || verb.equals("push") || verb.equals("pull");
    boolean dryRun =
        verb.startsWith("plan ")
            || moves && arguments.is("dry-run")
            || arguments.declares("dry") && arguments.is("dry");
    Set<Output.Kind> kinds = EnumSet.noneOf(Output.Kind.class);
    for (String type : fetch ? arguments.list("type") : List.<String>of()) {
      kinds.add(type.equals("metrics") ? Output.Kind.METRIC : Output.Kind.PLOT);
    }
    Transfer.Options options =
        new Transfer.Options(
            arguments.declares("remote") ? arguments.text("remote").orElse("") : "",
            arguments.declares("jobs") ? arguments.number("jobs").orElse(0) : 0,
            verb.equals("push") && arguments.is("verify"),
            fetch ? arguments.bytes("max-size").orElse(0) : 0,
            kinds,
            dryRun);
    Remotes remotes = remotes(session, repository, progress);
    Imports imports = new SourceOfImports(repository, remotes, options.jobs(), progress);
    return new Transfer(repository, options, new Transfer.Outside(remotes, progress, imports));
  }

  /// Opens remotes; a person can be asked for a password.
  static Remotes remotes(Session session, Progress progress) {
    return remotes(session, session.repository(), progress);
  }

  private static Remotes remotes(Session session, Repository repository, Progress progress) {
    return new Remotes(
        repository.environment(), (host, user) -> ask(session, host, user), progress);
  }

  private static Optional<String> ask(Session session, String host, String user) {
    return session.console().terminal().secret("Password for " + user + " at " + host);
  }

  /// The revisions that the flags name.
  static History.Range range(Arguments arguments) {
    return new History.Range(
        arguments.is("all-branches"), arguments.is("all-tags"), arguments.is("all-commits"));
  }

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
    if (report.objects() > 0 && !dryRun) {
      Summary summary =
          new Summary(
              report.objects(),
              report.bytes(),
              report.duplicates(),
              report.duplicateBytes(),
              progress.retries());
      console.note(summary.text());
    }
    Fields fields = new Fields();
    fields.number("objects", report.objects());
    fields.number("bytes", report.bytes());
    fields.number("retries", progress.retries());
    fields.texts("missing", ids(report.missing()));
    fields.texts("failed", ids(report.failed().keySet()));
    return fields;
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
