package datasync.repo;

import datasync.text.Value;
import datasync.track.DatabaseDependency;
import datasync.track.DatasetDependency;
import datasync.track.Dependency;
import datasync.track.FileDependency;
import datasync.track.Output;
import datasync.track.Params;
import datasync.track.ParamsDependency;
import datasync.track.Project;
import datasync.track.RepoDependency;
import datasync.track.Stage;
import datasync.track.StageJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `status`: which dependencies and outputs of stages differ from what is recorded.
///
/// Source: spec `dvc-format.md` 20.1, 22.2; dvc 3.67 `stage/__init__.py`, `output.py`.
public final class Status {
  private final Project project;
  private final Inspector inspector;
  private final ImportSources sources;
  private final boolean withUpdates;

  /// What was found.
  ///
  /// @param stages by address, the list of changes of each changed stage, in DVC's JSON shape
  /// @param frozen the addresses of frozen stages, whose dependencies were not looked at
  public record Report(Value.Mapping stages, List<String> frozen) {}

  /// @param withUpdates whether sources of imports are asked for something newer
  public Status(Repository repository, boolean withUpdates) throws IOException {
    this.project = repository.project();
    this.inspector = new Inspector(repository);
    this.sources = new ImportSources(repository);
    this.withUpdates = withUpdates;
  }

  /// Looks at the selected stages, reading only files that changed since they were last read.
  public Report of(List<Selection> selections) throws IOException {
    Map<String, Value> changed = new LinkedHashMap<>();
    List<String> frozen = new ArrayList<>();
    for (Selection selection : selections) {
      Stage stage = selection.stage();
      String address = stage.address(project.workingDirectory());
      if (stage.details().frozen() && !stage.isRepoImport()) {
        frozen.add(address);
      }
      List<Value> changes = changes(selection);
      if (!changes.isEmpty()) {
        changed.put(address, new Value.Sequence(changes));
      }
    }
    return new Report(Value.Mapping.of(changed), frozen);
  }

  private List<Value> changes(Selection selection) throws IOException {
    Stage stage = selection.stage();
    List<Value> changes = new ArrayList<>();
    if (!stage.details().frozen() || (stage.isRepoImport() && withUpdates)) {
      add(changes, "changed deps", dependencies(stage));
    }
    Map<String, Value> outputs = new LinkedHashMap<>();
    for (Output output : stage.outputs()) {
      Tracked tracked = new Tracked(stage, output, StageGraph.pathOf(stage, output));
      if (selection.includes(tracked.path())) {
        put(outputs, tracked.display(project), inspector.state(tracked));
      }
    }
    add(changes, "changed outs", outputs);
    if (stage.isCallback() || stage.details().alwaysChanged()) {
      changes.add(new Value.Text("always changed"));
    }
    if (stage.isPipeline() && stage.details().origin().commandChanged()) {
      changes.add(new Value.Text("changed command"));
    }
    if (!stage.isPipeline() && hasChangedChecksum(stage)) {
      changes.add(new Value.Text("changed checksum"));
    }
    return changes;
  }

  /// Whether the checksum that the file of a stage records is not the stage's own.
  boolean hasChangedChecksum(Stage stage) throws IOException {
    boolean plain = stage.isDataSource() && !stage.isImport();
    String expected = plain ? "" : StageJson.md5(stage, project);
    return !expected.equals(stage.details().md5());
  }

  /// The changed dependencies by name; parameters are a level deeper.
  Map<String, Value> dependencies(Stage stage) throws IOException {
    Map<String, Value> changed = new LinkedHashMap<>();
    for (Dependency dependency : stage.dependencies()) {
      switch (dependency) {
        case FileDependency file ->
            put(changed, display(stage, file), inspector.state(stage, file));
        case ParamsDependency params -> params(stage, params, changed);
        case RepoDependency repo -> {
          if (sources.hasUpdate(repo)) {
            put(
                changed,
                repo.path() + " (" + repo.url() + ")",
                Inspector.State.UPDATE_AVAILABLE);
          }
        }
        case DatabaseDependency database -> { }
        case DatasetDependency dataset -> { }
      }
    }
    return changed;
  }

  private void params(Stage stage, ParamsDependency params, Map<String, Value> changed)
      throws IOException {
    Path path = stage.path(params);
    String name = display(path, params.path());
    if (!Files.exists(path)) {
      changed.put(name, new Value.Text("deleted"));
      return;
    }
    if (!params.locked()) {
      changed.put(name, new Value.Text("new"));
      return;
    }
    Map<String, Value> keys = new LinkedHashMap<>();
    for (Params.Difference difference : Params.differences(project, stage, params)) {
      String word =
          switch (difference.change()) {
            case NEW -> "new";
            case MODIFIED -> "modified";
            case DELETED -> "deleted";
          };
      keys.put(difference.key(), new Value.Text(word));
    }
    if (!keys.isEmpty()) {
      changed.put(name, Value.Mapping.of(keys));
    }
  }

  private String display(Stage stage, FileDependency file) throws IOException {
    return file.isLocal() ? display(stage.path(file), file.path()) : file.path();
  }

  private String display(Path path, String written) {
    if (Path.of(written).isAbsolute()) {
      return written;
    }
    if (!path.startsWith(project.root())) {
      return path.toString();
    }
    Path from = project.workingDirectory();
    return Project.relative(from.startsWith(project.root()) ? from : project.root(), path);
  }

  private static void put(Map<String, Value> changed, String name, Inspector.State state) {
    if (state != Inspector.State.UNCHANGED) {
      changed.put(name, new Value.Text(state.text()));
    }
  }

  private static void add(List<Value> changes, String title, Map<String, Value> entries) {
    if (!entries.isEmpty()) {
      changes.add(Value.Mapping.of(Map.of(title, Value.Mapping.of(entries))));
    }
  }
}
