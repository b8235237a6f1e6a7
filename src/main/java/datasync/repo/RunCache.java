package datasync.repo;

import datasync.io.AtomicFile;
import datasync.text.Value;
import datasync.text.yaml.Yaml;
import datasync.track.Dependency;
import datasync.track.LockFile;
import datasync.track.MetadataPaths;
import datasync.track.Output;
import datasync.track.RepoDependency;
import datasync.track.Stage;
import datasync.track.StageJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The record of runs: which command made which outputs from which dependencies.
///
/// Source: spec `dvc-format.md` 11.
final class RunCache {
  /// The folder below the top of a cache or remote.
  static final String FOLDER = "runs";

  private final Repository repository;

  RunCache(Repository repository) {
    this.repository = repository;
  }

  /// Saves what a stage records; outputs that Git keeps go into the object cache, too. A stage
  /// whose runs cannot be told apart by their record is left out.
  void save(Stage stage) throws IOException {
    if (!canSave(stage)) {
      return;
    }
    Value.Mapping entry = LockFile.entry(stage);
    String key = StageJson.runCacheKey(entry);
    Path file =
        repository
            .cache()
            .folder()
            .resolve(FOLDER)
            .resolve(key.substring(0, 2))
            .resolve(key)
            .resolve(StageJson.runCacheValue(entry));
    Saver saver = new Saver(repository, false);
    for (Output output : stage.outputs()) {
      if (!output.cached()) {
        saver.store(new Tracked(stage, output, stage.path(output)));
      }
    }
    if (!Files.exists(file)) {
      repository.cache().sync();
      Files.createDirectories(file.getParent());
      AtomicFile.write(file, Yaml.write(entry).getBytes(StandardCharsets.UTF_8));
    }
  }

  private boolean canSave(Stage stage) throws IOException {
    boolean complete =
        !stage.command().isEmpty()
            && !stage.dependencies().isEmpty()
            && !stage.outputs().isEmpty();
    if (!complete || stage.details().alwaysChanged()) {
      return false;
    }
    for (Dependency dependency : stage.dependencies()) {
      if (dependency instanceof RepoDependency || !MetadataPaths.isLocal(dependency.path())) {
        return false;
      }
    }
    for (Output output : stage.outputs()) {
      Tracked tracked = new Tracked(stage, output, StageGraph.pathOf(stage, output));
      if (output.persist() || !tracked.isInside(repository.project())) {
        return false;
      }
    }
    return true;
  }
}
