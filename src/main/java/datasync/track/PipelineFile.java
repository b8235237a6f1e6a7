package datasync.track;

import datasync.text.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A `dvc.yaml` with its lock file, templating resolved stage by stage when asked.
///
/// Not safe for several threads.
public final class PipelineFile {
  private PipelineFile() {}

  /// Reads a pipeline and the lock file beside it.
  ///
  /// @param file the absolute path of the `dvc.yaml`
  /// @throws java.nio.file.NoSuchFileException when there is no such file
  /// @throws MetadataException when DVC would refuse one of the files or their variables; a stage
  ///     that cannot be resolved fails only when it is asked for
  public static PipelineFile read(Project project, Path file) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /// The absolute path of the file.
  public Path path() {
    throw new UnsupportedOperationException("not yet");
  }

  /// What is recorded of the stages.
  public LockFile lock() {
    throw new UnsupportedOperationException("not yet");
  }

  /// The names of all stages, generated ones included, in the order of the file.
  ///
  /// @throws MetadataException when the data of a `foreach` or `matrix` cannot be resolved
  public List<String> names() throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /// Whether there is a stage of this full name.
  ///
  /// @throws MetadataException when the data of its group cannot be resolved
  public boolean has(String name) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /// The full names that a `foreach` or `matrix` entry generates; empty for any other name.
  ///
  /// @throws MetadataException when the data of the group cannot be resolved
  public List<String> generatedBy(String group) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /// One stage with what the lock file records of it.
  ///
  /// @throws MetadataException when there is none of this name or it cannot be resolved
  public Stage stage(String name) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /// All stages in the order of [#names].
  ///
  /// @throws MetadataException when one cannot be resolved
  public List<Stage> stages() throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /// A resolved section beside the stages: `params`, `metrics`, `plots`, `datasets` as sequences,
  /// `artifacts` as mapping; empty when the file has none.
  ///
  /// @throws MetadataException when it cannot be resolved
  public Value section(String key) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }
}
