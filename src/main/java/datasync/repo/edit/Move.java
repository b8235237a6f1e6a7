package datasync.repo.edit;

import datasync.object.HashName;
import datasync.repo.Inspector;
import datasync.repo.NewStage;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.repo.Saver;
import datasync.repo.Tracked;
import datasync.track.Command;
import datasync.track.Dependency;
import datasync.track.DvcFile;
import datasync.track.FileDependency;
import datasync.track.Output;
import datasync.track.Project;
import datasync.track.Stage;
import datasync.track.StageDetails;
import datasync.track.StageJson;
import datasync.workspace.Content;
import datasync.workspace.OutputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `move`: brings tracked data to another place, with its `.dvc` file and its `.gitignore` entry.
///
/// The order is: note where it goes; ignore the new place; rename the data; take the old entry
/// back; store content that changed; write the new `.dvc` file; remove the old one.
public final class Move {
  private final Repository repository;
  private final Project project;
  private final boolean dryRun;
  private final MoveNote note;

  /// What was moved.
  ///
  /// @param from the old place of the data, relative to the working directory
  /// @param to the new place
  /// @param file the metadata file that names it now
  public record Moved(String from, String to, String file) {}

  /// What is to be done.
  ///
  /// @param old the output as it is
  /// @param now the output at its new place
  /// @param going whether data has to be moved
  private record Plan(Tracked old, Tracked now, boolean going) {
    boolean isOtherFile() {
      return !old.stage().file().equals(now.stage().file());
    }
  }

  /// Prepares a move in a repository whose lock is held.
  ///
  /// @param dryRun whether nothing is changed
  public Move(Repository repository, boolean dryRun) {
    this.repository = repository;
    this.project = repository.project();
    this.dryRun = dryRun;
    this.note = new MoveNote(repository);
  }

  /// Moves an output. A command that was killed goes on where it stopped when it is given again.
  ///
  /// @param destination the new place; a folder that is there takes the data in
  /// @throws RepositoryException when the source is no output, comes from a pipeline, or something
  ///     is in the way; then nothing has changed
  public Moved run(String source, String destination) throws IOException {
    Path from = project.workingDirectory().resolve(source).normalize();
    Path to = project.workingDirectory().resolve(destination).normalize();
    Tracked old = repository.stages().graph().around(from);
    if (old == null || !old.path().equals(from) || !old.output().isLocal()) {
      throw refused("unable to find DVC file with output '" + project.relative(from) + "'", "");
    }
    if (!old.stage().isDataSource()) {
      String name = old.stage().address(project.workingDirectory());
      throw refused(
          "'" + name + "' is not a data source, so that its output cannot be moved",
          "change the path in its `dvc.yaml` and move the data by hand");
    }
    Path begun = note.destination(from);
    Path inside = to.resolve(from.getFileName());
    boolean again = begun != null && (begun.equals(to) || begun.equals(inside));
    if (again) {
      to = begun;
    } else if (Files.isDirectory(to)) {
      to = inside;
    }
    Plan plan = plan(old, to, again);
    if (!dryRun) {
      run(plan);
    }
    return new Moved(
        project.relative(from), project.relative(to), project.relative(plan.now.stage().file()));
  }

  private Plan plan(Tracked old, Path to, boolean again) throws IOException {
    OutputFiles.check(project.root(), old.path());
    OutputFiles.check(project.root(), to);
    Tracked now = relocated(old, to);
    Path file = now.stage().file();
    boolean other = !file.equals(old.stage().file());
    if (other && OutputFiles.exists(file) && !(again && isWritten(now.stage()))) {
      throw refused("'" + project.relative(file) + "' already exists", "");
    }
    boolean there = OutputFiles.exists(old.path());
    if (there && OutputFiles.exists(to) && !(again && holdsAll(to, old.path()))) {
      throw refused(
          "'" + project.relative(to) + "' exists and would be overwritten",
          "move or delete it first");
    }
    new NewStage(repository).checkGraph(List.of(now.stage()));
    repository.ensureFree(List.of(), List.of(old.path(), to));
    return new Plan(old, now, there);
  }

  /// The output at its new place, in a `.dvc` file of its own name when it was in one before.
  private Tracked relocated(Tracked old, Path to) throws IOException {
    Stage stage = old.stage();
    NewStage maker = new NewStage(repository);
    String name = old.path().getFileName().toString();
    boolean sameName = stage.file().getFileName().toString().equals(name + ".dvc");
    Path file = sameName ? to.resolveSibling(to.getFileName() + ".dvc") : stage.file();
    Path wdir = sameName ? to.getParent() : stage.wdir();
    String path = written(wdir, to);
    maker.create(new NewStage.Place(wdir.resolve(file.getFileName()), path));
    Stage.Edges edges = edges(old, wdir, path);
    StageDetails details =
        sameName ? stage.details().withOrigin(StageDetails.Origin.NEW) : stage.details();
    Stage now = new Stage(file, "", wdir, Command.NONE, edges, details);
    now = now.with(details.withMd5(StageJson.md5(now, project)));
    return new Tracked(now, old.output().at(path), to);
  }

  private static Stage.Edges edges(Tracked old, Path wdir, String path) throws IOException {
    Stage stage = old.stage();
    List<Output> outputs = new ArrayList<>();
    for (Output each : stage.outputs()) {
      boolean moved = each.path().equals(old.output().path());
      String other = each.isLocal() ? written(wdir, stage.path(each)) : each.path();
      outputs.add(each.at(moved ? path : other));
    }
    List<Dependency> dependencies = new ArrayList<>();
    for (Dependency each : stage.dependencies()) {
      boolean relative =
          each instanceof FileDependency file && file.isLocal()
              && !Path.of(file.path()).isAbsolute();
      dependencies.add(
          relative ? ((FileDependency) each).at(written(wdir, stage.path(each))) : each);
    }
    return new Stage.Edges(dependencies, outputs);
  }

  private static String written(Path wdir, Path path) {
    return Project.relative(wdir, path).replace(wdir.getFileSystem().getSeparator(), "/");
  }

  private boolean isWritten(Stage stage) throws IOException {
    return Files.isRegularFile(stage.file())
        && Files.readString(stage.file()).equals(DvcFile.text(stage, project));
  }

  /// Whether a copy to another file system is complete, so that what is left of the original may
  /// go.
  private boolean holdsAll(Path copy, Path original) throws IOException {
    Inspector inspector = new Inspector(repository);
    Content have = inspector.read(copy, HashName.MD5);
    Content rest = inspector.read(original, HashName.MD5);
    if (!(rest instanceof Content.Directory some)) {
      return rest.equals(have);
    }
    if (!(have instanceof Content.Directory all)) {
      return false;
    }
    for (int i = 0; i < some.tree().size(); i++) {
      int at = all.tree().indexOf(some.tree().path(i));
      if (at < 0 || !all.tree().id(at).equals(some.tree().id(i))) {
        return false;
      }
    }
    return true;
  }

  private void run(Plan plan) throws IOException {
    Path from = plan.old.path();
    Path to = plan.now.path();
    boolean began = false;
    try {
      note.write(from, to);
      Files.createDirectories(to.getParent());
      repository.scm().ignoreIfCached(plan.now);
      if (plan.going && OutputFiles.exists(to)) {
        OutputFiles.delete(project.root(), from);
      } else if (plan.going) {
        OutputFiles.move(project.root(), from, to);
      } else if (!OutputFiles.exists(to)) {
        repository.notices().warning("'" + project.relative(from) + "' is not in the workspace");
      }
      began = true;
    } finally {
      if (!began) {
        repository.takeBackIgnores();
      }
    }
    repository.scm().unignore(plan.old);
    if (OutputFiles.exists(to)) {
      Saver saver = new Saver(repository, true);
      if (plan.now.output().cached()) {
        saver.store(plan.now);
      } else {
        saver.record(plan.now);
      }
    }
    DvcFile.write(plan.now.stage(), project);
    repository.scm().track(plan.now.stage().file());
    if (plan.isOtherFile()) {
      Files.deleteIfExists(plan.old.stage().file());
      repository.scm().track(plan.old.stage().file());
    }
    note.remove();
  }

  private static RepositoryException refused(String message, String hint) {
    return new RepositoryException(RepositoryException.Kind.REFUSED, message, hint);
  }
}
