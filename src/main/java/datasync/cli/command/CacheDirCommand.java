package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.config.ConfigEditor;
import java.io.IOException;

/// `cache dir`.
final class CacheDirCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    Console console = invocation.console();
    ConfigTarget target = ConfigTarget.of(invocation);
    ConfigEditor editor = new ConfigEditor(target.files(), target.dryRun());
    if (arguments.is("unset")) {
      editor.unsetCacheDirectory(target.level());
    } else if (arguments.has("value")) {
      editor.setCacheDirectory(target.level(), arguments.text("value").orElseThrow());
    } else {
      String directory = editor.cacheDirectory(target.level());
      console.line(directory);
      console.result(ExitCode.DONE, new Fields().text("dir", directory));
      return ExitCode.DONE;
    }
    return target.done(console, editor.changed());
  }
}
