package datasync.track;

import datasync.text.Value;
import datasync.track.TemplateException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files that the variables of a pipeline come from, and which of their keys were loaded.
final class VariableFiles {
  private static final List<String> WHOLE = List.of("\0whole");

  private final Project project;
  private final Map<Path, List<String>> loaded = new LinkedHashMap<>();

  VariableFiles(Project project) {
    this.project = project;
  }

  /// A copy that can be changed on its own.
  VariableFiles copy() {
    VariableFiles copy = new VariableFiles(project);
    copy.loaded.putAll(loaded);
    return copy;
  }

  /// Reads the variables that a path with keys stands for, such as `params.yaml:a,b`.
  ///
  /// @return null when the whole file was loaded already, and is meant again
  /// @throws TemplateException also when some of it was loaded already
  Node.Fields load(String item, Path wdir) throws TemplateException, IOException {
    int colon = item.indexOf(':');
    Path path = MetadataPaths.resolve(wdir, colon < 0 ? item : item.substring(0, colon));
    List<String> keys = colon < 0 || colon + 1 == item.length() ? WHOLE : keys(item, colon + 1);
    List<String> before = loaded.get(path);
    if (before == null) {
      Node.Fields found = read(path, keys);
      loaded.put(path, keys);
      return found;
    }
    if (keys == WHOLE && before == WHOLE) {
      return null;
    }
    checkLoaded(before, item, keys);
    Node.Fields found = read(path, keys);
    if (keys != WHOLE) {
      List<String> both = new ArrayList<>(before);
      both.addAll(keys);
      loaded.put(path, both);
    }
    return found;
  }

  private static List<String> keys(String item, int from) {
    List<String> keys = new ArrayList<>();
    for (String key : item.substring(from).split(",")) {
      if (!key.isEmpty()) {
        keys.add(key);
      }
    }
    return keys;
  }

  private static void checkLoaded(List<String> loaded, String item, List<String> keys)
      throws TemplateException {
    boolean whole = keys == WHOLE || keys.isEmpty();
    if (!whole && loaded == WHOLE) {
      throw new TemplateException(
          Kind.LOADED, "cannot partially load '" + item + "' as it's already loaded.");
    }
    boolean overlap = whole && loaded != WHOLE;
    for (String key : keys) {
      overlap |= loaded.contains(key);
    }
    if (overlap) {
      throw new TemplateException(
          Kind.LOADED, "cannot load '" + item + "' as it's partially loaded already");
    }
  }

  private Node.Fields read(Path path, List<String> keys) throws TemplateException, IOException {
    String name = project.relative(path);
    if (!project.files().exists(path)) {
      throw new TemplateException(Kind.OTHER, "'" + name + "' does not exist");
    }
    if (project.files().isDirectory(path)) {
      throw new TemplateException(Kind.OTHER, "'" + name + "' is a directory");
    }
    Value value = ParamsFile.read(project, path);
    if (!(value instanceof Value.Mapping map)) {
      throw new TemplateException(
          Kind.OTHER,
          "expected a dictionary, got '" + Node.typeName(value) + "' in file '" + name + "'");
    }
    if (keys != WHOLE && !keys.isEmpty()) {
      Map<String, Value> chosen = new LinkedHashMap<>();
      for (String key : keys) {
        if (!map.has(key)) {
          throw new TemplateException(
              Kind.OTHER, "could not find '" + key + "' in '" + name + "'");
        }
        chosen.put(key, map.get(key));
      }
      map = Value.Mapping.of(chosen);
    }
    return (Node.Fields) Node.of(map, new Node.Origin(name, ""));
  }
}
