package datasync.cli;

import datasync.io.Environment;
import datasync.remote.Wrapping;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs a command line.
///
/// What every run goes through loads few classes and uses no lambda, stream, regular expression or
/// format string: half of the time of a short command is the loading of classes.
public final class Cli {
  /// The version of datasync.
  public static final String VERSION = "0.1.0";

  private final CommandSource commands;
  private final Environment environment;
  private final Console console;
  private final Wrapping wrapping;

  /// @param commands makes the chosen command
  /// @param console where to print; nothing of it is closed
  public Cli(CommandSource commands, Environment environment, Console console) {
    this(commands, environment, console, new Wrapping.None());
  }

  /// @param commands makes the chosen command
  /// @param console where to print; nothing of it is closed
  /// @param wrapping what goes around remotes
  public Cli(
      CommandSource commands, Environment environment, Console console, Wrapping wrapping) {
    this.commands = commands;
    this.environment = environment;
    this.console = console;
    this.wrapping = wrapping;
  }

  /// Runs a command and prints its failure. Never throws.
  public ExitCode run(List<String> arguments) {
    ExitCode exit;
    try {
      exit = dispatch(arguments);
    } catch (UsageException usage) {
      console.error(usage.getMessage(), usage.hint());
      exit = ExitCode.USAGE;
    } catch (RuntimeException | Error thrown) {
      Failure failure = Failures.of(thrown);
      console.error(failure.message(), failure.hint());
      exit = failure.exit();
    }
    return console.finish(exit);
  }

  private ExitCode dispatch(List<String> arguments) throws UsageException {
    CommandLine line = CommandLine.parse(arguments, environment);
    if (line.isVersionWanted()) {
      console.answer(VERSION);
      return ExitCode.DONE;
    }
    if (line.isHelpWanted()) {
      console.answer(HelpText.of(line.path()));
      return ExitCode.DONE;
    }
    CommandSpec spec = Commands.find(line.path());
    Arguments values = line.arguments();
    boolean json = declaresJson(spec) && values.is("json");
    Console quieter = console.with(values.has("quiet"), values.count("verbose"), json);
    Environment here = environment;
    if (values.has("cd")) {
      here = environment.in(folder(values.text("cd").orElseThrow()));
    }
    Command command = commands.open(spec.path());
    return run(command, new Invocation(spec, values, here, quieter, wrapping));
  }

  private static boolean declaresJson(CommandSpec spec) {
    for (Flag flag : spec.flags()) {
      if (flag.key().equals("json")) {
        return true;
      }
    }
    return false;
  }

  private Path folder(String name) throws UsageException {
    try {
      Path folder = environment.workingDirectory().resolve(name).toRealPath();
      if (Files.isDirectory(folder)) {
        return folder;
      }
    } catch (IOException missing) {
      throw new UsageException("cannot change to `" + name + "`: " + Failures.reason(missing), "");
    }
    throw new UsageException("cannot change to `" + name + "`: it is not a folder", "");
  }

  private static ExitCode run(Command command, Invocation invocation) {
    try {
      return command.run(invocation);
    } catch (IOException | RuntimeException | Error thrown) {
      return report(thrown, invocation);
    }
  }

  private static ExitCode report(Throwable thrown, Invocation invocation) {
    Failure failure = Failures.of(thrown);
    Console console = invocation.console();
    if (failure.exit() != ExitCode.INTERRUPTED) {
      String lead = failure.exit() == ExitCode.USAGE ? "" : Leads.of(invocation.spec().path());
      console.error(lead + failure.message(), failure.hint());
    }
    if (failure.bug() || console.isVerbose()) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      console.detail(trace.toString().stripTrailing());
    }
    FailureRecord.print(failure, console);
    return failure.exit();
  }
}
