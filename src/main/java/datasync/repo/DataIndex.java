package datasync.repo;

import datasync.io.FileNames;
import datasync.track.FileDependency;
import datasync.track.Output;
import datasync.track.Project;
import datasync.track.Recorded;
import datasync.track.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/// The cached outputs of a working tree or a commit, by path relative to the root.
///
/// Source: dvc 3.67 `repo/index.py`. Outputs outside the project and those that Git keeps are not
/// in it.
public final class DataIndex {
  /// An output and the content that stands for it: that of the source for an import that was
  /// not downloaded.
  ///
  /// @param tracked the output and its stage
  /// @param recorded the content
  public record Item(Tracked tracked, Recorded recorded) {}

  private final TreeMap<String, Item> items = new TreeMap<>();

  private DataIndex() {}

  /// An index without outputs.
  static DataIndex empty() {
    return new DataIndex();
  }

  /// The outputs of stages.
  public static DataIndex of(Project project, Collection<Stage> stages) throws IOException {
    List<Selection> all = new ArrayList<>();
    for (Stage stage : stages) {
      all.add(Selection.all(stage));
    }
    return ofParts(project, all);
  }

  /// What was selected of outputs; what lies in an output stands for itself, under its own path.
  static DataIndex ofParts(Project project, Collection<Selection> selections) throws IOException {
    DataIndex index = new DataIndex();
    for (Selection selection : selections) {
      Stage stage = selection.stage();
      for (Output output : stage.outputs()) {
        Tracked tracked = new Tracked(stage, output, StageGraph.pathOf(stage, output));
        if (output.cached() && tracked.isInside(project) && selection.includes(tracked.path())) {
          Path path = selection.isPartOf(tracked.path()) ? selection.path() : tracked.path();
          Item item = new Item(tracked, effective(stage, output));
          index.items.put(keyOf(project.root(), path), item);
        }
      }
    }
    return index;
  }

  /// What stands for an output: of an import from an address with the size that its source had.
  private static Recorded effective(Stage stage, Output output) {
    Recorded own = output.recorded();
    if (!stage.isImport() || !(stage.dependencies().getFirst() instanceof FileDependency source)) {
      return own;
    }
    if (own.isEmpty()) {
      return source.recorded();
    }
    Recorded from = source.recorded();
    return new Recorded(
        own.hashName(), own.value(), from.size(), from.nfiles(), from.executable(), own.cloud());
  }

  /// A path relative to the root, with `/`.
  static String keyOf(Path root, Path path) {
    return FileNames.slashed(root.relativize(path));
  }

  /// All outputs, sorted by path.
  public TreeMap<String, Item> items() {
    return items;
  }

  /// Whether one of the filters is at, above or below a path; all paths pass when there is none.
  static boolean isRelevant(String key, List<String> filters) {
    if (filters.isEmpty()) {
      return true;
    }
    for (String filter : filters) {
      if (isBelow(key, filter) || isBelow(filter, key)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a path passes filters: it is at or below one, or there is none.
  static boolean passes(String key, List<String> filters) {
    for (String filter : filters) {
      if (isBelow(key, filter)) {
        return true;
      }
    }
    return filters.isEmpty();
  }

  private static boolean isBelow(String key, String filter) {
    return filter.isEmpty() || key.equals(filter) || key.startsWith(filter + "/");
  }
}
