package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.config.RemoteEditor;
import java.io.IOException;
import java.util.Optional;

/// `remote default`.
final class RemoteDefaultCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    Console console = invocation.console();
    ConfigTarget target = ConfigTarget.of(invocation);
    RemoteEditor editor = new RemoteEditor(target.files(), target.dryRun());
    if (arguments.is("unset")) {
      editor.unsetDefault(target.level());
    } else if (arguments.has("name")) {
      editor.setDefault(target.level(), arguments.text("name").orElseThrow());
    } else {
      Optional<String> name = editor.defaultRemote(target.level());
      ExitCode exit = name.isPresent() ? ExitCode.DONE : ExitCode.FAILED;
      console.line(name.orElse("No default remote set"));
      console.result(
          exit, name.isEmpty() ? new Fields() : new Fields().text("name", name.get()));
      return exit;
    }
    return target.done(console, editor.changed());
  }
}
