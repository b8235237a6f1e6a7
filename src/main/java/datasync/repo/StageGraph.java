package datasync.repo;

import datasync.track.DatabaseDependency;
import datasync.track.DatasetDependency;
import datasync.track.Dependency;
import datasync.track.MetadataPaths;
import datasync.track.Output;
import datasync.track.ParamsDependency;
import datasync.track.Project;
import datasync.track.RepoDependency;
import datasync.track.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which outputs lie in which, and which stage needs which.
///
/// Making one checks what DVC checks (spec `dvc-format.md` 19.4): no output twice, none inside
/// another, no stage file inside an output of a stage, no cycle.
public final class StageGraph {
  private final Project project;
  private final List<Stage> stages;
  private final TreeMap<String, Tracked> outputs = new TreeMap<>();
  private final Map<String, List<Stage>> needs = new HashMap<>();

  /// @throws RepositoryException when the stages contradict each other
  public StageGraph(Project project, Collection<Stage> stages) throws IOException {
    this.project = project;
    this.stages = List.copyOf(stages);
    for (Stage stage : this.stages) {
      for (Output output : stage.outputs()) {
        place(new Tracked(stage, output, pathOf(stage, output)));
      }
    }
    checkStageFiles();
    boolean edges = false;
    for (Stage stage : this.stages) {
      List<Stage> upstream = upstreamOf(stage);
      needs.put(key(stage), upstream);
      edges |= !upstream.isEmpty();
    }
    if (edges) {
      checkCycles();
    }
  }

  /// The path of an output; for a URL a path that no file has.
  public static Path pathOf(Stage stage, Output output) throws IOException {
    return output.isLocal()
        ? stage.path(output)
        : MetadataPaths.resolve(stage.wdir(), output.path());
  }

  /// What makes a stage the same one however often it was read: its file and its name.
  public static String key(Stage stage) {
    return stage.file() + "\n" + stage.name();
  }

  /// All stages, in the order given.
  public List<Stage> stages() {
    return stages;
  }

  /// The output at a path or around it, or null.
  public Tracked around(Path path) {
    for (Path at = path; at != null; at = at.getParent()) {
      Tracked found = outputs.get(at.toString());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /// The outputs at or below a path, sorted.
  public Collection<Tracked> below(Path path) {
    String name = path.toString();
    List<Tracked> found = new ArrayList<>();
    Tracked exact = outputs.get(name);
    if (exact != null) {
      found.add(exact);
    }
    String folder = name.endsWith("/") ? name : name + "/";
    found.addAll(outputs.subMap(folder, folder.substring(0, folder.length() - 1) + "0").values());
    return found;
  }

  /// A stage and everything it needs, dependencies first.
  List<Stage> withNeeds(Stage stage) {
    Map<String, Stage> ordered = new LinkedHashMap<>();
    visit(stage, ordered, new HashSet<>());
    return List.copyOf(ordered.values());
  }

  private void visit(Stage stage, Map<String, Stage> ordered, Set<String> open) {
    if (!open.add(key(stage))) {
      return;
    }
    for (Stage needed : needs.getOrDefault(key(stage), List.of())) {
      visit(needed, ordered, open);
    }
    ordered.put(key(stage), stage);
  }

  private void place(Tracked tracked) throws IOException {
    Tracked same = outputs.get(tracked.path().toString());
    if (same != null) {
      throw duplicate(tracked, same);
    }
    Tracked parent = tracked.path().getParent() == null ? null : around(tracked.path().getParent());
    if (parent != null) {
      throw new OverlapException(project, parent, tracked);
    }
    Collection<Tracked> inside = below(tracked.path());
    if (!inside.isEmpty()) {
      throw new OverlapException(project, tracked, inside.iterator().next());
    }
    outputs.put(tracked.path().toString(), tracked);
  }

  private RepositoryException duplicate(Tracked one, Tracked other) {
    Path here = project.workingDirectory();
    return new RepositoryException(
        RepositoryException.Kind.REFUSED,
        "output '%s' is specified in:\n\t- %s\n\t- %s"
            .formatted(
                one.display(project), one.stage().address(here), other.stage().address(here)),
        "`datasync remove` one of them");
  }

  private void checkStageFiles() throws RepositoryException {
    for (Stage stage : stages) {
      Tracked around = around(stage.file());
      if (around != null) {
        throw new RepositoryException(
            RepositoryException.Kind.REFUSED,
            "stage: '%s' is within an output '%s' of another stage"
                .formatted(stage.address(project.workingDirectory()), around.display(project)));
      }
    }
  }

  private List<Stage> upstreamOf(Stage stage) throws IOException {
    if (stage.dependencies().isEmpty() || stage.isRepoImport() || stage.isDatabaseImport()) {
      return List.of();
    }
    Map<String, Stage> upstream = new LinkedHashMap<>();
    for (Dependency dependency : stage.dependencies()) {
      if (dependency instanceof DatasetDependency
          || dependency instanceof DatabaseDependency
          || dependency instanceof RepoDependency
          || !MetadataPaths.isLocal(dependency.path())) {
        continue;
      }
      Path path =
          dependency instanceof ParamsDependency && dependency.path().isEmpty()
              ? project.root().resolve(ParamsDependency.DEFAULT_FILE)
              : stage.path(dependency);
      Tracked around = around(path);
      if (around != null) {
        upstream.put(key(around.stage()), around.stage());
      } else {
        for (Tracked inside : below(path)) {
          upstream.put(key(inside.stage()), inside.stage());
        }
      }
    }
    return List.copyOf(upstream.values());
  }

  private void checkCycles() throws RepositoryException {
    Set<String> done = new HashSet<>();
    for (Stage stage : stages) {
      List<Stage> cycle = findCycle(stage, done, new ArrayList<>());
      if (!cycle.isEmpty()) {
        List<String> names = new ArrayList<>();
        for (Stage each : cycle) {
          names.add(each.address(project.workingDirectory()));
        }
        throw new RepositoryException(
            RepositoryException.Kind.REFUSED,
            "Same item(s) are defined as both a dependency and an output in "
                + (names.size() == 1 ? "stage: " : "stages: ")
                + String.join(", ", names));
      }
    }
  }

  private List<Stage> findCycle(Stage stage, Set<String> done, List<Stage> open) {
    for (int i = 0; i < open.size(); i++) {
      if (key(open.get(i)).equals(key(stage))) {
        return List.copyOf(open.subList(i, open.size()));
      }
    }
    if (done.contains(key(stage))) {
      return List.of();
    }
    open.add(stage);
    for (Stage needed : needs.getOrDefault(key(stage), List.of())) {
      List<Stage> cycle = findCycle(needed, done, open);
      if (!cycle.isEmpty()) {
        return cycle;
      }
    }
    open.removeLast();
    done.add(key(stage));
    return List.of();
  }
}
