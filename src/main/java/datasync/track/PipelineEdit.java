package datasync.track;

import datasync.text.CodePointOrder;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Changes entries of a `dvc.yaml` and of the lock file beside it; everything else in the files
/// stays as [YamlDocument] keeps it.
///
/// Source: spec `dvc-format.md` 7.6, 9.3; dvc 3.67 `dvcfile.py`, `stage/serialize.py`.
public final class PipelineEdit {
  private static final Value STAGES = new Value.Text("stages");

  private PipelineEdit() {}

  /// Refuses a stage that templating made: it cannot be changed in the file.
  ///
  /// @param action what cannot be done with it, such as `remove`
  /// @throws MetadataException when it is one
  public static void check(Project project, Stage stage, String action) throws MetadataException {
    if (stage.isPipeline() && stage.details().origin().parametrized()) {
      throw new MetadataException(
          project.relative(stage.file()),
          "cannot " + action + " a parametrized stage: '"
              + stage.address(project.workingDirectory()) + "'");
    }
  }

  /// Writes the definition of a stage into its pipeline file, merged into what is there.
  ///
  /// @throws MetadataException when templating made the stage
  public static void write(Project project, Stage stage) throws IOException {
    check(project, stage, "dump");
    YamlDocument document = open(project, stage.file());
    document.apply(List.of(STAGES, new Value.Text(stage.name())), entry(stage));
    MetadataWriter.replace(project, stage.file(), document.write());
  }

  /// Removes a stage from the lock file and then from its pipeline file. A file without stages
  /// goes, unless it has other sections: those stay, where dvc would delete them.
  ///
  /// @throws MetadataException when templating made the stage
  public static void remove(Project project, Stage stage) throws IOException {
    check(project, stage, "remove");
    Value name = new Value.Text(stage.name());
    remove(project, LockFile.beside(stage.file()), name, "schema");
    remove(project, stage.file(), name, "");
  }

  private static void remove(Project project, Path file, Value name, String alone)
      throws IOException {
    YamlDocument document;
    try {
      document = open(project, file);
    } catch (NoSuchFileException none) {
      return;
    }
    if (!(document.value() instanceof Value.Mapping before)
        || !EntryReader.mapping(before, "stages").entries().containsKey(name)) {
      return;
    }
    if (EntryReader.mapping(before, "stages").entries().size() > 1) {
      document.remove(List.of(STAGES, name));
      MetadataWriter.replace(project, file, document.write());
      return;
    }
    int others = before.entries().size() - 1 - (before.has(alone) ? 1 : 0);
    if (others > 0) {
      document.remove(List.of(STAGES));
      MetadataWriter.replace(project, file, document.write());
    } else {
      Files.deleteIfExists(file);
    }
  }

  private static YamlDocument open(Project project, Path file) throws IOException {
    String text = MetadataText.decode(project.files().read(file), project.relative(file));
    String source = MetadataText.shown(project, file);
    try {
      return YamlDocument.parse(text, source);
    } catch (FormatException e) {
      throw new MetadataException(
          source, "'" + source + "' is invalid", e.line(), e.column(), List.of(e.getMessage()));
    }
  }

  /// The entry that DVC writes for a stage, keys in its order.
  public static Value.Mapping entry(Stage stage) {
    Map<String, Value> entry = new LinkedHashMap<>();
    StageDetails details = stage.details();
    EntryWriter.text(entry, "desc", details.desc());
    EntryWriter.value(entry, "cmd", stage.command().value());
    EntryWriter.text(entry, "wdir", stage.writtenWdir());
    List<Value> paths = new ArrayList<>();
    for (Dependency each : sorted(stage)) {
      if (!(each instanceof ParamsDependency)) {
        paths.add(new Value.Text(each.path()));
      }
    }
    EntryWriter.value(entry, "deps", new Value.Sequence(paths));
    EntryWriter.value(entry, "params", new Value.Sequence(params(stage)));
    EntryWriter.value(entry, "outs", outputs(stage, Output.Kind.OUT));
    EntryWriter.value(entry, "metrics", outputs(stage, Output.Kind.METRIC));
    EntryWriter.value(entry, "plots", outputs(stage, Output.Kind.PLOT));
    EntryWriter.value(entry, "frozen", new Value.Bool(details.frozen()));
    EntryWriter.value(entry, "always_changed", new Value.Bool(details.alwaysChanged()));
    EntryWriter.value(entry, "meta", details.meta());
    return Value.Mapping.of(entry);
  }

  private static List<Dependency> sorted(Stage stage) {
    List<Dependency> sorted = new ArrayList<>(stage.dependencies());
    sorted.sort((a, b) -> CodePointOrder.INSTANCE.compare(a.path(), b.path()));
    return sorted;
  }

  /// Keys of the default file first, then a mapping for each other file; nothing behind the name
  /// of a file means all of it.
  private static List<Value> params(Stage stage) {
    List<Value> items = new ArrayList<>();
    for (Dependency each : sorted(stage)) {
      if (!(each instanceof ParamsDependency params)) {
        continue;
      }
      List<String> keys = new ArrayList<>(params.keys());
      keys.sort(CodePointOrder.INSTANCE);
      List<Value> values = new ArrayList<>();
      for (String key : keys) {
        values.add(new Value.Text(key));
      }
      if (!values.isEmpty() && params.path().equals(ParamsDependency.DEFAULT_FILE)) {
        items.addAll(0, values);
      } else {
        Value keysOrAll = values.isEmpty() ? Value.Null.NULL : new Value.Sequence(values);
        items.add(Value.Mapping.of(Map.of(params.path(), keysOrAll)));
      }
    }
    return items;
  }

  private static Value.Sequence outputs(Stage stage, Output.Kind kind) {
    List<Output> sorted = new ArrayList<>(stage.outputs());
    sorted.sort((a, b) -> CodePointOrder.INSTANCE.compare(a.path(), b.path()));
    List<Value> items = new ArrayList<>();
    for (Output each : sorted) {
      if (each.kind() == kind) {
        Map<String, Value> flags = new LinkedHashMap<>();
        EntryWriter.annotations(flags, each.annotations());
        EntryWriter.flags(flags, each.options(), true);
        Value path = new Value.Text(each.path());
        items.add(
            flags.isEmpty()
                ? path
                : Value.Mapping.of(Map.of(each.path(), Value.Mapping.of(flags))));
      }
    }
    return new Value.Sequence(items);
  }
}
