package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.CommandException;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;

/// `root`.
final class RootCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws CommandException {
    Path here = invocation.environment().workingDirectory();
    String way = here.relativize(find(here)).toString();
    String shown = way.isEmpty() ? "." : way;
    invocation.console().line(shown);
    if (invocation.console().isJson()) {
      invocation.console().result(ExitCode.DONE, new Fields().text("root", shown));
    }
    return ExitCode.DONE;
  }

  /// The nearest folder upwards that has a `.dvc` folder.
  static Path find(Path from) throws CommandException {
    for (Path folder = from; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".dvc"))) {
        return folder;
      }
    }
    throw new CommandException(
        ExitCode.REPOSITORY,
        "there is no project in `" + from + "` or above it",
        "start one with `datasync init`, or go to another folder with `-C PATH`");
  }
}
