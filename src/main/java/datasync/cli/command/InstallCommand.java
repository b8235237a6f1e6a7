package datasync.cli.command;

import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.repo.merge.InstallHooks;
import datasync.repo.merge.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `install`.
final class InstallCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    boolean dryRun = invocation.arguments().is("dry-run");
    Console console = invocation.console();
    try (Session session = Session.changing(invocation)) {
      InstallHooks hooks = new InstallHooks(session.repository(), program());
      List<String> written = new ArrayList<>();
      for (Path file : hooks.run(invocation.arguments().is("use-pre-commit-tool"), dryRun)) {
        String name = session.repository().project().relative(file);
        written.add(name);
        if (dryRun) {
          console.line("would write " + name);
        } else {
          console.detail("wrote " + name);
        }
      }
      console.note(
          "`*.dvc merge=dvc` in `.gitattributes` lets `git merge` merge tracked folders, in"
              + " every clone that has run this");
      console.result(ExitCode.DONE, new Fields().texts("files", written));
    }
    return ExitCode.DONE;
  }

  /// How this process was started: from a jar, from an image, or from classes, which no hook can.
  private static Program program() {
    Path home = Path.of(System.getProperty("java.home"));
    String place =
        InstallCommand.class.getProtectionDomain().getCodeSource().getLocation().toString();
    if (place.startsWith("file:") && place.endsWith(".jar")) {
      Path java = home.resolve("bin").resolve("java");
      return new Program(java.toString(), Path.of(URI.create(place)).toString());
    }
    Path launcher = home.resolve("bin").resolve("datasync");
    return new Program("", Files.isExecutable(launcher) ? launcher.toString() : "");
  }
}
