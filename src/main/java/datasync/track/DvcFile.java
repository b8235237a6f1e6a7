package datasync.track;

import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.yaml.Yaml;
import datasync.text.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads and writes `.dvc` files.
public final class DvcFile {
  private DvcFile() {}

  /// The stage a `.dvc` file holds.
  ///
  /// @param file the absolute path
  /// @throws java.nio.file.NoSuchFileException when there is no such file
  /// @throws MetadataException when DVC would refuse the file
  public static Stage read(Project project, Path file) throws IOException {
    MetadataText read = MetadataText.read(project, file, Schemas.DVC_FILE);
    return stage(project, file, read);
  }

  /// The stage of a text that is not in a file, such as one side of a merge.
  ///
  /// @param file the absolute path it would have
  /// @throws MetadataException when DVC would refuse the text
  public static Stage parse(Project project, Path file, byte[] bytes) throws IOException {
    SourceFiles one = new OneFile(file, bytes);
    Project here =
        new Project(project.root(), project.workingDirectory(), one, project.parsing());
    return read(here, file);
  }

  private static Stage stage(Project project, Path file, MetadataText read)
      throws MetadataException {
    Value.Mapping data = read.data();
    String written = EntryReader.text(data, "wdir");
    Path wdir = MetadataPaths.resolve(file.getParent(), written.isEmpty() ? "." : written);
    EntryReader reader =
        new EntryReader(project, wdir, MetadataText.shown(project, file));
    List<Dependency> dependencies = new ArrayList<>();
    for (Value item : items(data, "deps")) {
      dependencies.add(reader.dependency((Value.Mapping) item));
    }
    List<Output> outputs = new ArrayList<>();
    for (Value item : items(data, "outs")) {
      outputs.add(reader.output((Value.Mapping) item));
    }
    StageDetails details =
        new StageDetails(
            EntryReader.flag(data, "locked", false) || EntryReader.flag(data, "frozen", false),
            EntryReader.flag(data, "always_changed", false),
            EntryReader.text(data, "md5"),
            EntryReader.text(data, "desc"),
            EntryReader.orNull(data.get("meta")),
            new StageDetails.Origin(read.text(), false, "", false));
    return new Stage(
        file, "", wdir, Command.NONE, new Stage.Edges(dependencies, outputs), details);
  }

  static List<Value> items(Value.Mapping data, String key) {
    return data.get(key) instanceof Value.Sequence list ? list.items() : List.of();
  }

  /// The text of the `.dvc` file of a stage: the stage merged into the text it was read from.
  ///
  /// The stage's own checksum is written as it is in the stage, see [StageJson#md5].
  ///
  /// @throws MetadataException when the text the stage came from cannot be parsed any more
  public static String text(Stage stage, Project project) throws MetadataException {
    Value.Mapping state = state(stage, project);
    String old = stage.details().origin().text();
    if (old.isEmpty()) {
      return Yaml.write(state);
    }
    String source = MetadataText.shown(project, stage.file());
    try {
      YamlDocument document = YamlDocument.parse(old, source);
      document.apply(state);
      return document.write();
    } catch (FormatException e) {
      throw new MetadataException(
          source, "'" + source + "' is invalid", e.line(), e.column(), List.of(e.getMessage()));
    }
  }

  /// Replaces the `.dvc` file of a stage by [#text].
  public static void write(Stage stage, Project project) throws IOException {
    MetadataWriter.replace(project, stage.file(), text(stage, project));
  }

  /// What DVC writes for a stage into a new `.dvc` file, keys in its order.
  static Value.Mapping state(Stage stage, Project project) throws MetadataException {
    Map<String, Value> state = new LinkedHashMap<>();
    StageDetails details = stage.details();
    EntryWriter.text(state, "desc", details.desc());
    EntryWriter.text(state, "md5", details.md5());
    EntryWriter.value(state, "cmd", stage.command().value());
    EntryWriter.text(state, "wdir", stage.writtenWdir());
    EntryWriter.value(state, "frozen", new Value.Bool(details.frozen()));
    EntryReader paths = new EntryReader(project, stage.wdir(), "");
    List<Value> dependencies = new ArrayList<>();
    for (Dependency each : stage.dependencies()) {
      String path =
          each instanceof FileDependency ? written(paths, stage, each.path()) : each.path();
      dependencies.add(EntryWriter.dependency(each, path, stage.isImport()));
    }
    EntryWriter.value(state, "deps", new Value.Sequence(dependencies));
    List<Value> outputs = new ArrayList<>();
    for (Output each : stage.outputs()) {
      outputs.add(EntryWriter.output(each, written(paths, stage, each.path())));
    }
    EntryWriter.value(state, "outs", new Value.Sequence(outputs));
    EntryWriter.value(state, "always_changed", new Value.Bool(details.alwaysChanged()));
    EntryWriter.value(state, "meta", details.meta());
    return Value.Mapping.of(state);
  }

  /// A path in the project is written in its shortest form, any other one as it was.
  private static String written(EntryReader paths, Stage stage, String path)
      throws MetadataException {
    if (path.isEmpty() || !paths.isInProject(path)) {
      return path;
    }
    Path wdir = stage.wdir();
    return Project.relative(wdir, MetadataPaths.resolve(wdir, path))
        .replace(wdir.getFileSystem().getSeparator(), "/");
  }

  /// A project of one file that is in memory.
  private record OneFile(Path file, byte[] bytes) implements SourceFiles {
    @Override
    public byte[] read(Path path) {
      return bytes;
    }

    @Override
    public boolean exists(Path path) {
      return path.equals(file);
    }

    @Override
    public boolean isDirectory(Path path) {
      return false;
    }
  }
}
