package datasync.track;

import datasync.text.PythonFloat;
import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.json.JsonStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A stage in the form of `golden.json`.
final class StageText {
  private StageText() {}

  static Value of(Stage stage, String root) {
    Map<String, Value> text = new LinkedHashMap<>();
    text.put("name", new Value.Text(stage.name()));
    text.put("cmd", plain(stage.command().value()));
    String parent = root.substring(0, root.lastIndexOf('/'));
    String wdir = stage.wdir().toString().replace(root, "ROOT").replace(parent, "PARENT");
    text.put("wdir", new Value.Text(wdir));
    text.put("flags", new Value.Text(flags(stage)));
    List<Value> outputs = new ArrayList<>();
    for (Output output : stage.outputs()) {
      outputs.add(new Value.Text(output(output)));
    }
    text.put("outs", new Value.Sequence(outputs));
    List<Value> dependencies = new ArrayList<>();
    for (Dependency dependency : stage.dependencies()) {
      dependencies.add(new Value.Text(dependency(dependency)));
    }
    text.put("deps", new Value.Sequence(dependencies));
    return Value.Mapping.of(text);
  }

  private static String flags(Stage stage) {
    List<String> flags = new ArrayList<>();
    add(flags, "frozen", stage.details().frozen());
    add(flags, "always", stage.details().alwaysChanged());
    add(flags, "param", stage.details().origin().parametrized());
    add(flags, "cmdch", stage.details().origin().commandChanged());
    add(flags, "import", stage.isImport());
    return String.join(" ", flags);
  }

  private static void add(List<String> flags, String flag, boolean set) {
    if (set) {
      flags.add(flag);
    }
  }

  private static String output(Output output) {
    Map<String, Value> annotations = new LinkedHashMap<>();
    EntryWriter.annotations(annotations, output.annotations());
    return output.path() + " " + output.kind() + " " + recorded(output.recorded(), output.files())
        + " cache=" + output.cached() + " persist=" + output.persist() + " push="
        + output.push() + " remote=" + output.remote()
        + " plot=" + sorted(output.options().plot())
        + " annot=" + sorted(Value.Mapping.of(annotations));
  }

  private static String dependency(Dependency dependency) {
    return switch (dependency) {
      case FileDependency file ->
          "file " + file.path() + " " + recorded(file.recorded(), file.files());
      case ParamsDependency params -> {
        List<Value> keys = new ArrayList<>();
        params.keys().forEach(key -> keys.add(new Value.Text(key)));
        yield "params " + params.path() + " " + Json.write(new Value.Sequence(keys)) + " "
            + (params.locked() ? sorted(params.recorded()) : "null");
      }
      case RepoDependency repo -> {
        Value.Mapping entry = EntryWriter.dependency(repo, repo.path(), true);
        yield "repo " + repo.path() + " " + sorted(entry.get("repo"));
      }
      case DatabaseDependency database -> "db " + sorted(database.db());
      case DatasetDependency dataset -> "ds " + dataset.path() + " " + sorted(dataset.recorded());
    };
  }

  private static String sorted(Value value) {
    return Json.write(plain(value), JsonStyle.SORTED);
  }

  private static String recorded(Recorded recorded, List<ListedFile> files) {
    Cloud cloud = recorded.cloud();
    return recorded.hashName() + ":" + recorded.value() + " size=" + recorded.size() + " nfiles="
        + recorded.nfiles() + " exec=" + recorded.executable()
        + part("version", cloud.versionId())
        + part("etag", cloud.etag())
        + part("checksum", cloud.checksum())
        + part("remote", cloud.remote())
        + (files.isEmpty() ? "" : " files=" + files.size());
  }

  private static String part(String name, String value) {
    return value.isEmpty() ? "" : " " + name + "=" + value;
  }

  /// Floats and times as objects, keys as texts, which JSON can hold.
  static Value plain(Value value) {
    return switch (value) {
      case Value.Mapping map -> {
        Map<String, Value> plain = new LinkedHashMap<>();
        map.entries().forEach((key, item) -> plain.put(PythonValue.of(key), plain(item)));
        yield Value.Mapping.of(plain);
      }
      case Value.Sequence list -> {
        List<Value> plain = new ArrayList<>();
        list.items().forEach(item -> plain.add(plain(item)));
        yield new Value.Sequence(plain);
      }
      case Value.Real real ->
          Value.Mapping.of(
              new TreeMap<>(
                  Map.of("float", new Value.Text(PythonFloat.repr(real.value())))));
      case Value.Timestamp time -> Value.Mapping.of(Map.of("time", Value.Int.of(1)));
      default -> value;
    };
  }
}
