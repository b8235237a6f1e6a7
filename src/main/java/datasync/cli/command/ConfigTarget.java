package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.config.ConfigFiles;
import datasync.config.ConfigLevel;
import datasync.io.Environment;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the flags of the commands about configuration say: which files, which level, for real or
/// not.
///
/// @param files the files of the project around the working directory, or of the user alone
/// @param level the chosen level, or null
/// @param dryRun whether nothing is to be written
record ConfigTarget(ConfigFiles files, ConfigLevel level, boolean dryRun) {
  /// What an invocation says. Nothing is read but where the project is.
  static ConfigTarget of(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    ConfigLevel level = switch (arguments.text("level").orElse("")) {
      case "system" -> ConfigLevel.SYSTEM;
      case "global" -> ConfigLevel.GLOBAL;
      case "project" -> ConfigLevel.PROJECT;
      case "local" -> ConfigLevel.LOCAL;
      default -> null;
    };
    boolean dryRun = arguments.declares("dry-run") && arguments.is("dry-run");
    return new ConfigTarget(files(invocation.environment()), level, dryRun);
  }

  /// The files of the project around the working directory, or of the user alone.
  static ConfigFiles files(Environment environment) throws IOException {
    Path repository;
    try {
      repository = Repository.findRoot(environment.workingDirectory()).resolve(".dvc");
    } catch (RepositoryException outside) {
      repository = null;
    }
    return ConfigFiles.of(environment, repository);
  }

  /// Ends a command that wrote, or would have written.
  ExitCode done(Console console, List<Path> changed) {
    List<String> written = new ArrayList<>();
    for (Path file : changed) {
      written.add(file.toString());
      if (dryRun) {
        console.line("would write `" + file + "`");
      }
    }
    console.result(
        ExitCode.DONE, new Fields().texts(dryRun ? "would_write" : "written", written));
    return ExitCode.DONE;
  }
}
