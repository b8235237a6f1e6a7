package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.cli.UsageException;
import datasync.repo.CloudStatus;
import datasync.repo.History;
import datasync.repo.Repository;
import datasync.repo.Status;
import datasync.repo.Transfer;
import datasync.task.Progress;
import datasync.text.Value;
import java.io.IOException;
import java.util.Map;

/// `status`.
final class StatusCommand implements Command {
  private static final int STATE_WIDTH = 20;

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    if (!arguments.is("cloud") && !arguments.has("remote")) {
      return Session.read(invocation, new Local());
    }
    try (Session session = Session.readingLocked(invocation).showing("reading")) {
      Value.Mapping changes = cloud(session);
      session.hideProgress();
      return show(session, changes, true);
    }
  }

  private static final class Local implements Session.Reader<Value.Mapping> {
    @Override
    public Value.Mapping read(Session session) throws IOException {
      return local(session);
    }

    @Override
    public ExitCode show(Session session, Value.Mapping changes) throws IOException {
      return StatusCommand.show(session, changes, false);
    }
  }

  private static Value.Mapping local(Session session) throws IOException {
    Arguments arguments = session.arguments();
    History.Range range = Transfers.range(arguments);
    if (range.isWide() || arguments.has("jobs")) {
      throw new UsageException(
          "`--all-branches`, `--all-tags`, `--all-commits` and `--jobs` mean nothing here",
          "add `--cloud` to compare with a remote");
    }
    Repository repository = session.repository();
    Status.Report report =
        new Status(repository, !arguments.is("no-updates")).of(session.selected());
    for (String address : report.frozen()) {
      session
          .console()
          .warning(
              "stage: '" + address
                  + "' is frozen; its dependencies are not shown in the status output");
    }
    return report.stages();
  }

  private static Value.Mapping cloud(Session session) throws IOException {
    Arguments arguments = session.arguments();
    try (Transfer transfer = Transfers.open(session, Progress.none())) {
      return new CloudStatus(transfer).of(Transfers.range(arguments), session.chooser());
    }
  }

  private static ExitCode show(Session session, Value.Mapping changes, boolean cloud)
      throws IOException {
    Console console = session.console();
    boolean clean = changes.entries().isEmpty();
    if (console.isJson()) {
      console.document(changes);
      return ExitCode.DONE;
    }
    if (console.isQuiet()) {
      return clean ? ExitCode.DONE : ExitCode.FAILED;
    }
    if (!clean) {
      print(console, changes, cloud ? 1 : 0);
    } else if (session.repository().stages().all().isEmpty()) {
      console.line("There are no data or pipelines tracked in this project yet.");
      console.line("See <https://dvc.org/doc/start> to get started!");
    } else if (cloud) {
      String remote =
          session
              .arguments()
              .text("remote")
              .or(() -> session.repository().config().defaultRemote())
              .orElse("None");
      console.line("Cache and remote '" + remote + "' are in sync.");
    } else {
      console.line("Data and pipelines are up to date.");
    }
    return ExitCode.DONE;
  }

  private static void print(Console console, Value value, int depth) {
    String indent = "\t".repeat(depth);
    switch (value) {
      case Value.Text text -> console.line(indent + text.value());
      case Value.Sequence list -> {
        for (Value item : list.items()) {
          print(console, item, depth);
        }
      }
      case Value.Mapping mapping -> {
        for (Map.Entry<Value, Value> entry : mapping.entries().entrySet()) {
          String key = ((Value.Text) entry.getKey()).value();
          if (entry.getValue() instanceof Value.Text state) {
            String word = state.value() + ":";
            console.line(indent + word + " ".repeat(STATE_WIDTH - word.length()) + key);
          } else {
            console.line(indent + key + ":");
            print(console, entry.getValue(), depth + 1);
          }
        }
      }
      default -> throw new IllegalArgumentException(value.toString());
    }
  }
}
