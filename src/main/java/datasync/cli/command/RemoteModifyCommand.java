package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.cli.UsageException;
import datasync.config.RemoteEditor;
import java.io.IOException;

/// `remote modify`.
final class RemoteModifyCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    String name = arguments.text("name").orElseThrow();
    String option = arguments.text("option").orElseThrow();
    boolean unset = arguments.is("unset");
    if (!unset && !arguments.has("value")) {
      throw new UsageException(
          "a value is missing", "`datasync remote modify -u " + name + " " + option
              + "` forgets the option");
    }
    ConfigTarget target = ConfigTarget.of(invocation);
    RemoteEditor editor = new RemoteEditor(target.files(), target.dryRun());
    if (unset) {
      editor.unset(target.level(), name, option);
    } else {
      editor.modify(target.level(), name, option, arguments.text("value").orElseThrow());
    }
    return target.done(invocation.console(), editor.changed());
  }
}
