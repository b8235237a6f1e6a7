package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Command;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.object.ObjectId;
import datasync.repo.care.Migration;
import java.io.IOException;
import java.util.List;

/// `cache migrate`.
final class CacheMigrateCommand implements Command {
  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    Console console = invocation.console();
    boolean dryRun = arguments.is("dry-run");
    Fields fields = new Fields();
    try (Session session = Session.changing(invocation)) {
      Migration migration = new Migration(session.repository(), console::warning);
      List<ObjectId> objects = migration.objects();
      if (dryRun) {
        console.line(
            objects.size()
                + " files will be re-hashed and migrated to the DVC 3.0 cache location.");
        fields.number("objects", objects.size());
      } else {
        long moved = migration.run(objects);
        console.line("Migrated " + moved + " files to DVC 3.0 cache location.");
        fields.number("objects", moved);
      }
      if (arguments.is("dvc-files")) {
        fields.texts("files", files(migration, console, dryRun));
        session.finishInGit();
      }
    }
    console.result(ExitCode.DONE, fields);
    return ExitCode.DONE;
  }

  private static List<String> files(Migration migration, Console console, boolean dryRun)
      throws IOException {
    List<String> files = migration.files();
    if (files.isEmpty()) {
      console.line("No DVC files in the repo to migrate to the 3.0 format.");
    } else if (dryRun) {
      console.line("Entries in following DVC files will be migrated to the 3.0 format:");
      files.forEach(file -> console.line("\t" + file));
    } else {
      for (String file : migration.rewrite()) {
        console.line("Updating DVC file '" + file + "'");
      }
    }
    return files;
  }
}
