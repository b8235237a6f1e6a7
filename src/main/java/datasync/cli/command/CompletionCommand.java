package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.CompletionScript;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.cli.UsageException;

/// `completion`.
final class CompletionCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws UsageException {
    String shell = invocation.arguments().text("shell").orElse("bash");
    String script = CompletionScript.of(shell);
    if (script.isEmpty()) {
      throw new UsageException(
          "there is no completion for `" + shell + "`",
          "choose one of `bash`, `zsh`, `fish`, `powershell`");
    }
    invocation.console().answer(script.stripTrailing());
    return ExitCode.DONE;
  }
}
