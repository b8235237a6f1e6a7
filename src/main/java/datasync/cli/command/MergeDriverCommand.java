package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.cli.UsageException;
import datasync.io.Environment;
import datasync.repo.Repository;
import datasync.repo.Transfer;
import datasync.repo.merge.MergeDriver;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.file.Path;

/// `git-hook merge-driver`.
///
/// Outside of a project it fails, where dvc succeeds and so drops their changes. The project lock
/// is not taken: Git may run as a part of something that has it.
final class MergeDriverCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Environment environment = invocation.environment();
    Path folder = environment.workingDirectory();
    Path ancestor = folder.resolve(required(invocation, "ancestor"));
    Path ours = folder.resolve(required(invocation, "our"));
    Path theirs = folder.resolve(required(invocation, "their"));
    Arguments arguments = invocation.arguments();
    if (arguments.has("path")) {
      Path file = folder.resolve(arguments.text("path").orElseThrow()).normalize();
      Path root = Repository.findRoot(existing(file.getParent()));
      invocation = invocation.in(root);
    }
    try (Session session = Session.reading(invocation);
        Transfer transfer = Transfers.open(session, Progress.none())) {
      new MergeDriver(session.repository(), transfer::fetchListing).run(ancestor, ours, theirs);
    }
    String name = arguments.text("path").orElse("a tracked folder");
    invocation
        .console()
        .note("datasync merged " + name + "; `datasync push` shares the merged version");
    return ExitCode.DONE;
  }

  /// The nearest folder that is there: Git may merge a file into a folder it has not made yet.
  private static Path existing(Path folder) {
    Path at = folder;
    while (!java.nio.file.Files.isDirectory(at)) {
      at = at.getParent();
    }
    return at;
  }

  private static String required(Invocation invocation, String flag) throws UsageException {
    return invocation
        .arguments()
        .text(flag)
        .orElseThrow(() -> new UsageException("`--" + flag + "` is missing", ""));
  }
}
