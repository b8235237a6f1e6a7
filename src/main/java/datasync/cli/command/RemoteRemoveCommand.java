package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.config.RemoteEditor;
import java.io.IOException;

/// `remote remove`.
final class RemoteRemoveCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    ConfigTarget target = ConfigTarget.of(invocation);
    RemoteEditor editor = new RemoteEditor(target.files(), target.dryRun());
    editor.remove(target.level(), invocation.arguments().text("name").orElseThrow());
    return target.done(invocation.console(), editor.changed());
  }
}
