package datasync.track;

import datasync.text.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Builds a stage of a pipeline from its resolved entry and its entry in the lock file.
final class PipelineStage {
  private static final List<String> PLOT_PROPERTIES =
      List.of("template", "x", "y", "x_label", "y_label", "title", "header");

  private final Project project;
  private final Path file;
  private final String name;
  private EntryReader reader;
  private Value.Mapping lock;

  PipelineStage(Project project, Path file, String name) {
    this.project = project;
    this.file = file;
    this.name = name;
  }

  /// @param entry the resolved entry
  /// @param locked the entry of the lock file; empty when there is none
  Stage build(Value.Mapping entry, Value.Mapping locked, StageDetails.Origin origin)
      throws IOException {
    Value written = EntryReader.orNull(entry.get("wdir"));
    Path wdir =
        MetadataPaths.resolve(
            file.getParent(), EntryWriter.isFalse(written) ? "." : text(written));
    reader = new EntryReader(project, wdir, project.relative(file));
    lock = locked;
    List<Dependency> dependencies = new ArrayList<>();
    for (Value item : DvcFile.items(entry, "deps")) {
      dependencies.add(dependency(text(item)));
    }
    for (Map.Entry<String, List<String>> params : params(entry).entrySet()) {
      dependencies.add(paramsDependency(params.getKey(), params.getValue()));
    }
    List<Output> outputs = new ArrayList<>();
    outputs(entry, "outs", Output.Kind.OUT, outputs);
    outputs(entry, "metrics", Output.Kind.METRIC, outputs);
    outputs(entry, "plots", Output.Kind.PLOT, outputs);
    Value command = EntryReader.orNull(entry.get("cmd"));
    boolean changed =
        !lock.entries().isEmpty()
            && !PythonValue.equal(command, EntryReader.orNull(lock.get("cmd")));
    StageDetails details =
        new StageDetails(
            EntryReader.flag(entry, "frozen", false),
            EntryReader.flag(entry, "always_changed", false),
            "",
            EntryReader.text(entry, "desc"),
            EntryReader.orNull(entry.get("meta")),
            new StageDetails.Origin(origin.text(), origin.parametrized(), origin.group(), changed));
    return new Stage(
        file,
        name,
        wdir,
        new Command(command),
        new Stage.Edges(dependencies, outputs),
        details);
  }

  private Dependency dependency(String written) throws MetadataException {
    if (MetadataPaths.scheme(written).equals("ds")) {
      return new DatasetDependency(
          written, EntryReader.mapping(lockItem("deps", written), "dataset"));
    }
    String path = reader.path(written, "a dependency");
    Value.Mapping item = lockItem("deps", path);
    List<ListedFile> files = reader.files(item, path);
    return new FileDependency(path, recorded(item, path, files), files, Value.Mapping.EMPTY);
  }

  private ParamsDependency paramsDependency(String written, List<String> keys)
      throws MetadataException {
    String path = reader.path(written, "a dependency");
    Value.Mapping all = EntryReader.mapping(lock, "params");
    if (!(all.get(path) instanceof Value.Mapping values)) {
      return new ParamsDependency(path, keys, false, Value.Mapping.EMPTY);
    }
    if (keys.isEmpty()) {
      return new ParamsDependency(path, keys, true, values);
    }
    Map<String, Value> known = new LinkedHashMap<>();
    for (String key : keys) {
      if (values.has(key)) {
        known.put(key, values.get(key));
      }
    }
    return new ParamsDependency(path, keys, true, Value.Mapping.of(known));
  }

  /// What the lock file records of a path; without an entry for the stage, DVC 3's hash is to be
  /// used, without one for the path that of DVC 2.
  private Recorded recorded(Value.Mapping item, String path, List<ListedFile> files)
      throws MetadataException {
    Recorded recorded = reader.recorded(item, path, files);
    return lock.entries().isEmpty() && recorded.isLegacy() ? Recorded.NONE : recorded;
  }

  /// The last entry of a path, or an empty one.
  private Value.Mapping lockItem(String section, String path) {
    Value.Mapping found = Value.Mapping.EMPTY;
    for (Value item : DvcFile.items(lock, section)) {
      if (item instanceof Value.Mapping each && EntryReader.text(each, "path").equals(path)) {
        found = each;
      }
    }
    return found;
  }

  private void outputs(
      Value.Mapping entry, String section, Output.Kind kind, List<Output> outputs)
      throws MetadataException {
    Map<String, Map<Value, Value>> merged = new LinkedHashMap<>();
    for (Value item : DvcFile.items(entry, section)) {
      if (item instanceof Value.Mapping map) {
        for (Map.Entry<Value, Value> each : map.entries().entrySet()) {
          if (!(each.getValue() instanceof Value.Mapping flags)) {
            throw wrong(
                "Expected dict for '" + PythonValue.of(each.getKey()) + "', got: '"
                    + Node.typeName(each.getValue()) + "'");
          }
          merged
              .computeIfAbsent(text(each.getKey()), path -> new LinkedHashMap<>())
              .putAll(flags.entries());
        }
      } else {
        merged.computeIfAbsent(text(item), path -> new LinkedHashMap<>());
      }
    }
    for (Map.Entry<String, Map<Value, Value>> each : merged.entrySet()) {
      outputs.add(output(each.getKey(), new Value.Mapping(each.getValue()), kind));
    }
  }

  private Output output(String written, Value.Mapping flags, Output.Kind kind)
      throws MetadataException {
    String path = reader.path(written, "an output");
    Map<String, Value> plot = new LinkedHashMap<>();
    if (kind == Output.Kind.PLOT) {
      for (String property : PLOT_PROPERTIES) {
        if (flags.has(property)) {
          plot.put(property, flags.get(property));
        }
      }
    }
    OutputOptions options =
        new OutputOptions(
            EntryReader.flag(flags, "cache", true),
            EntryReader.flag(flags, "persist", false),
            EntryReader.flag(flags, "push", true),
            EntryReader.text(flags, "remote"),
            Value.Mapping.of(plot),
            Value.Mapping.EMPTY);
    Value.Mapping item = lockItem("outs", path);
    List<ListedFile> files = reader.files(item, path);
    return new Output(
        path, recorded(item, path, files), files, kind, options, EntryReader.annotations(flags));
  }

  /// The keys by file; a file that is named without keys counts as a whole.
  private Map<String, List<String>> params(Value.Mapping entry) throws MetadataException {
    List<Value> items = DvcFile.items(entry, "params");
    Set<String> whole = new LinkedHashSet<>();
    for (Value item : items) {
      if (item instanceof Value.Mapping map) {
        for (Map.Entry<Value, Value> each : map.entries().entrySet()) {
          if (EntryWriter.isFalse(each.getValue())) {
            whole.add(text(each.getKey()));
          }
        }
      }
    }
    Map<String, List<String>> keys = new LinkedHashMap<>();
    for (Value item : items) {
      if (item instanceof Value.Text key) {
        if (!whole.contains(ParamsDependency.DEFAULT_FILE)) {
          keys.computeIfAbsent(ParamsDependency.DEFAULT_FILE, file -> new ArrayList<>())
              .add(key.value());
        }
      } else if (item instanceof Value.Mapping map) {
        for (Map.Entry<Value, Value> each : map.entries().entrySet()) {
          addKeys(keys, text(each.getKey()), each.getValue(), whole);
        }
      } else {
        throw wrong("Only list of str/dict is supported. Got: '" + Node.typeName(item) + "'");
      }
    }
    return keys;
  }

  private void addKeys(
      Map<String, List<String>> keys, String path, Value value, Set<String> whole)
      throws MetadataException {
    if (whole.contains(path)) {
      keys.put(path, new ArrayList<>());
      return;
    }
    if (!(value instanceof Value.Sequence list)) {
      throw wrong(
          "Expected list of params for custom params file '" + path + "', got '"
              + Node.typeName(value) + "'");
    }
    List<String> known = keys.computeIfAbsent(path, file -> new ArrayList<>());
    for (Value key : list.items()) {
      known.add(PythonValue.of(key));
    }
  }

  private String text(Value value) throws MetadataException {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    throw wrong("expected str, got " + Node.typeName(value));
  }

  private MetadataException wrong(String message) {
    return new MetadataException(project.relative(file), message);
  }
}
