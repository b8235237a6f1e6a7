package datasync.repo;

import datasync.io.AtomicFile;
import datasync.io.Environment;
import datasync.io.FolderTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// `init`: makes a project.
///
/// Source: spec `dvc-format.md` 2.2; dvc 3.67 `repo/init.py`.
public final class Init {
  private static final String IGNORE_FILE =
      """
      # Add patterns of files dvc should ignore, which could improve
      # the performance. Learn more at
      # https://dvc.org/doc/user-guide/dvcignore
      """;
  private static final String NO_SCM = "[core]\n    no_scm = True\n";

  private Init() {}

  /// What kind of project to make.
  ///
  /// @param scm whether Git versions the metadata files
  /// @param subdirectory whether the project may lie below the top of a Git repository
  /// @param force whether a project that is there is thrown away, its cache too
  public record Options(boolean scm, boolean subdirectory, boolean force) {}

  /// Refuses what [#run] would refuse, and changes nothing.
  ///
  /// @throws RepositoryException when there is a project, or Git does not version the folder
  public static void check(Environment environment, Options options) throws IOException {
    if (!options.scm() && options.subdirectory()) {
      throw new RepositoryException(
          RepositoryException.Kind.USAGE,
          "`--no-scm` and `--subdir` cannot go together",
          "leave one of them out");
    }
    Path root = environment.workingDirectory();
    Path folder = root.resolve(Repository.FOLDER);
    if (options.scm()) {
      Scm.checkVersioned(environment, root, options.subdirectory());
    }
    if (Files.isDirectory(folder) && !options.force()) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED, "'.dvc' exists", "use `-f` to force");
    }
  }

  /// Makes a project in the working directory.
  ///
  /// @throws RepositoryException when there is one, or Git does not version the folder
  public static void run(Environment environment, Options options, Notices notices)
      throws IOException {
    check(environment, options);
    Path root = environment.workingDirectory();
    Path folder = root.resolve(Repository.FOLDER);
    if (Files.isDirectory(folder)) {
      FolderTree.delete(folder);
    }
    Files.createDirectories(folder.resolve("tmp"));
    write(folder.resolve("config"), options.scm() ? "" : NO_SCM);
    Path ignore = root.resolve(".dvcignore");
    if (!Files.exists(ignore)) {
      write(ignore, IGNORE_FILE);
    }
    write(folder.resolve("tmp").resolve("btime"), "");
    try (Repository repository = Repository.open(environment, notices)) {
      Scm scm = repository.scm();
      scm.track(folder.resolve("config"));
      scm.track(ignore);
      scm.track(folder.resolve(".gitignore"));
      scm.stageNow();
    }
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
