package datasync.cli.command;

import datasync.cli.CommandException;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.config.ConfigFiles;
import datasync.config.ConfigLevel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the flags of the commands about configuration say: which files, which level, for real or
/// not.
///
/// @param files the files of the project around the working directory, or of the user alone
/// @param level the chosen level, or null
/// @param isDry whether nothing is to be written
record ConfigTarget(ConfigFiles files, ConfigLevel level, boolean isDry) {
  static ConfigTarget of(Invocation invocation) {
    Path repository;
    try {
      repository = RootCommand.find(invocation.environment().workingDirectory()).resolve(".dvc");
    } catch (CommandException outside) {
      repository = null;
    }
    ConfigLevel level = switch (invocation.arguments().text("level").orElse("")) {
      case "system" -> ConfigLevel.SYSTEM;
      case "global" -> ConfigLevel.GLOBAL;
      case "project" -> ConfigLevel.PROJECT;
      case "local" -> ConfigLevel.LOCAL;
      default -> null;
    };
    return new ConfigTarget(ConfigFiles.of(invocation.environment(), repository), level, false);
  }

  /// As [#of], for a command that writes and so has `--dry-run`.
  static ConfigTarget writing(Invocation invocation) {
    ConfigTarget target = of(invocation);
    return new ConfigTarget(
        target.files(), target.level(), invocation.arguments().is("dry-run"));
  }

  /// Ends a command that wrote, or would have written.
  ExitCode done(Console console, List<Path> changed) {
    List<String> written = new ArrayList<>();
    for (Path file : changed) {
      written.add(file.toString());
      if (isDry) {
        console.line("would write `" + file + "`");
      }
    }
    console.result(
        ExitCode.DONE, new Fields().texts(isDry ? "would_write" : "written", written));
    return ExitCode.DONE;
  }
}
