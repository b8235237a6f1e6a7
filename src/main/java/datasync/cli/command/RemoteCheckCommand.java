package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.CommandException;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Failures;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.cli.UsageException;
import datasync.config.Config;
import datasync.config.ConfigFiles;
import datasync.config.ConfigLevel;
import datasync.config.RemoteSettings;
import datasync.config.Secrets;
import datasync.config.Setting;
import datasync.io.Environment;
import datasync.repo.care.Diagnosis;
import datasync.repo.care.ProbeStep;
import datasync.repo.care.ProbeWatch;
import datasync.repo.care.RemoteProbe;
import datasync.task.RateLimit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `remote check`: what is configured, and how each step went.
final class RemoteCheckCommand implements Command {
  private static final String GAP = "        ";
  private static final int USUAL = 4 << 20;
  private static final int MOST = 256 << 20;

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    Console console = invocation.console();
    Environment environment = invocation.environment();
    int size = size(arguments);
    ConfigFiles files = ConfigTarget.files(environment);
    Config config = Config.load(files);
    RemoteSettings settings = config.remote(name(arguments, config));
    show(settings, files, console);
    if (arguments.is("dry-run")) {
      console.line("");
      console.line("would ask it, and " + plan(arguments.is("read-only"), size));
      console.result(ExitCode.DONE, new Fields().text("name", settings.name()));
      return ExitCode.DONE;
    }
    console.line("");
    ProbeWatch watch = new ProbeWatch(environment.clock());
    RemoteProbe probe =
        new RemoteProbe(
            environment,
            Transfers.remotes(environment, invocation, watch),
            watch,
            step -> show(step, console));
    List<ProbeStep> steps =
        probe.run(settings, new RemoteProbe.Extent(arguments.is("read-only"), size));
    ExitCode exit = exit(steps);
    long failed = steps.stream().filter(ProbeStep::isWrong).count();
    Fields result = new Fields().text("name", settings.name());
    console.result(exit, result.number("failed", failed));
    return exit;
  }

  private static String plan(boolean readOnly, int size) {
    return readOnly
        ? "write nothing"
        : "write, read and remove a file of " + size + " bytes";
  }

  private static int size(Arguments arguments) throws UsageException {
    Optional<String> text = arguments.text("size");
    if (text.isEmpty()) {
      return USUAL;
    }
    long size = RateLimit.parse(text.get()).orElse(0);
    if (size < 1 || size > MOST) {
      throw new UsageException(
          "`" + text.get() + "` is no size from 1 byte to 256 MiB",
          "say bytes, such as `500k` or `16M`");
    }
    return (int) size;
  }

  private static String name(Arguments arguments, Config config) throws CommandException {
    Optional<String> name = arguments.text("name").or(config::defaultRemote);
    if (name.isEmpty()) {
      throw new CommandException(
          ExitCode.REPOSITORY,
          "no remote is named, and there is no default one",
          config.remoteNames().isEmpty()
              ? "`datasync remote add -d NAME URL`"
              : "`datasync remote check " + config.remoteNames().getFirst() + "`");
    }
    return name.get();
  }

  /// The settings with their files; secrets are masked.
  private static void show(RemoteSettings settings, ConfigFiles files, Console console)
      throws IOException {
    console.line("remote " + settings.name());
    for (Map.Entry<String, Setting> entry : settings.settings().entrySet()) {
      String option = entry.getKey();
      String value = Secrets.shown(option, Secrets.withoutPassword(entry.getValue().text()));
      ConfigLevel level = entry.getValue().level();
      String origin = level == null ? "" : files.shown(level);
      console.line(
          "  " + option + " = " + value + (origin.isEmpty() ? "" : "  (" + origin + ")"));
      Fields fields = new Fields();
      fields.text("option", option);
      fields.text("value", value);
      fields.text("origin", origin);
      console.event("setting", fields);
    }
  }

  private static void show(ProbeStep step, Console console) {
    Diagnosis found = step.found();
    String state = state(found.state());
    console.line(
        state + GAP.substring(state.length()) + found.area() + ": " + found.text());
    if (!found.mend().isEmpty()) {
      console.line(GAP + "mend: " + found.mend());
    }
    Fields fields = new Fields();
    fields.text("name", found.area());
    fields.text("state", state);
    fields.text("text", found.text());
    fields.text("mend", found.mend());
    step.figures().forEach(fields::number);
    console.event("step", fields);
  }

  private static String state(Diagnosis.State state) {
    return state == Diagnosis.State.WRONG ? "failed" : state.text();
  }

  /// That of the first step that failed.
  private static ExitCode exit(List<ProbeStep> steps) {
    for (ProbeStep step : steps) {
      if (step.isWrong()) {
        return step.failure() == null ? ExitCode.FAILED : Failures.exit(step.failure());
      }
    }
    return ExitCode.DONE;
  }
}
