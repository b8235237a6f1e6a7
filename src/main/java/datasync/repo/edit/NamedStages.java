package datasync.repo.edit;

import datasync.io.FileNames;
import datasync.repo.Address;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.repo.Stages;
import datasync.track.PipelineFile;
import datasync.track.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// Finds the stages that a person names: metadata files and stages in them, no outputs and no
/// groups of generated stages.
final class NamedStages {
  private final Repository repository;

  NamedStages(Repository repository) {
    this.repository = repository;
  }

  /// The stages of a target; those of a whole `dvc.yaml` when no stage is named.
  ///
  /// @throws RepositoryException when there is none
  List<Stage> all(String target) throws IOException {
    Address address = Address.parse(FileNames.slashed(target));
    String name = address.file().isEmpty() ? Stages.PIPELINE : address.file();
    Path file = repository.project().workingDirectory().resolve(name).normalize();
    try {
      if (address.name().isEmpty() || !Stages.isPipeline(name)) {
        return repository.stages().of(file);
      }
      PipelineFile pipeline = repository.stages().pipeline(file);
      if (pipeline.has(address.name())) {
        return List.of(pipeline.stage(address.name()));
      }
    } catch (NoSuchFileException missing) {
      throw notThere(target, "'" + name + "' does not exist");
    }
    throw notThere(target, "stage '" + address.name() + "' not found inside '" + name + "' file");
  }

  /// The one stage of a target.
  ///
  /// @throws RepositoryException when there is none, or a `dvc.yaml` is named without a stage
  Stage one(String target) throws IOException {
    Address address = Address.parse(FileNames.slashed(target));
    if (address.name().isEmpty() && Stages.isPipeline(address.file())) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "no stage of '" + address.file() + "' is named",
          "name one, as in `" + address.file() + ":STAGE`");
    }
    return all(target).getFirst();
  }

  private RepositoryException notThere(String target, String reason) {
    Path data = repository.project().workingDirectory().resolve(target + ".dvc");
    if (Files.exists(data)) {
      return new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "'" + target + "' is not a .dvc file",
          "did you mean `" + target + ".dvc`?");
    }
    return new RepositoryException(RepositoryException.Kind.REFUSED, reason);
  }
}
