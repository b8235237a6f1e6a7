package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.config.RemoteEditor;
import java.io.IOException;
import java.util.Locale;

/// `remote add`.
final class RemoteAddCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    ConfigTarget target = ConfigTarget.of(invocation);
    RemoteEditor editor = new RemoteEditor(target.files(), target.dryRun());
    String name = arguments.text("name").orElseThrow();
    boolean makeDefault = arguments.is("default");
    if (makeDefault) {
      invocation.console().line(
          "Setting '" + name.toLowerCase(Locale.ROOT) + "' as a default remote.");
    }
    editor.add(target.level(), name, arguments.text("url").orElseThrow(),
        arguments.is("force"), makeDefault);
    return target.done(invocation.console(), editor.changed());
  }
}
