package datasync.track;

import datasync.text.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A stage: the content of a `.dvc` file, or one entry of a pipeline with what the lock records.
///
/// @param file the absolute path of the `.dvc` file or of the pipeline file
/// @param name the name in the pipeline; empty for a `.dvc` file
/// @param wdir the absolute folder that relative paths of outputs and dependencies start from
/// @param command what the stage runs
/// @param edges what it reads and writes
/// @param details the rest
public record Stage(
    Path file, String name, Path wdir, Command command, Edges edges, StageDetails details) {
  /// Dependencies and outputs in the order of the file, parameters behind other dependencies.
  public record Edges(List<Dependency> dependencies, List<Output> outputs) {
    /// Copies both.
    public Edges {
      dependencies = List.copyOf(dependencies);
      outputs = List.copyOf(outputs);
    }
  }

  /// A new data source: a `.dvc` file beside its outputs, with paths relative to its folder.
  public static Stage ofData(Path file, List<Output> outputs) {
    return new Stage(
        file,
        "",
        file.getParent(),
        Command.NONE,
        new Edges(List.of(), outputs),
        StageDetails.NEW);
  }

  /// What the stage reads.
  public List<Dependency> dependencies() {
    return edges.dependencies();
  }

  /// What the stage writes.
  public List<Output> outputs() {
    return edges.outputs();
  }

  /// Whether the stage comes from a pipeline.
  public boolean isPipeline() {
    return !name.isEmpty();
  }

  /// Whether nothing is run: made by `add` or an import.
  public boolean isDataSource() {
    return command.value() instanceof Value.Null;
  }

  /// Whether the stage only runs: it has no edges and so always counts as changed.
  public boolean isCallback() {
    return !command.isEmpty() && dependencies().isEmpty() && outputs().isEmpty();
  }

  /// Whether the one output was imported from the one dependency.
  public boolean isImport() {
    return command.isEmpty() && dependencies().size() == 1 && outputs().size() == 1;
  }

  /// Whether the output was imported from another repository.
  public boolean isRepoImport() {
    return isImport() && dependencies().getFirst() instanceof RepoDependency;
  }

  /// Whether the output was imported from a database.
  public boolean isDatabaseImport() {
    return isImport() && dependencies().getFirst() instanceof DatabaseDependency;
  }

  /// Whether the import was written without fetching the data.
  public boolean isPartialImport() {
    return isImport() && outputs().getFirst().recorded().isEmpty();
  }

  /// The absolute, normalised path of a local output; see [MetadataPaths#resolve].
  ///
  /// @throws MetadataException when the system has no such path
  public Path path(Output output) throws MetadataException {
    return MetadataPaths.resolve(wdir, output.path());
  }

  /// The absolute, normalised path of a local dependency; see [MetadataPaths#resolve].
  ///
  /// @throws MetadataException when the system has no such path
  public Path path(Dependency dependency) throws MetadataException {
    return MetadataPaths.resolve(wdir, dependency.path());
  }

  /// How DVC names the stage to a person in a folder: the file relative to it, for an entry of
  /// another folder's pipeline with `:` and its name, for one of this folder's just its name.
  public String address(Path directory) {
    String relative = Project.relative(directory, file);
    if (!isPipeline()) {
      return relative;
    }
    return relative.equals("dvc.yaml") ? name : relative + ":" + name;
  }

  /// The working directory as a file writes it: relative to the folder of the file, with `/`,
  /// or empty when it is that folder.
  public String writtenWdir() {
    String relative = Project.relative(file.getParent(), wdir);
    return relative.equals(".") ? "" : relative.replace(wdir.getFileSystem().getSeparator(), "/");
  }

  /// The same stage with other edges.
  public Stage with(Edges other) {
    return new Stage(file, name, wdir, command, other, details);
  }

  /// The same stage with other outputs.
  public Stage withOutputs(List<Output> outputs) {
    return with(new Edges(dependencies(), outputs));
  }

  /// The same stage with one output replaced; outputs are compared by identity of their path.
  public Stage with(Output output) {
    List<Output> outputs = new ArrayList<>(outputs());
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).path().equals(output.path())) {
        outputs.set(i, output);
      }
    }
    return withOutputs(outputs);
  }

  /// This stage with what is kept of the one it replaces in the same file: its text to be merged
  /// into, `desc` and `meta`, and for outputs of the same path annotations, `remote` and `push`.
  public Stage restoring(Stage old) {
    List<Output> restored = new ArrayList<>(outputs().size());
    for (Output output : outputs()) {
      Output kept = output;
      for (Output before : old.outputs()) {
        if (before.path().equals(output.path())) {
          kept = output.restoring(before);
        }
      }
      restored.add(kept);
    }
    StageDetails from = old.details();
    StageDetails.Origin origin =
        new StageDetails.Origin(
            from.origin().text(),
            details.origin().parametrized(),
            details.origin().group(),
            details.origin().commandChanged());
    return withOutputs(restored)
        .with(
            new StageDetails(
                details.frozen(),
                details.alwaysChanged(),
                details.md5(),
                from.desc(),
                from.meta(),
                origin));
  }

  /// The same stage with other details.
  public Stage with(StageDetails other) {
    return new Stage(file, name, wdir, command, edges, other);
  }
}
