package datasync.track;

import datasync.text.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A `dvc.yaml` with its lock file, templating resolved stage by stage when asked.
///
/// Not safe for several threads.
public final class PipelineFile {
  private final Project project;
  private final Path path;
  private final Value.Mapping data;
  private final LockFile lock;
  private final Context context;
  private final Map<String, Definition> definitions = new LinkedHashMap<>();

  private PipelineFile(
      Project project, Path path, Value.Mapping data, LockFile lock, Context context) {
    this.project = project;
    this.path = path;
    this.data = data;
    this.lock = lock;
    this.context = context;
    EntryReader.mapping(data, "stages")
        .entries()
        .forEach((key, entry) -> define(PythonValue.of(key), (Value.Mapping) entry));
  }

  private void define(String name, Value.Mapping entry) {
    definitions.put(
        name,
        new Definition(project, path.getParent(), shown(), context, name, entry));
  }

  /// Reads a pipeline and the lock file beside it.
  ///
  /// @param file the absolute path of the `dvc.yaml`
  /// @throws java.nio.file.NoSuchFileException when there is no such file
  /// @throws MetadataException when DVC would refuse one of the files or their variables; a stage
  ///     that cannot be resolved fails only when it is asked for
  public static PipelineFile read(Project project, Path file) throws IOException {
    Value.Mapping data = MetadataText.read(project, file, PipelineSchema.PIPELINE).data();
    LockFile lock = LockFile.read(project, LockFile.beside(file));
    Context context = new Context(project);
    PipelineFile pipeline = new PipelineFile(project, file, data, lock, context);
    List<Value> vars = DvcFile.items(data, "vars");
    if (Template.isTemplated(new Value.Sequence(vars))) {
      throw new MetadataException(
          pipeline.shown(),
          "failed to parse 'vars' in '" + pipeline.shown() + "': interpolating is not allowed");
    }
    try {
      context.loadDefault(file.getParent());
      context.load(vars, file.getParent(), "");
    } catch (TemplateException e) {
      throw e.at("'vars'", pipeline.shown());
    }
    return pipeline;
  }

  /// The pipeline as DVC names it in errors.
  private String shown() {
    return project.relative(path.resolveSibling("dvc.yaml"));
  }

  /// What is recorded of the stages.
  public LockFile lock() {
    return lock;
  }

  /// The names of all stages, generated ones included, in the order of the file.
  ///
  /// @throws MetadataException when the data of a `foreach` or `matrix` cannot be resolved
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Definition> entry : definitions.entrySet()) {
      if (entry.getValue().isLoop()) {
        names.addAll(generatedBy(entry.getKey()));
      } else {
        names.add(entry.getKey());
      }
    }
    return names;
  }

  /// Whether there is a stage of this full name.
  ///
  /// @throws MetadataException when the data of its group cannot be resolved
  public boolean has(String name) throws IOException {
    int at = name.lastIndexOf('@');
    Definition definition = definitions.get(at < 0 ? name : name.substring(0, at));
    if (definition == null) {
      return false;
    }
    if (!definition.isLoop()) {
      return at < 0;
    }
    return at >= 0 && definition.members().containsKey(name.substring(at + 1));
  }

  /// The full names that a `foreach` or `matrix` entry generates; empty for any other name.
  ///
  /// @throws MetadataException when the data of the group cannot be resolved
  public List<String> generatedBy(String group) throws IOException {
    Definition definition = definitions.get(group);
    List<String> names = new ArrayList<>();
    if (definition != null && definition.isLoop()) {
      for (String key : definition.members().keySet()) {
        names.add(group + "@" + key);
      }
    }
    return names;
  }

  /// One stage with what the lock file records of it.
  ///
  /// @throws MetadataException when there is none of this name or it cannot be resolved
  public Stage stage(String name) throws IOException {
    if (!has(name) || name.endsWith("@")) {
      throw new MetadataException(
          shown(), "Stage '" + name + "' not found inside '" + shown() + "' file");
    }
    int at = name.lastIndexOf('@');
    String group = at < 0 ? name : name.substring(0, at);
    Definition definition = definitions.get(group);
    Value.Mapping resolved = definition.resolve(at < 0 ? "" : name.substring(at + 1));
    Value.Mapping entry = EntryReader.mapping(lock.stages(), name);
    StageDetails.Origin origin =
        new StageDetails.Origin(
            "",
            definition.isLoop() || !PythonValue.equal(resolved, definition.entry()),
            definition.isLoop() ? group : "",
            false);
    return new PipelineStage(project, path, name).build(resolved, entry, origin);
  }

  /// All stages in the order of [#names].
  ///
  /// @throws MetadataException when one cannot be resolved
  public List<Stage> stages() throws IOException {
    List<Stage> stages = new ArrayList<>();
    for (String name : names()) {
      stages.add(stage(name));
    }
    return stages;
  }

  /// A resolved section beside the stages: `params`, `metrics`, `plots`, `datasets` as sequences,
  /// `artifacts` as mapping; empty when the file has none.
  ///
  /// @throws MetadataException when it cannot be resolved
  public Value section(String key) throws IOException {
    if (key.equals("artifacts")) {
      Map<Value, Value> artifacts = new LinkedHashMap<>();
      for (var entry : EntryReader.mapping(data, key).entries().entrySet()) {
        String name = PythonValue.of(entry.getKey());
        artifacts.put(
            resolve(entry.getKey(), key, name), resolve(entry.getValue(), key, name));
      }
      return new Value.Mapping(artifacts);
    }
    List<Value> items = new ArrayList<>();
    for (Value item : DvcFile.items(data, key)) {
      items.add(resolve(item, key, Integer.toString(items.size())));
    }
    return new Value.Sequence(items);
  }

  private Value resolve(Value value, String section, String name) throws MetadataException {
    try {
      Template.check(value);
      return context.resolve(value, "", false);
    } catch (TemplateException e) {
      throw e.at("'" + section + "." + name + "'", shown());
    }
  }
}
