package datasync.repo;

import datasync.text.ignore.IgnorePattern;
import datasync.text.ignore.Verdict;
import datasync.track.DvcFile;
import datasync.track.MetadataException;
import datasync.track.Output;
import datasync.track.PipelineFile;
import datasync.track.Project;
import datasync.track.Stage;
import datasync.workspace.DvcIgnore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The stages of a working tree or of a commit, read when they are first asked for.
///
/// Not safe for several threads. Closing ends the program that reads a commit; what is asked for
/// later starts another one.
public final class Stages implements AutoCloseable {
  /// The name of a pipeline file.
  public static final String PIPELINE = "dvc.yaml";
  private static final String SUFFIX = ".dvc";

  private final Project project;
  private final Folders folders;
  private final Map<Path, PipelineFile> pipelines = new HashMap<>();
  private final Map<Path, Stage> sources = new HashMap<>();
  private final Set<Path> visible = new HashSet<>(); // pipelines no output of which is hidden
  private List<Stage> all;
  private StageGraph graph;

  /// @param project where metadata is read from
  /// @param folders the folders in which it is looked for
  public Stages(Project project, Folders folders) {
    this.project = project;
    this.folders = folders;
  }

  /// Where metadata is read from.
  public Project project() {
    return project;
  }

  /// Whether DVC takes a path for a metadata file, by its name alone.
  public static boolean isMetadata(String path) {
    return path.endsWith(SUFFIX) || isPipeline(path);
  }

  /// Whether the last component of a path is `dvc.yaml`.
  public static boolean isPipeline(String path) {
    return path.equals(PIPELINE) || path.endsWith("/" + PIPELINE);
  }

  /// All stages, in the order of a sorted walk. Outputs and what Git ignores are not entered.
  ///
  /// @throws MetadataException when one of the files is not as DVC wants it
  public List<Stage> all() throws IOException {
    if (all == null) {
      List<Stage> found = new ArrayList<>();
      walk(project.root(), found, new HashSet<>());
      all = List.copyOf(found);
    }
    return all;
  }

  private void walk(Path folder, List<Stage> found, Set<Path> outputs) throws IOException {
    Folders.Children children = folders.children(folder);
    for (String name : children.files()) {
      if (isMetadata(name) && !folders.isGitIgnored(folder.resolve(name), false)) {
        for (Stage stage : of(folder.resolve(name))) {
          found.add(stage);
          for (Output output : stage.outputs()) {
            if (output.isLocal()) {
              outputs.add(stage.path(output));
            }
          }
        }
      }
    }
    for (String name : children.folders()) {
      Path child = folder.resolve(name);
      if (!outputs.contains(child) && !folders.isGitIgnored(child, true)) {
        walk(child, found, outputs);
      }
    }
  }

  /// All stages with the checks of a [StageGraph].
  ///
  /// @throws RepositoryException when the stages contradict each other
  public StageGraph graph() throws IOException {
    if (graph == null) {
      graph = new StageGraph(project, all());
    }
    return graph;
  }

  /// The stages of one file.
  ///
  /// @throws NoSuchFileException when there is no such file, or `.dvcignore` hides it
  /// @throws MetadataException when the file is not as DVC wants it
  /// @throws RepositoryException when `.dvcignore` hides an output
  public List<Stage> of(Path file) throws IOException {
    if (!isPipeline(file.toString())) {
      return List.of(source(file));
    }
    List<Stage> stages = pipeline(file).stages();
    if (!visible.contains(file)) {
      for (Stage stage : stages) {
        checkOutputs(stage);
      }
      visible.add(file);
    }
    return stages;
  }

  /// A pipeline file.
  ///
  /// @throws NoSuchFileException when there is no such file, or `.dvcignore` hides it
  public PipelineFile pipeline(Path file) throws IOException {
    PipelineFile known = pipelines.get(file);
    if (known == null) {
      check(file);
      known = PipelineFile.read(project, file);
      pipelines.put(file, known);
    }
    return known;
  }

  private Stage source(Path file) throws IOException {
    Stage known = sources.get(file);
    if (known == null) {
      check(file);
      known = DvcFile.read(project, file);
      checkOutputs(known);
      sources.put(file, known);
    }
    return known;
  }

  @Override
  public void close() {
    if (folders instanceof CommitFiles files) {
      files.close();
    }
  }

  private void checkOutputs(Stage stage) throws IOException {
    for (Output output : stage.outputs()) {
      Path path = output.isLocal() ? stage.path(output) : null;
      if (path != null && path.startsWith(project.root())) {
        IgnorePattern pattern = folders.deciding(path);
        if (!DvcIgnore.isOfSubrepo(pattern)) {
          checkVisible(project, path, pattern);
        }
      }
    }
  }

  /// Checks that `.dvcignore` does not hide an output, which would count as deleted.
  ///
  /// @param pattern what decides about the output
  /// @throws RepositoryException when it is hidden
  static void checkVisible(Project project, Path output, IgnorePattern pattern)
      throws RepositoryException {
    if (pattern.verdict() == Verdict.IGNORED) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "path '" + project.relative(output) + "' is ignored by " + pattern.origin(),
          "change the pattern in that file");
    }
  }

  private void check(Path file) throws IOException {
    if (!project.files().exists(file) || folders.isHidden(file)) {
      throw new NoSuchFileException(project.relative(file));
    }
    if (!isMetadata(file.toString()) || project.files().isDirectory(file)) {
      String sibling = file + SUFFIX;
      String relative = project.relative(file);
      boolean meant = project.files().exists(Path.of(sibling));
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "'" + relative + "' is not a .dvc file",
          meant ? "did you mean `" + relative + SUFFIX + "`" : "");
    }
    if (folders.isGitIgnored(file, false)) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED, "'" + project.relative(file) + "' is git-ignored");
    }
  }
}
