package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.cli.UsageException;
import datasync.repo.Add;
import datasync.repo.AddFrom;
import datasync.repo.Transfer;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// `add`.
final class AddCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    check(arguments);
    Console console = invocation.console();
    try (Session session = Session.changing(invocation).showing("adding");
        Transfer transfer = Transfers.open(session, Progress.none())) {
      for (Path file : addOrTakeBack(session, transfer)) {
        String name = session.repository().project().relative(file);
        console.event("added", new Fields().text("file", name));
        if (arguments.is("dry-run")) {
          console.line("would write " + name);
        }
      }
      session.finishInGit();
    }
    console.result(ExitCode.DONE);
    return ExitCode.DONE;
  }

  /// Adds; when that fails, what was written to `.gitignore` files is taken back, as DVC does for
  /// this verb alone.
  private static List<Path> addOrTakeBack(Session session, Transfer transfer)
      throws IOException {
    boolean done = false;
    try {
      List<Path> written = add(session, transfer);
      done = true;
      return written;
    } finally {
      if (!done) {
        session.repository().takeBackIgnores();
      }
    }
  }

  private static List<Path> add(Session session, Transfer transfer) throws IOException {
    Arguments arguments = session.arguments();
    if (arguments.has("out") || arguments.is("to-remote")) {
      AddFrom.Options options =
          new AddFrom.Options(
              arguments.text("out").orElse(""),
              arguments.is("to-remote"),
              arguments.is("force"),
              arguments.is("dry-run"));
      String source = arguments.list("targets").getFirst();
      return List.of(new AddFrom(session.repository(), options, transfer).run(source));
    }
    Add.Options options =
        new Add.Options(
            !arguments.is("no-commit"),
            !arguments.is("no-relink"),
            arguments.is("dry-run"),
            transfer::fetchListing);
    return new Add(session.repository(), options).run(session.targets());
  }

  private static void check(Arguments arguments) throws UsageException {
    boolean remote = arguments.is("to-remote");
    if (remote || arguments.has("out")) {
      String flag = remote ? "--to-remote" : "--out";
      if (arguments.list("targets").size() != 1) {
        throw new UsageException("`" + flag + "` takes one target", "run it once for each");
      }
      if (arguments.is("glob") || arguments.is("no-commit")) {
        String other = arguments.is("glob") ? "--glob" : "--no-commit";
        throw new UsageException("`" + other + "` and `" + flag + "` cannot go together", "");
      }
    } else if (arguments.has("remote") || arguments.has("remote-jobs")) {
      throw new UsageException(
          "`--remote` and `--remote-jobs` need `--to-remote`", "add `--to-remote`");
    }
  }
}
