package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.io.Environment;
import datasync.repo.Init;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `init`.
final class InitCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    var arguments = invocation.arguments();
    Environment environment = invocation.environment();
    Path folder =
        environment.workingDirectory().resolve(arguments.text("directory").orElse("")).normalize();
    Init.Options options =
        new Init.Options(
            !arguments.is("no-scm"), arguments.is("subdir"), arguments.is("force"));
    Fields root = new Fields().text("root", folder.toString());
    if (arguments.is("dry-run")) {
      Init.check(environment.in(folder), options);
      console.line("would start a project in " + folder);
      console.result(ExitCode.DONE, root);
      return ExitCode.DONE;
    }
    Files.createDirectories(folder);
    Init.run(environment.in(folder), options, console::warning);
    console.line("Initialized DVC repository.\n");
    if (options.scm()) {
      console.line("You can now commit the changes to git.\n");
    }
    console.line(
        "What's next?\n------------\n"
            + "- Track data: `datasync add PATH`\n"
            + "- Choose where it is shared: `datasync remote add -d NAME URL`\n"
            + "- Get help: `datasync help`");
    console.result(ExitCode.DONE, root);
    return ExitCode.DONE;
  }
}
