package datasync.repo.edit;

import datasync.repo.Repository;
import datasync.track.DvcFile;
import datasync.track.PipelineEdit;
import datasync.track.Stage;
import java.io.IOException;

/// `freeze` and `unfreeze`: whether `repro` and `update` leave a stage alone.
public final class Freeze {
  private final Repository repository;
  private final boolean dryRun;

  /// Prepares changes in a repository whose lock is held.
  ///
  /// @param dryRun whether nothing is written
  public Freeze(Repository repository, boolean dryRun) {
    this.repository = repository;
    this.dryRun = dryRun;
  }

  /// Freezes one stage, or lets it go.
  ///
  /// @param target a `.dvc` file, or a stage of a `dvc.yaml`
  /// @return how DVC names the stage
  /// @throws datasync.repo.RepositoryException when there is no such stage
  /// @throws datasync.track.MetadataException when templating made the stage
  public String set(String target, boolean frozen) throws IOException {
    Stage stage = new NamedStages(repository).one(target);
    Stage changed = stage.with(stage.details().withFrozen(frozen));
    PipelineEdit.check(repository.project(), stage, "dump");
    if (!dryRun && stage.isPipeline()) {
      PipelineEdit.write(repository.project(), changed);
    } else if (!dryRun) {
      DvcFile.write(changed, repository.project());
    }
    return stage.address(repository.project().workingDirectory());
  }
}
