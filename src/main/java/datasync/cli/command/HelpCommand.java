package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.Commands;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.HelpText;
import datasync.cli.Invocation;
import datasync.cli.Topics;
import datasync.cli.UsageException;

/// `help`.
final class HelpCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws UsageException {
    String name = String.join(" ", invocation.arguments().list("name"));
    String text = Topics.text(name);
    if (text.isEmpty()) {
      if (!name.isEmpty() && Commands.find(name) == null && !Commands.isGroup(name)) {
        throw new UsageException(
            "there is no verb or topic `" + name + "`", "type `datasync help` for a list");
      }
      text = HelpText.of(name);
    }
    if (invocation.console().isJson()) {
      invocation.console().result(ExitCode.DONE, new Fields().text("text", text));
    } else {
      invocation.console().answer(text);
    }
    return ExitCode.DONE;
  }
}
