package datasync.repo.care;

import datasync.config.Config;
import datasync.git.GitIgnore;
import datasync.git.GitRepository;
import datasync.io.Environment;
import datasync.process.ChildProcess;
import datasync.process.ProgramMissing;
import datasync.repo.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at what Git versions: whether Git is there, ignores what it should, and whether the
/// metadata files can be read.
final class MetadataExam {
  private static final int VERSION_LIMIT = 4096;
  /// A working tree with more than this outside of tracked data is not searched to its end.
  private static final int MOST_FILES = 200_000;
  private static final int MOST_LINES = 100_000;

  private final Path root;
  private final Environment environment;
  private final Chart chart;

  MetadataExam(Path root, Environment environment, Chart chart) {
    this.root = root;
    this.environment = environment;
    this.chart = chart;
  }

  void git(Config config) throws IOException {
    if (config.flag("core", "no_scm")) {
      chart.ok("git", "not used (`core.no_scm`)");
      return;
    }
    Optional<GitRepository> repository = GitRepository.find(root);
    if (repository.isEmpty()) {
      chart.note(
          "git",
          "`" + root + "` is in no git repository",
          "git init, or when that is meant: datasync config --local core.no_scm true");
      return;
    }
    try {
      ChildProcess.Result result =
          ChildProcess.run(
              List.of("git", "--version"), root, environment.variables(), VERSION_LIMIT);
      chart.ok("git", result.text().strip());
    } catch (ProgramMissing missing) {
      chart.note(
          "git",
          "the program is not installed: no history, no `-a`, `-T` and `-A`, no staging",
          "install git, for example: apt-get install git");
    }
    ignored(repository.get());
  }

  private void ignored(GitRepository repository) throws IOException {
    GitIgnore ignore = new GitIgnore(repository, environment);
    Path folder = root.resolve(".dvc");
    if (ignore.ignores(folder, true)) {
      chart.wrong(
          "git",
          "`.dvc` is ignored, so nobody gets the configuration",
          "echo '!.dvc' >> " + Chart.quoted(root.resolve(".gitignore")));
      return;
    }
    List<String> open = new ArrayList<>();
    for (String name : List.of("tmp", "cache", "config.local")) {
      if (!ignore.ignores(folder.resolve(name), !name.equals("config.local"))) {
        open.add("/" + name);
      }
    }
    if (!open.isEmpty()) {
      chart.wrong(
          "git",
          "not ignored in `.dvc`: " + String.join(", ", open),
          "printf '%s\\n' " + String.join(" ", open) + " >> "
              + Chart.quoted(folder.resolve(".gitignore")));
    }
  }

  /// Reads all metadata, unless there are conflict markers.
  void files() throws IOException {
    if (conflicts()) {
      return;
    }
    try (Repository repository = Repository.open(environment.in(root), text -> {})) {
      int stages = repository.stages().graph().stages().size();
      chart.ok("metadata", stages + (stages == 1 ? " stage" : " stages") + " can be read");
    } catch (IOException broken) {
      chart.wrong("metadata", Chart.reason(broken), "`datasync status` says where");
    }
  }

  /// Looks for conflict markers.
  ///
  /// @return whether there are some
  boolean conflicts() throws IOException {
    List<Path> conflicts = new Search().run();
    for (Path file : conflicts) {
      String name = root.relativize(file).toString();
      chart.wrong(
          "conflict",
          "`" + name + "` has conflict markers",
          name.endsWith(".dvc") || name.endsWith("dvc.lock")
              ? "datasync merge " + Chart.quoted(file)
              : "edit it, or choose a side: git checkout --ours " + Chart.quoted(file));
    }
    return !conflicts.isEmpty();
  }

  private final class Search extends SimpleFileVisitor<Path> {
    private final List<Path> found = new ArrayList<>();
    private int files;

    List<Path> run() throws IOException {
      for (String name : List.of("config", "config.local")) {
        look(root.resolve(".dvc").resolve(name));
      }
      Files.walkFileTree(root, this);
      found.sort(null);
      return found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = String.valueOf(folder.getFileName());
      boolean tracked = Files.exists(folder.resolveSibling(name + ".dvc"));
      boolean skipped = name.equals(".git") || name.equals(".dvc") || tracked;
      return skipped && !folder.equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
        throws IOException {
      files++;
      String name = file.getFileName().toString();
      boolean metadata =
          name.endsWith(".dvc")
              || name.equals("dvc.yaml")
              || name.equals("dvc.lock")
              || name.equals(".dvcignore")
              || name.equals(".gitattributes");
      if (metadata && attributes.isRegularFile()) {
        look(file);
      }
      return files > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    private void look(Path file) throws IOException {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        return;
      }
      try (BufferedReader lines =
          Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
        String line = lines.readLine();
        for (int i = 0; line != null && i < MOST_LINES; i++) {
          if (line.startsWith("<<<<<<< ") || line.startsWith(">>>>>>> ")) {
            found.add(file);
            return;
          }
          line = lines.readLine();
        }
      }
    }
  }
}
