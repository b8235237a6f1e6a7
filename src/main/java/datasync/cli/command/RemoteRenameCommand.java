package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.config.RemoteEditor;
import java.io.IOException;

/// `remote rename`.
final class RemoteRenameCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    ConfigTarget target = ConfigTarget.of(invocation);
    RemoteEditor editor = new RemoteEditor(target.files(), target.dryRun());
    editor.rename(target.level(), arguments.text("name").orElseThrow(),
        arguments.text("new").orElseThrow());
    return target.done(invocation.console(), editor.changed());
  }
}
