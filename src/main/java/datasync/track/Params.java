package datasync.track;

import datasync.text.PythonText;
import datasync.text.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Parameters as they are now, and how they differ from what is recorded.
public final class Params {
  private Params() {}

  /// How a parameter changed since the stage ran.
  public enum Change {
    /// Not recorded yet.
    NEW,
    /// Recorded with another value.
    MODIFIED,
    /// Recorded, but no longer in the file.
    DELETED
  }

  /// One changed parameter; the key is empty when the whole file is meant.
  public record Difference(String key, Change change) {}

  /// The values of a dependency's keys as the file has them now, by key as written; keys that are
  /// not there are left out. A file that is missing has no values.
  ///
  /// @throws MetadataException when the file is a directory or cannot be parsed
  public static Value.Mapping read(Project project, Stage stage, ParamsDependency params)
      throws IOException {
    Path file = stage.path(params);
    String name = name(project, file);
    if (!project.files().exists(file)) {
      return Value.Mapping.EMPTY;
    }
    if (project.files().isDirectory(file)) {
      throw new MetadataException(
          name, "'" + name + "' is a directory, expected a parameters file");
    }
    Value all;
    try {
      all = ParamsFile.read(project, file);
    } catch (MetadataException e) {
      List<String> reasons = new ArrayList<>(List.of(e.getMessage()));
      reasons.addAll(e.reasons());
      throw new MetadataException(
          name, "Unable to read parameters from '" + name + "'", e.line(), e.column(), reasons);
    }
    if (params.isWholeFile()) {
      return all instanceof Value.Mapping map ? map : Value.Mapping.EMPTY;
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (String key : params.keys()) {
      List<Value> found = KeyPath.of(key).find(all);
      if (found.size() > 1) {
        throw new MetadataException(name, "'" + key + "' names more than one parameter");
      }
      if (!found.isEmpty()) {
        values.put(key, found.getFirst());
      }
    }
    return Value.Mapping.of(values);
  }

  /// The dependency with the values of now, to be recorded.
  ///
  /// @throws MetadataException when the file or one of the keys is missing, or it cannot be parsed
  public static ParamsDependency record(Project project, Stage stage, ParamsDependency params)
      throws IOException {
    Path file = stage.path(params);
    String name = name(project, file);
    if (!project.files().exists(file)) {
      throw new MetadataException(name, "dependency '" + name + "' does not exist");
    }
    Value.Mapping values = read(project, stage, params);
    Set<String> missing = new LinkedHashSet<>(params.keys());
    missing.removeIf(values::has);
    if (!missing.isEmpty()) {
      throw new MetadataException(
          name,
          "Parameters '" + String.join(", ", missing) + "' are missing from '" + name + "'");
    }
    return params.with(values);
  }

  /// What differs, in the order of the keys.
  ///
  /// @throws MetadataException when the file is a directory or cannot be parsed
  public static List<Difference> differences(
      Project project, Stage stage, ParamsDependency params) throws IOException {
    if (!project.files().exists(stage.path(params))) {
      return List.of(new Difference("", Change.DELETED));
    }
    if (!params.locked()) {
      return List.of(new Difference("", Change.NEW));
    }
    Value.Mapping now = read(project, stage, params);
    Set<Value> keys = new LinkedHashSet<>();
    if (params.isWholeFile()) {
      keys.addAll(now.entries().keySet());
      keys.addAll(params.recorded().entries().keySet());
    } else {
      params.keys().forEach(key -> keys.add(new Value.Text(key)));
    }
    List<Difference> differences = new ArrayList<>();
    for (Value key : keys) {
      Value is = now.entries().get(key);
      Value was = params.recorded().entries().get(key);
      if (is == null) {
        differences.add(new Difference(PythonValue.of(key), Change.DELETED));
      } else if (was == null) {
        differences.add(new Difference(PythonValue.of(key), Change.NEW));
      } else if (!PythonValue.equal(is, was)) {
        differences.add(new Difference(PythonValue.of(key), Change.MODIFIED));
      }
    }
    return differences;
  }

  /// The file as DVC shows it: relative in the project, absolute outside.
  private static String name(Project project, Path file) {
    return PythonText.strip(
        project.contains(file) ? project.relative(file) : file.toString());
  }
}
