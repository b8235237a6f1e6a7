package datasync.cli.command;

import datasync.cli.Cli;
import datasync.cli.Command;
import datasync.cli.CommandException;
import datasync.cli.ExitCode;
import datasync.cli.Invocation;
import datasync.io.Environment;
import datasync.text.Value;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// `version` and `doctor`: the lines of `dvc version` as far as they mean something here.
final class Version implements Command {
  private final Map<String, Value> facts = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Environment environment = invocation.environment();
    String title = "datasync version: " + Cli.VERSION;
    text.append(title).append('\n').append("-".repeat(title.length())).append('\n');
    facts.put("version", new Value.Text(Cli.VERSION));
    fact("Platform", "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
        + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
    fact("Compatible with", "DVC 3.67");
    fact("Supports", "local folders, http, https");
    fact("File names", System.getProperty("sun.jnu.encoding"));
    project(environment.workingDirectory());
    if (invocation.console().isJson()) {
      invocation.console().result(ExitCode.DONE, facts);
    } else {
      invocation.console().answer(text.toString().stripTrailing());
    }
    return ExitCode.DONE;
  }

  private void project(Path here) throws IOException {
    Path root;
    try {
      root = Root.find(here);
    } catch (CommandException none) {
      fact("Repo", "none");
      return;
    }
    Path cache = root.resolve(".dvc/cache");
    if (Files.isDirectory(cache)) {
      fact("Cache directory", fileSystem(cache));
    }
    fact("Workspace directory", fileSystem(root));
    fact("Repo", Files.exists(root.resolve(".git")) ? "dvc, git" : "dvc");
  }

  private static String fileSystem(Path path) throws IOException {
    FileStore store = Files.getFileStore(path);
    return store.type() + " on " + store.name();
  }

  private void fact(String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
    facts.put(name.toLowerCase(java.util.Locale.ROOT).replace(' ', '_'), new Value.Text(value));
  }
}
