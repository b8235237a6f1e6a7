package datasync.repo;

import datasync.track.DvcFile;
import datasync.track.Output;
import datasync.track.Project;
import datasync.track.Recorded;
import datasync.track.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes the `.dvc` file of something that is not tracked yet, with the checks DVC makes.
public final class NewStage {
  private final Repository repository;
  private final Project project;

  /// @param repository the project that gets it
  public NewStage(Repository repository) {
    this.repository = repository;
    this.project = repository.project();
  }

  /// Where a `.dvc` file goes, and what its output is called.
  ///
  /// @param file the `.dvc` file
  /// @param output the path of the output as the file writes it
  public record Place(Path file, String output) {}

  /// The place for a target: beside it in the project, else in the working directory.
  ///
  /// @throws RepositoryException when the target lies behind a symbolic link to a folder
  Place place(String target, Path path) throws IOException {
    String base = path.getFileName() == null ? "" : path.getFileName().toString();
    if (!path.startsWith(project.root())) {
      return new Place(project.workingDirectory().resolve(base + ".dvc"), target);
    }
    boolean linked = Files.isSymbolicLink(path) && Files.isDirectory(path);
    for (Path at = path.getParent(); !linked && at != null && at.startsWith(project.root())
        && !at.equals(project.root()); at = at.getParent()) {
      linked = Files.isSymbolicLink(at);
    }
    if (linked) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "files inside symlinked directories cannot be tracked",
          "name the place that the link points to");
    }
    return new Place(path.resolveSibling(base + ".dvc"), base);
  }

  /// A new stage, or the one in a `.dvc` file of that name with an output of that path; what
  /// people wrote there is kept.
  ///
  /// @throws RepositoryException when the output or the file may not be
  public Tracked create(Place place) throws IOException {
    Path folder = place.file().getParent();
    Path path = folder.resolve(place.output()).normalize();
    checkOutput(place, path);
    checkFile(place.file());
    if (!project.contains(path)) {
      boolean all = path.equals(project.root());
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          all
              ? "the project itself cannot be tracked"
              : "cached output(s) outside of DVC project: " + place.output(),
          all
              ? "name files and folders in it"
              : "`datasync add PATH --out NAME` copies it into the project");
    }
    Output output = Output.of(place.output(), Recorded.NONE);
    Stage stage = Stage.ofData(place.file(), List.of(output));
    if (project.files().exists(place.file())) {
      stage = stage.restoring(DvcFile.read(project, place.file()));
    }
    return new Tracked(stage, stage.outputs().getFirst(), path);
  }

  private void checkOutput(Place place, Path path) throws IOException {
    if (Stages.isMetadata(place.output())) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "DVC file '" + place.output() + "' cannot be an output");
    }
    if (path.startsWith(project.root())) {
      Stages.checkVisible(project, path, repository.folders().deciding(path));
    }
  }

  /// Checks that a `.dvc` file may be at a place: Git does not ignore it, and its folder is there.
  ///
  /// @throws RepositoryException when it may not
  private void checkFile(Path file) throws IOException {
    if (repository.folders().isGitIgnored(file, false)) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "bad DVC file name '" + project.relative(file) + "' is git-ignored",
          "change the pattern in `.gitignore`");
    }
    if (!Files.isDirectory(file.getParent())) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "file path '" + project.relative(file.getParent()) + "' does not exist");
    }
  }

  /// Checks all stages of the project together with new or changed ones.
  ///
  /// @throws RepositoryException when they contradict each other
  public void checkGraph(Collection<Stage> added) throws IOException {
    Map<String, Stage> all = new LinkedHashMap<>();
    for (Stage stage : repository.stages().all()) {
      all.put(StageGraph.key(stage), stage);
    }
    for (Stage stage : added) {
      all.put(StageGraph.key(stage), stage);
    }
    List<Stage> stages = new ArrayList<>(all.values());
    try {
      new StageGraph(project, stages);
    } catch (OverlapException overlap) {
      throw translate(overlap, added);
    }
  }

  private RepositoryException translate(OverlapException overlap, Collection<Stage> added) {
    Path here = project.workingDirectory();
    String out = overlap.child().display(project);
    String parent = overlap.parent().display(project);
    boolean isNew = false;
    for (Stage stage : added) {
      isNew |= StageGraph.key(stage).equals(StageGraph.key(overlap.parent().stage()));
    }
    if (isNew) {
      return new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "'%s' is overlapping with other DVC tracked output: '%s'"
              .formatted(parent, out),
          "to include '%s' in '%s', run `datasync remove %s` and then `datasync add %s`"
              .formatted(out, parent, overlap.child().stage().address(here), parent));
    }
    return new RepositoryException(
        RepositoryException.Kind.REFUSED,
        "'%s' is overlapping with other DVC tracked output: '%s'"
            .formatted(out, parent),
        "to include '%s' in '%s', run `datasync commit %s`"
            .formatted(out, parent, overlap.parent().stage().address(here)));
  }
}
