package datasync.track;

import datasync.text.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The change of content that `golden.json` was made with.
final class Changes {
  private Changes() {}

  static Stage of(Stage stage, Project project) throws MetadataException {
    EntryReader paths = new EntryReader(project, stage.wdir(), "");
    List<Output> outputs = new ArrayList<>();
    int n = 0;
    for (Output output : stage.outputs()) {
      boolean inside = paths.isInProject(output.path());
      outputs.add(inside ? output.with(content(output.recorded(), n)) : output);
      n++;
    }
    List<Dependency> dependencies = new ArrayList<>();
    for (Dependency dependency : stage.dependencies()) {
      switch (dependency) {
        case FileDependency file -> {
          boolean inside = paths.isInProject(file.path());
          dependencies.add(inside ? file.with(content(file.recorded(), n)) : file);
          n++;
        }
        case ParamsDependency params when !params.locked() -> {
          Map<String, Value> values = new LinkedHashMap<>();
          params.keys().forEach(key -> values.put(key, new Value.Real(1e-5)));
          dependencies.add(params.with(Value.Mapping.of(values)));
        }
        default -> dependencies.add(dependency);
      }
    }
    return stage.with(new Stage.Edges(dependencies, outputs));
  }

  private static Recorded content(Recorded old, int n) {
    if (old.isTree()) {
      String digest = String.format("123456789012345678901234567890%02d.dir", n);
      return new Recorded(Recorded.MD5, digest, 77 + n, 3, false, Cloud.NONE);
    }
    String digest = String.format("1234567e90123456789012345678%04d", n);
    return new Recorded(Recorded.MD5, digest, 77 + n, -1, n % 2 == 1, Cloud.NONE);
  }
}
