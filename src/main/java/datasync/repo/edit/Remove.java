package datasync.repo.edit;

import datasync.repo.Inspector;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.repo.StageGraph;
import datasync.repo.Tracked;
import datasync.track.MetadataPaths;
import datasync.track.Output;
import datasync.track.PipelineEdit;
import datasync.track.Project;
import datasync.track.Stage;
import datasync.workspace.OutputFiles;
import datasync.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `remove`: stops tracking; the data stays and becomes independent of the cache, or goes when
/// that is asked for. The cache is left alone.
public final class Remove {
  private final Repository repository;
  private final Project project;
  private final Options options;

  /// How to remove.
  ///
  /// @param outputs whether the data in the workspace goes as well, saved or not
  /// @param dryRun whether nothing is changed
  public record Options(boolean outputs, boolean dryRun) {}

  /// One stage that is not tracked any more.
  ///
  /// @param stage how DVC names it
  /// @param deleted the outputs that were deleted
  /// @param unsaved those of them whose content the cache does not have
  public record Removed(String stage, List<String> deleted, List<String> unsaved) {
    /// Copies both.
    public Removed {
      deleted = List.copyOf(deleted);
      unsaved = List.copyOf(unsaved);
    }
  }

  /// Prepares changes in a repository whose lock is held.
  public Remove(Repository repository, Options options) {
    this.repository = repository;
    this.project = repository.project();
    this.options = options;
  }

  /// Removes the stages of one target. All is checked before anything changes; the metadata goes
  /// last, so that the same command again finishes one that was killed.
  ///
  /// @param target a `.dvc` file, a `dvc.yaml`, or a stage of one
  /// @throws RepositoryException when there is no such stage, or an output may not be deleted
  /// @throws datasync.track.MetadataException when templating made the stage
  public List<Removed> run(String target) throws IOException {
    List<Stage> stages = new NamedStages(repository).all(target);
    List<Path> outputs = new ArrayList<>();
    for (Stage stage : stages) {
      PipelineEdit.check(project, stage, "remove");
      for (Output output : stage.outputs()) {
        Path path = StageGraph.pathOf(stage, output);
        outputs.add(path);
        check(output, path);
      }
    }
    repository.ensureFree(List.of(), outputs);
    List<Removed> removed = new ArrayList<>();
    for (Stage stage : stages) {
      removed.add(remove(stage));
    }
    return removed;
  }

  private void check(Output output, Path path) throws IOException {
    if (!options.outputs()) {
      return;
    }
    if (!output.isLocal() || !MetadataPaths.isInside(project.root(), path)) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "output '" + output.path() + "' is outside of the project and is not deleted",
          "leave out `--outs` and delete it by hand");
    }
    OutputFiles.check(project.root(), path);
  }

  private Removed remove(Stage stage) throws IOException {
    List<String> deleted = new ArrayList<>();
    List<String> unsaved = new ArrayList<>();
    for (Output output : stage.outputs()) {
      Tracked tracked = new Tracked(stage, output, StageGraph.pathOf(stage, output));
      if (!output.isLocal()) {
        continue;
      }
      if (options.outputs() && OutputFiles.exists(tracked.path())) {
        deleted.add(tracked.display(project));
        if (!isSaved(tracked)) {
          unsaved.add(tracked.display(project));
        }
      }
      if (!options.dryRun()) {
        release(tracked);
        repository.scm().unignore(tracked);
      }
    }
    if (!options.dryRun() && stage.isPipeline()) {
      PipelineEdit.remove(project, stage);
    } else if (!options.dryRun()) {
      Files.deleteIfExists(stage.file());
    }
    return new Removed(stage.address(project.workingDirectory()), deleted, unsaved);
  }

  private void release(Tracked tracked) throws IOException {
    if (options.outputs()) {
      OutputFiles.delete(project.root(), tracked.path());
    } else if (tracked.output().cached() && tracked.isInside(project)
        && OutputFiles.exists(tracked.path())) {
      OutputFiles.check(project.root(), tracked.path());
      repository.unprotect(tracked.path());
    }
  }

  private boolean isSaved(Tracked tracked) throws IOException {
    try {
      return tracked.output().cached()
          && new Inspector(repository).state(tracked) == Inspector.State.UNCHANGED;
    } catch (WorkspaceException notReadable) {
      return false;
    }
  }
}
