package datasync.track;

import datasync.text.CodePointOrder;
import datasync.text.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns records into the entries DVC writes, keys in its order.
final class EntryWriter {
  private EntryWriter() {}

  /// An entry of `outs` of a `.dvc` file.
  ///
  /// @param path the path to write
  static Value.Mapping output(Output output, String path) {
    Map<String, Value> entry = content(output.recorded(), output.files(), path);
    OutputOptions options = output.options();
    if (!options.fsConfig().entries().isEmpty()) {
      entry.put("fs_config", options.fsConfig());
    }
    annotations(entry, output.annotations());
    flags(entry, options, false);
    files(entry, output.files());
    return Value.Mapping.of(entry);
  }

  /// An entry of `deps` of a `.dvc` file.
  ///
  /// @param path the path to write
  /// @param imported whether the stage is an import: only then files are listed
  static Value.Mapping dependency(Dependency dependency, String path, boolean imported) {
    return switch (dependency) {
      case FileDependency file -> {
        List<ListedFile> files = imported ? file.files() : List.of();
        Map<String, Value> entry = content(file.recorded(), files, path);
        if (!file.fsConfig().entries().isEmpty()) {
          entry.put("fs_config", file.fsConfig());
        }
        files(entry, files);
        yield Value.Mapping.of(entry);
      }
      case RepoDependency repo -> {
        Map<String, Value> source = new LinkedHashMap<>();
        source.put("url", new Value.Text(repo.url()));
        text(source, "rev", repo.rev());
        text(source, "rev_lock", repo.revLock());
        value(source, "config", repo.config());
        value(source, "remote", repo.remote());
        Map<String, Value> entry = new LinkedHashMap<>();
        entry.put("path", new Value.Text(repo.path()));
        entry.put("repo", Value.Mapping.of(source));
        yield Value.Mapping.of(entry);
      }
      case DatabaseDependency database -> {
        Map<Value, Value> kept = new LinkedHashMap<>(database.db().entries());
        kept.values().removeIf(EntryWriter::isFalse);
        yield kept.isEmpty()
            ? Value.Mapping.EMPTY
            : Value.Mapping.of(Map.of("db", new Value.Mapping(kept)));
      }
      case DatasetDependency dataset -> dataset(dataset);
      case ParamsDependency params ->
          throw new IllegalArgumentException("parameters in a .dvc file: " + params.path());
    };
  }

  /// An entry of a dataset, which is the same in lock files.
  static Value.Mapping dataset(DatasetDependency dataset) {
    Map<String, Value> entry = new LinkedHashMap<>();
    entry.put("path", new Value.Text(dataset.path()));
    value(entry, "dataset", dataset.recorded());
    return Value.Mapping.of(entry);
  }

  /// An entry of `deps` or `outs` of a lock file.
  static Value.Mapping locked(String path, Recorded recorded, List<ListedFile> files) {
    Map<String, Value> entry = new LinkedHashMap<>();
    entry.put("path", new Value.Text(path));
    if (!recorded.isLegacy()) {
      entry.put("hash", new Value.Text(Recorded.MD5));
    }
    if (files.isEmpty()) {
      hash(entry, recorded);
      meta(entry, recorded);
    } else {
      files(entry, files);
    }
    return Value.Mapping.of(entry);
  }

  private static Map<String, Value> content(
      Recorded recorded, List<ListedFile> files, String path) {
    Map<String, Value> entry = new LinkedHashMap<>();
    if (files.isEmpty()) {
      hash(entry, recorded);
      if (recorded.isLegacy() && recorded.isEmpty()) {
        entry.put(Recorded.MD5, Value.Null.NULL);
      }
      meta(entry, recorded);
    }
    if (!recorded.isLegacy()) {
      entry.put("hash", new Value.Text(Recorded.MD5));
    }
    entry.put("path", new Value.Text(path));
    return entry;
  }

  private static void hash(Map<String, Value> entry, Recorded recorded) {
    Cloud cloud = recorded.cloud();
    boolean borrowed =
        recorded.value().equals(cloud.md5())
            && !recorded.value().equals(cloud.etag())
            && !recorded.value().equals(cloud.checksum());
    String field = recorded.isLegacy() || borrowed ? Recorded.MD5 : recorded.hashName();
    text(entry, field, recorded.value());
  }

  private static void meta(Map<String, Value> entry, Recorded recorded) {
    if (recorded.size() >= 0) {
      entry.put("size", Value.Int.of(recorded.size()));
    }
    if (recorded.nfiles() >= 0) {
      entry.put("nfiles", Value.Int.of(recorded.nfiles()));
    }
    if (recorded.executable()) {
      entry.put("isexec", new Value.Bool(true));
    }
    Cloud cloud = recorded.cloud();
    text(entry, "version_id", cloud.versionId());
    text(entry, "etag", cloud.etag());
    text(entry, "checksum", cloud.checksum());
    text(entry, "md5", cloud.md5());
    if (!cloud.remote().isEmpty()) {
      Map<String, Value> said = new LinkedHashMap<>();
      for (String key : new String[] {"etag", "checksum", "version_id"}) {
        Value value = entry.remove(key);
        if (value != null) {
          said.put(key, value);
        }
      }
      if (!said.isEmpty()) {
        entry.put("cloud", Value.Mapping.of(Map.of(cloud.remote(), Value.Mapping.of(said))));
      }
    }
  }

  private static void files(Map<String, Value> entry, List<ListedFile> files) {
    if (files.isEmpty()) {
      return;
    }
    List<ListedFile> sorted = new ArrayList<>(files);
    sorted.sort((a, b) -> CodePointOrder.INSTANCE.compare(a.relpath(), b.relpath()));
    List<Value> items = new ArrayList<>(sorted.size());
    for (ListedFile each : sorted) {
      Map<String, Value> item = new LinkedHashMap<>();
      item.put("relpath", new Value.Text(each.relpath()));
      hash(item, each.recorded());
      meta(item, each.recorded());
      items.add(Value.Mapping.of(item));
    }
    entry.put("files", new Value.Sequence(items));
  }

  static void annotations(Map<String, Value> entry, Annotations annotations) {
    text(entry, "desc", annotations.desc());
    text(entry, "type", annotations.type());
    if (!annotations.labels().isEmpty()) {
      List<Value> labels = new ArrayList<>();
      for (String label : annotations.labels()) {
        labels.add(new Value.Text(label));
      }
      entry.put("labels", new Value.Sequence(labels));
    }
    value(entry, "meta", annotations.meta());
  }

  static void flags(Map<String, Value> entry, OutputOptions options, boolean withPlot) {
    if (!options.cached()) {
      entry.put("cache", new Value.Bool(false));
    }
    if (options.persist()) {
      entry.put("persist", new Value.Bool(true));
    }
    if (withPlot) {
      options.plot().entries().forEach((key, value) -> entry.put(key(key), value));
    }
    text(entry, "remote", options.remote());
    if (!options.push()) {
      entry.put("push", new Value.Bool(false));
    }
  }

  private static String key(Value key) {
    return ((Value.Text) key).value();
  }

  static void text(Map<String, Value> entry, String key, String text) {
    if (!text.isEmpty()) {
      entry.put(key, new Value.Text(text));
    }
  }

  static void value(Map<String, Value> entry, String key, Value value) {
    if (!isFalse(value)) {
      entry.put(key, value);
    }
  }

  /// Whether Python takes a value for false.
  static boolean isFalse(Value value) {
    if (value instanceof Value.Mapping map) {
      return map.entries().isEmpty();
    }
    if (value instanceof Value.Sequence list) {
      return list.items().isEmpty();
    }
    if (value instanceof Value.Text text) {
      return text.value().isEmpty();
    }
    return value instanceof Value.Null
        || value instanceof Value.Bool bool && !bool.value()
        || value instanceof Value.Int number && number.value().signum() == 0
        || value instanceof Value.Real real && real.value() == 0;
  }
}
