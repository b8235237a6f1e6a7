package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.repo.Repository;
import java.io.IOException;
import java.nio.file.Path;

/// `root`.
final class RootCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Path here = invocation.environment().workingDirectory();
    String way = here.relativize(Repository.findRoot(here)).toString();
    String shown = way.isEmpty() ? "." : way;
    invocation.console().line(shown);
    invocation.console().result(ExitCode.DONE, new Fields().text("root", shown));
    return ExitCode.DONE;
  }
}
