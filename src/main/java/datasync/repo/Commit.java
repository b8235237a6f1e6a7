package datasync.repo;

import datasync.object.HashName;
import datasync.track.Dependency;
import datasync.track.DvcFile;
import datasync.track.LockFile;
import datasync.track.Output;
import datasync.track.Project;
import datasync.track.Stage;
import datasync.track.StageJson;
import datasync.workspace.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `commit`: records the content of outputs and dependencies as it is now and stores it.
///
/// Source: spec `dvc-format.md` 20.3; dvc 3.67 `repo/commit.py`, `stage/__init__.py`.
public final class Commit {
  private final Repository repository;
  private final Project project;
  private final Saver saver;
  private final Inspector inspector;
  private final Options options;

  /// How to commit.
  ///
  /// @param force whether changed content is recorded without being asked for
  /// @param relink whether workspace files get the configured link type
  /// @param dryRun whether nothing is written
  /// @param upgrade whether all content gets the hash of DVC 3; what is not in the workspace stays
  ///     as it is recorded then
  public record Options(boolean force, boolean relink, boolean dryRun, boolean upgrade) {
    /// Content that did not change keeps its hash.
    public Options(boolean force, boolean relink, boolean dryRun) {
      this(force, relink, dryRun, false);
    }
  }

  /// Asks the user whether changed content is to be recorded.
  @FunctionalInterface
  public interface Question {
    /// Asks and waits for the answer.
    ///
    /// @return whether the answer was yes; false without a terminal
    boolean confirm(String question) throws IOException;
  }

  /// Prepares commits in a repository whose lock is held.
  public Commit(Repository repository, Options options) throws IOException {
    this.repository = repository;
    this.project = repository.project();
    this.saver = new Saver(repository, options.relink(), options.upgrade());
    this.inspector = new Inspector(repository);
    this.options = options;
  }

  /// Commits the selections; the files of stages are written once all of a file are done.
  ///
  /// @return the addresses of the committed stages
  /// @throws RepositoryException when content changed and nobody confirms, or something is missing
  public List<String> run(List<Selection> selections, Question question) throws IOException {
    Map<Path, List<Stage>> byFile = new LinkedHashMap<>();
    List<String> addresses = new ArrayList<>();
    Path last = null;
    for (Selection selection : selections) {
      Path file = selection.stage().file();
      if (last != null && !last.equals(file)) {
        write(byFile.remove(last));
      }
      last = file;
      Stage done = commit(selection, question);
      byFile.computeIfAbsent(file, any -> new ArrayList<>()).add(done);
      addresses.add(done.address(project.workingDirectory()));
    }
    if (last != null) {
      write(byFile.remove(last));
    }
    return addresses;
  }

  private void write(List<Stage> stages) throws IOException {
    if (options.dryRun()) {
      return;
    }
    repository.cache().sync();
    Stage first = stages.getFirst();
    if (first.isPipeline()) {
      if (LockFile.write(project, stages)) {
        repository.scm().track(first.file().resolveSibling("dvc.lock"));
      }
    } else {
      DvcFile.write(first, project);
      repository.scm().track(first.file());
    }
  }

  private Stage commit(Selection selection, Question question) throws IOException {
    Stage stage = selection.stage();
    List<Path> outputs = new ArrayList<>();
    for (Output output : stage.outputs()) {
      outputs.add(StageGraph.pathOf(stage, output));
    }
    checkNotPrivate(outputs);
    repository.ensureFree(List.of(), outputs);
    boolean save = options.force();
    if (!save) {
      String change = changes(stage);
      save = !change.isEmpty();
      if (save && !question.confirm(change + " Are you sure you want to commit it?")) {
        throw new RepositoryException(
            RepositoryException.Kind.REFUSED,
            "unable to commit changed stage: '%s'"
                .formatted(stage.address(project.workingDirectory())),
            "use `--force` to record the changes");
      }
    }
    if (options.dryRun()) {
      return stage;
    }
    Stage saved = save ? save(stage, selection) : stage;
    if (save) {
      new RunCache(repository).save(saved);
    } else {
      for (Output output : stage.outputs()) {
        store(selection, tracked(stage, output));
      }
    }
    return saved;
  }

  /// What Git and DVC keep for themselves is nobody's data: its `.gitignore` would be written into
  /// it, and `push` would send it away.
  private void checkNotPrivate(List<Path> outputs) throws RepositoryException {
    for (Path output : outputs) {
      for (Path name : project.root().relativize(output)) {
        if (name.toString().equalsIgnoreCase(".git")
            || name.toString().equalsIgnoreCase(Repository.FOLDER)) {
          throw new RepositoryException(
              RepositoryException.Kind.REFUSED,
              "`" + project.relative(output) + "` is inside `" + name + "`");
        }
      }
    }
  }

  private Stage save(Stage stage, Selection selection) throws IOException {
    List<Dependency> dependencies = saver.recordDependencies(stage);
    List<Output> outputs = new ArrayList<>();
    for (Output output : stage.outputs()) {
      Tracked tracked = tracked(stage, output);
      if (!output.isLocal()) {
        throw new RepositoryException(
            RepositoryException.Kind.REFUSED,
            "saving external output '" + output.path() + "' is not supported");
      }
      if (options.upgrade() && inspector.isGone(tracked)) {
        repository
            .notices()
            .warning("'" + tracked.display(project) + "' is not there, so it keeps its hash");
        outputs.add(output);
        continue;
      }
      repository.scm().ignoreIfCached(tracked);
      boolean whole =
          output.cached() && selection.includes(tracked.path())
              && !selection.isPartOf(tracked.path());
      if (whole) {
        outputs.add(saver.store(tracked));
      } else {
        Output recorded = saver.record(tracked);
        outputs.add(recorded);
        if (output.cached() && selection.isPartOf(tracked.path())) {
          storePart(selection.path(), tracked.with(stage, recorded));
        }
      }
    }
    Stage saved = stage.with(new Stage.Edges(dependencies, outputs));
    boolean checked = !saved.isPipeline() && !(saved.isDataSource() && !saved.isImport());
    String md5 = checked ? StageJson.md5(saved, project) : "";
    return saved.with(saved.details().withMd5(saved.isPipeline() ? "" : md5));
  }

  private void store(Selection selection, Tracked tracked) throws IOException {
    if (!selection.includes(tracked.path())) {
      return;
    }
    if (!tracked.output().cached()) {
      inspectExists(tracked);
    } else if (selection.isPartOf(tracked.path())) {
      storePart(selection.path(), tracked);
    } else {
      saver.store(tracked);
    }
  }

  private void inspectExists(Tracked tracked) throws IOException {
    if (inspector.workspaceState(tracked) == Inspector.State.DELETED) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "output '" + tracked.display(project) + "' does not exist");
    }
  }

  /// Stores one path below a tracked directory and the listing of the whole directory.
  private void storePart(Path part, Tracked tracked) throws IOException {
    HashName hash = Inspector.hashOf(tracked.output().recorded());
    Content whole = inspector.read(tracked.path(), hash);
    saver.storeFiles(part, hash);
    if (whole instanceof Content.Directory directory) {
      repository.trees().store(directory.tree());
    }
  }

  private static Tracked tracked(Stage stage, Output output) throws IOException {
    return new Tracked(stage, output, StageGraph.pathOf(stage, output));
  }

  /// What changed, as the question says it; empty when nothing did.
  private String changes(Stage stage) throws IOException {
    Status status = new Status(repository, false);
    String where = "stage: '" + stage.address(project.workingDirectory()) + "'";
    List<String> dependencies = new ArrayList<>(status.dependencies(stage).keySet());
    List<String> outputs = new ArrayList<>();
    for (Output output : stage.outputs()) {
      Tracked tracked = tracked(stage, output);
      if (inspector.workspaceState(tracked) != Inspector.State.UNCHANGED) {
        outputs.add(tracked.display(project));
      }
    }
    if (!dependencies.isEmpty() && !outputs.isEmpty()) {
      return "dependencies " + list(dependencies) + " and outputs " + list(outputs) + " of "
          + where + " changed.";
    }
    if (!dependencies.isEmpty()) {
      return "dependencies " + list(dependencies) + " of " + where + " changed.";
    }
    if (!outputs.isEmpty()) {
      return "outputs " + list(outputs) + " of " + where + " changed.";
    }
    if (stage.isPipeline()) {
      return stage.details().origin().commandChanged() ? "'cmd' of " + where + " has changed." : "";
    }
    return status.hasChangedChecksum(stage) ? "'md5' of " + where + " changed." : "";
  }

  private static String list(List<String> names) {
    return "['" + String.join("', '", names) + "']";
  }
}
