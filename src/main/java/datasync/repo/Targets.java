package datasync.repo;

import datasync.track.PipelineFile;
import datasync.track.Project;
import datasync.track.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns what a person typed after a verb into selections.
///
/// In this order a target is: a metadata file, perhaps with `:stage`; a stage of the `dvc.yaml` in
/// the working directory, a group of generated stages too; an output or a path inside one; with
/// `recursive` a folder. Source: spec `dvc-format.md` 19.3, dvc 3.67 `repo/stage.py`.
public final class Targets {
  private final Stages stages;
  private final Project project;
  private final boolean withDependencies;
  private final boolean recursive;

  /// @param withDependencies whether the stages that a target needs are meant, too
  /// @param recursive whether a folder means all stages below it
  public Targets(Stages stages, boolean withDependencies, boolean recursive) {
    this.stages = stages;
    this.project = stages.project();
    this.withDependencies = withDependencies;
    this.recursive = recursive;
  }

  /// The selections of all targets, in their order; all stages when there is no target.
  ///
  /// @throws RepositoryException when a target is nothing of the project
  public List<Selection> select(List<String> targets) throws IOException {
    List<Selection> selections = new ArrayList<>();
    if (targets.isEmpty()) {
      for (Stage stage : stages.all()) {
        selections.add(Selection.all(stage));
      }
      return selections;
    }
    for (String target : targets) {
      selections.addAll(select(target));
    }
    return selections;
  }

  /// The selections of one target.
  ///
  /// @throws RepositoryException when it is nothing of the project
  public List<Selection> select(String target) throws IOException {
    String text = target.replace('\\', '/');
    Address address = Address.parse(text);
    Path path = project.workingDirectory().resolve(text).normalize();
    boolean folder = recursive && Files.isDirectory(path);
    List<Stage> named = List.of();
    if (address.file().isEmpty()) {
      if (!folder) {
        named = stagesOfDefault(address.name());
      }
    } else if (!withDependencies && Stages.isMetadata(address.file())) {
      return all(load(address));
    }
    if (!named.isEmpty()) {
      return all(withNeeds(named));
    }
    if (!folder) {
      Tracked around = stages.graph().around(path);
      if (around != null) {
        return List.of(Selection.at(around.stage(), path));
      }
      return all(withNeeds(loadOrFail(target, address)));
    }
    List<Selection> below = new ArrayList<>();
    for (Stage stage : stages.graph().stages()) {
      if (stage.file().startsWith(path)) {
        below.add(Selection.all(stage));
      }
    }
    return below;
  }

  private List<Stage> stagesOfDefault(String name) throws IOException {
    Path file = project.workingDirectory().resolve(Stages.PIPELINE);
    if (!project.files().exists(file)) {
      return List.of();
    }
    PipelineFile pipeline = stages.pipeline(file);
    List<String> generated = pipeline.generatedBy(name);
    if (generated.isEmpty() && !pipeline.has(name)) {
      return List.of();
    }
    return named(pipeline, generated.isEmpty() ? List.of(name) : generated);
  }

  private static List<Stage> named(PipelineFile pipeline, List<String> names) throws IOException {
    List<Stage> found = new ArrayList<>();
    for (String name : names) {
      found.add(pipeline.stage(name));
    }
    return found;
  }

  private List<Stage> load(Address address) throws IOException {
    Path file = project.workingDirectory().resolve(address.file()).normalize();
    try {
      if (!Stages.isPipeline(address.file()) || address.name().isEmpty()) {
        return stages.of(file);
      }
      PipelineFile pipeline = stages.pipeline(file);
      List<String> generated = pipeline.generatedBy(address.name());
      if (generated.isEmpty() && !pipeline.has(address.name())) {
        throw new RepositoryException(
            RepositoryException.Kind.REFUSED,
            "stage '%s' not found inside '%s' file"
                .formatted(address.name(), project.relative(file)));
      }
      return named(pipeline, generated.isEmpty() ? List.of(address.name()) : generated);
    } catch (NoSuchFileException missing) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED, "'" + address.file() + "' does not exist");
    }
  }

  private List<Stage> loadOrFail(String target, Address address) throws IOException {
    if (!address.file().isEmpty() && Stages.isMetadata(address.file())) {
      return load(address);
    }
    throw new RepositoryException(
        RepositoryException.Kind.REFUSED,
        "'%s' does not exist as an output or a stage name in '%s'"
            .formatted(target, Stages.PIPELINE));
  }

  private List<Stage> withNeeds(List<Stage> named) throws IOException {
    if (!withDependencies) {
      return named;
    }
    Map<String, Stage> all = new LinkedHashMap<>();
    for (Stage stage : named) {
      for (Stage needed : stages.graph().withNeeds(stage)) {
        all.putIfAbsent(StageGraph.key(needed), needed);
      }
    }
    return List.copyOf(all.values());
  }

  private static List<Selection> all(List<Stage> stages) {
    List<Selection> selections = new ArrayList<>();
    for (Stage stage : stages) {
      selections.add(Selection.all(stage));
    }
    return selections;
  }
}
