package datasync.track;

import datasync.text.CodePointOrder;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.yaml.Yaml;
import datasync.text.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A `dvc.lock`: what was recorded when the stages of the pipeline beside it ran.
///
/// @param path the absolute path
/// @param stages the entries by stage name, as written
/// @param datasets the entries of the section `datasets`, as written
public record LockFile(Path path, Value.Mapping stages, Value.Sequence datasets) {
  private static final Value STAGES = new Value.Text("stages");

  /// The lock file that belongs to a pipeline.
  public static Path beside(Path pipeline) {
    String name = pipeline.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return pipeline.resolveSibling((dot <= 0 ? name : name.substring(0, dot)) + ".lock");
  }

  /// Reads a lock file; one that is missing or empty has no entries.
  ///
  /// @throws MetadataException when DVC would refuse the file
  public static LockFile read(Project project, Path file) throws IOException {
    Value.Mapping data;
    try {
      data = MetadataText.read(project, file, Schemas.LOCK_FILE).data();
    } catch (NoSuchFileException none) {
      data = Value.Mapping.EMPTY;
    }
    return new LockFile(
        file,
        EntryReader.mapping(data, "stages"),
        new Value.Sequence(DvcFile.items(data, "datasets")));
  }

  /// The entry a stage leaves in the lock file, keys in DVC's order.
  public static Value.Mapping entry(Stage stage) {
    return entry(stage, false);
  }

  /// The entry a stage leaves in the lock file.
  ///
  /// @param withFiles whether cloud-versioned directories list their files
  public static Value.Mapping entry(Stage stage, boolean withFiles) {
    Map<String, Value> entry = new LinkedHashMap<>();
    entry.put("cmd", stage.command().value());
    List<Dependency> dependencies = new ArrayList<>(stage.dependencies());
    dependencies.sort((a, b) -> CodePointOrder.INSTANCE.compare(a.path(), b.path()));
    List<Value> items = new ArrayList<>();
    for (Dependency each : dependencies) {
      switch (each) {
        case FileDependency file ->
            items.add(
                EntryWriter.locked(
                    file.path(), file.recorded(), withFiles ? file.files() : List.of()));
        case DatasetDependency dataset -> items.add(EntryWriter.dataset(dataset));
        case RepoDependency repo -> items.add(onlyPath(repo.path()));
        case DatabaseDependency database -> { }
        case ParamsDependency params -> { }
      }
    }
    EntryWriter.value(entry, "deps", new Value.Sequence(items));
    EntryWriter.value(entry, "params", params(dependencies));
    List<Output> outputs = new ArrayList<>(stage.outputs());
    outputs.sort((a, b) -> CodePointOrder.INSTANCE.compare(a.path(), b.path()));
    List<Value> written = new ArrayList<>();
    for (Output each : outputs) {
      written.add(
          EntryWriter.locked(
              each.path(), each.recorded(), withFiles ? each.files() : List.of()));
    }
    EntryWriter.value(entry, "outs", new Value.Sequence(written));
    return Value.Mapping.of(entry);
  }

  private static Value.Mapping onlyPath(String path) {
    return Value.Mapping.of(Map.of("path", new Value.Text(path)));
  }

  /// Values by file, `params.yaml` first, keys sorted. A file that is tracked by keys is left out
  /// while no value is recorded, one that is tracked as a whole is not.
  private static Value.Mapping params(List<Dependency> sorted) {
    Map<String, Value> files = new LinkedHashMap<>();
    for (int pass = 0; pass < 2; pass++) {
      for (Dependency each : sorted) {
        if (!(each instanceof ParamsDependency params)
            || params.recorded().entries().isEmpty() && !params.isWholeFile()) {
          continue;
        }
        String path = MetadataPaths.shortest(params.path());
        if (path.equals(ParamsDependency.DEFAULT_FILE) == (pass == 0)) {
          Map<String, Value> values = new TreeMap<>(CodePointOrder.INSTANCE);
          params.recorded()
              .entries()
              .forEach((key, value) -> values.put(PythonValue.of(key), value));
          files.put(path, Value.Mapping.of(values));
        }
      }
    }
    return Value.Mapping.of(files);
  }

  /// The text of a lock file after stages were recorded; unchanged stages keep their entry's text
  /// as DVC rewrites it.
  ///
  /// @param old the text of the file, empty when there is none
  /// @param source the file as a person would name it
  /// @throws MetadataException when the old text cannot be parsed
  public static String text(String old, String source, List<Stage> stages)
      throws MetadataException {
    return text(old, source, stages, false);
  }

  private static String text(String old, String source, List<Stage> stages, boolean withFiles)
      throws MetadataException {
    Value data = MetadataText.parse(old, source);
    Map<String, Value> entries = new LinkedHashMap<>();
    for (Stage stage : stages) {
      entries.put(stage.name(), entry(stage, withFiles));
    }
    if (data.equals(Value.Mapping.EMPTY)) {
      Map<String, Value> fresh = new LinkedHashMap<>();
      fresh.put("schema", new Value.Text("2.0"));
      fresh.put("stages", Value.Mapping.of(entries));
      return Yaml.write(Value.Mapping.of(fresh));
    }
    try {
      YamlDocument document = YamlDocument.parse(old, source);
      if (!((Value.Mapping) data).has("stages")) {
        document.set(List.of(STAGES), Value.Mapping.of(entries));
      } else {
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
          document.set(List.of(STAGES, new Value.Text(entry.getKey())), entry.getValue());
        }
      }
      return document.write();
    } catch (FormatException e) {
      throw new MetadataException(
          source, "'" + source + "' is invalid", e.line(), e.column(), List.of(e.getMessage()));
    }
  }

  /// Records stages of one pipeline in the lock file beside it.
  ///
  /// @return whether an entry changed
  public static boolean write(Project project, List<Stage> stages) throws IOException {
    return write(project, stages, false);
  }

  /// The same.
  ///
  /// @param withFiles whether cloud-versioned directories list their files
  public static boolean write(Project project, List<Stage> stages, boolean withFiles)
      throws IOException {
    if (stages.isEmpty()) {
      return false;
    }
    Path file = beside(stages.getFirst().file());
    String old = "";
    try {
      old = MetadataText.decode(project.files().read(file), project.relative(file));
    } catch (NoSuchFileException none) {
      old = "";
    }
    String source = MetadataText.shown(project, file);
    Value.Mapping before = EntryReader.mapping(
        MetadataText.parse(old, source) instanceof Value.Mapping map ? map : Value.Mapping.EMPTY,
        "stages");
    MetadataWriter.replace(project, file, text(old, source, stages, withFiles));
    for (Stage stage : stages) {
      Value now = entry(stage, withFiles);
      if (!PythonValue.equal(now, EntryReader.orNull(before.get(stage.name())))) {
        return true;
      }
    }
    return false;
  }
}
