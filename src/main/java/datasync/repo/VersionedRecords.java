package datasync.repo;

import datasync.backend.FileInfo;
import datasync.object.ObjectId;
import datasync.track.Cloud;
import datasync.track.Dependency;
import datasync.track.DvcFile;
import datasync.track.FileDependency;
import datasync.track.ListedFile;
import datasync.track.LockFile;
import datasync.track.Output;
import datasync.track.Recorded;
import datasync.track.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Records in metadata files which versions of files a remote keeps. A file that has a version
/// keeps it, so that metadata of unchanged files stays as it is.
///
/// Source: dvc 3.67 `repo/worktree.py` (`_merge_push_meta`), `stage/serialize.py`. As there, the
/// executable bit is not recorded any more: no cloud has one.
final class VersionedRecords {
  private final Repository repository;
  private final String remote;

  /// @param remote the name of the remote
  VersionedRecords(Repository repository, String remote) {
    this.repository = repository;
    this.remote = remote;
  }

  /// Rewrites the metadata files of outputs.
  ///
  /// @param files the files of the outputs that were pushed
  /// @param now what the remote says of a file by its name there, or null
  void write(Collection<VersionedFile> files, Function<String, FileInfo> now)
      throws IOException {
    Map<String, Stage> stages = new LinkedHashMap<>();
    Map<Path, Map<String, Recorded>> found = new LinkedHashMap<>();
    Map<Path, Tracked> outputs = new HashMap<>();
    for (VersionedFile file : files) {
      FileInfo info = now.apply(file.name());
      if (file.recorded().versionId().isEmpty() && info != null) {
        found
            .computeIfAbsent(file.tracked().path(), any -> new HashMap<>())
            .put(file.relpath(), versioned(file.recorded(), info));
        outputs.put(file.tracked().path(), file.tracked());
      }
    }
    for (Map.Entry<Path, Map<String, Recorded>> each : found.entrySet()) {
      Tracked tracked = outputs.get(each.getKey());
      Stage stage = tracked.stage();
      String key = stage.file() + "\0" + stage.name();
      stages.put(
          key, stages.getOrDefault(key, stage).with(changed(tracked, each.getValue())));
    }
    write(stages.values());
  }

  private Recorded versioned(Recorded recorded, FileInfo info) {
    Cloud cloud = new Cloud(remote, info.version(), info.checksum(), "", "");
    return new Recorded(
        recorded.hashName(), recorded.value(), info.size(), -1, false, cloud);
  }

  private Output changed(Tracked tracked, Map<String, Recorded> found) throws IOException {
    Output output = tracked.output();
    if (found.containsKey("")) {
      return output.with(found.get(""));
    }
    List<ListedFile> files = new ArrayList<>();
    for (ListedFile file : VersionedFile.listed(repository.trees(), tracked)) {
      Recorded recorded = found.getOrDefault(file.relpath(), file.recorded());
      files.add(new ListedFile(file.relpath(), recorded));
    }
    return output.with(output.recorded(), files);
  }

  private void write(Collection<Stage> stages) throws IOException {
    Map<Path, List<Stage>> pipelines = new LinkedHashMap<>();
    for (Stage stage : stages) {
      if (stage.isPipeline()) {
        pipelines.computeIfAbsent(stage.file(), any -> new ArrayList<>()).add(listing(stage));
      } else {
        DvcFile.write(stage, repository.project());
        repository.scm().track(stage.file());
      }
    }
    for (Map.Entry<Path, List<Stage>> each : pipelines.entrySet()) {
      LockFile.write(repository.project(), each.getValue(), true);
      repository.scm().track(LockFile.beside(each.getKey()));
    }
  }

  /// The stage with the files of directories that it depends on, which dvc lists there as well.
  private Stage listing(Stage stage) throws IOException {
    List<Dependency> dependencies = new ArrayList<>();
    for (Dependency dependency : stage.dependencies()) {
      dependencies.add(
          dependency instanceof FileDependency file && file.files().isEmpty()
              ? file.with(listed(file.recorded()))
              : dependency);
    }
    return stage.with(new Stage.Edges(dependencies, stage.outputs()));
  }

  private List<ListedFile> listed(Recorded recorded) throws IOException {
    Optional<ObjectId> id = recorded.id();
    return id.isPresent() && id.get().isTree()
        ? VersionedFile.listed(repository.trees(), id.get())
        : List.of();
  }
}
