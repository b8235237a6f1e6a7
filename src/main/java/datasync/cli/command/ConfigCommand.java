package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.cli.UsageException;
import datasync.config.ConfigEditor;
import java.io.IOException;
import java.util.Optional;

/// `config`.
final class ConfigCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    Console console = invocation.console();
    boolean unset = arguments.is("unset");
    boolean origin = arguments.is("show-origin");
    Optional<String> value = arguments.text("value");
    if (origin && (unset || value.isPresent())) {
      throw new UsageException("`--show-origin` does not go with `--unset` or a value", "");
    }
    if (arguments.is("list") && (unset || arguments.has("name"))) {
      throw new UsageException("`--list` does not go with `--unset`, a name or a value", "");
    }
    if (!arguments.is("list") && !arguments.has("name")) {
      throw new UsageException("a name is missing", "`datasync config --list` prints all of them");
    }
    ConfigEditor.Name name = arguments.has("name") ? name(arguments) : null;
    ConfigTarget target = ConfigTarget.of(invocation);
    ConfigEditor editor = new ConfigEditor(target.files(), target.dryRun());
    if (arguments.is("list")) {
      for (ConfigEditor.Line line : editor.list(target.level())) {
        console.line(line.text(origin));
        console.event("option", fields(line));
      }
      console.result(ExitCode.DONE);
      return ExitCode.DONE;
    }
    if (unset) {
      editor.unset(target.level(), name);
    } else if (value.isPresent()) {
      editor.set(target.level(), name, value.get());
    } else {
      Optional<ConfigEditor.Line> line = editor.get(target.level(), name);
      line.ifPresent(found -> console.line(found.text(origin)));
      console.result(ExitCode.DONE, line.isEmpty() ? new Fields() : fields(line.get()));
      return ExitCode.DONE;
    }
    return target.done(console, editor.changed());
  }

  private static ConfigEditor.Name name(Arguments arguments) throws UsageException {
    String text = arguments.text("name").orElseThrow();
    Optional<ConfigEditor.Name> name = ConfigEditor.Name.parse(text);
    if (name.isEmpty()) {
      throw new UsageException(
          "`" + text + "` is no name of an option",
          "names are `section.option`, `remote.NAME.option` or `db.NAME.option`");
    }
    return name.get();
  }

  private static Fields fields(ConfigEditor.Line line) {
    Fields fields = new Fields();
    if (!line.name().isEmpty()) {
      fields.text("name", line.name());
    }
    fields.text("value", line.value());
    fields.text("origin", line.origin());
    return fields;
  }
}
