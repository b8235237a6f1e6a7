package datasync.track;

import datasync.object.HashName;
import datasync.text.CodePointOrder;
import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.json.JsonStyle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Turns the entries of `deps` and `outs`, already checked by [Schemas], into records.
final class EntryReader {
  private final Project project;
  private final Path wdir;
  private final String file;

  /// @param wdir the absolute folder paths start from
  /// @param file the metadata file for messages
  EntryReader(Project project, Path wdir, String file) {
    this.project = project;
    this.wdir = wdir;
    this.file = file;
  }

  /// An entry of `outs` of a `.dvc` file.
  Output output(Value.Mapping entry) throws MetadataException {
    String path = path(text(entry, "path"), "an output");
    List<ListedFile> files = files(entry, path);
    OutputOptions options =
        new OutputOptions(
            flag(entry, "cache", true),
            flag(entry, "persist", false),
            flag(entry, "push", true),
            text(entry, "remote"),
            Value.Mapping.EMPTY,
            mapping(entry, "fs_config"));
    return new Output(
        path, recorded(entry, path, files), files, Output.Kind.OUT, options, annotations(entry));
  }

  /// An entry of `deps` of a `.dvc` file.
  Dependency dependency(Value.Mapping entry) throws MetadataException {
    if (entry.has("db")) {
      return new DatabaseDependency(mapping(entry, "db"));
    }
    String path = text(entry, "path");
    if (MetadataPaths.scheme(path).equals("ds")) {
      return new DatasetDependency(path, mapping(entry, "dataset"));
    }
    Value.Mapping repo = mapping(entry, "repo");
    path = path(path, "a dependency");
    if (!repo.entries().isEmpty()) {
      return new RepoDependency(
          path,
          text(repo, "url"),
          text(repo, "rev"),
          text(repo, "rev_lock"),
          orNull(repo.get("config")),
          orNull(repo.get("remote")));
    }
    List<ListedFile> files = files(entry, path);
    return new FileDependency(
        path, recorded(entry, path, files), files, mapping(entry, "fs_config"));
  }

  /// What DVC makes of a path: one that is absolute and lies in the project becomes relative.
  String path(String written, String role) throws MetadataException {
    if (written.isEmpty()) {
      throw new MetadataException(file, "'" + file + "' has an entry without a path");
    }
    if (written.endsWith(".dvc")
        || written.substring(written.lastIndexOf('/') + 1).equals("dvc.yaml")) {
      throw new MetadataException(file, "DVC file '" + written + "' cannot be " + role);
    }
    String unknown = MetadataPaths.unknownScheme(written);
    if (!unknown.isEmpty()) {
      throw new MetadataException(
          file, "config file error: Unsupported URL type " + unknown + "://");
    }
    if (written.startsWith("/") || wdir.getFileSystem().getPath(written).isAbsolute()) {
      Path absolute = MetadataPaths.resolve(wdir, written);
      if (project.contains(absolute)) {
        return Project.relative(wdir, absolute)
            .replace(wdir.getFileSystem().getSeparator(), "/");
      }
    }
    return written;
  }

  /// Whether a path counts as part of the project, which decides how its content is named.
  boolean isInProject(String path) throws MetadataException {
    return MetadataPaths.isLocal(path)
        && !path.startsWith("/")
        && project.contains(MetadataPaths.resolve(wdir, path));
  }

  /// What an entry records of its content.
  Recorded recorded(Value.Mapping entry, String path, List<ListedFile> files)
      throws MetadataException {
    String hash = text(entry, "hash");
    String name;
    String field;
    if (isInProject(path)) {
      name = hash.isEmpty() ? Recorded.MD5_DOS2UNIX : hash;
      field = hash.isEmpty() ? Recorded.MD5 : hash;
    } else {
      name = storeHash(entry, path);
      field = name;
    }
    Recorded own = content(entry, name, field);
    if (!files.isEmpty()) {
      return fromFiles(own, files);
    }
    if (own.isEmpty() && own.nfiles() > 0 && !isMd5(name) && !own.cloud().md5().isEmpty()) {
      return new Recorded(
          name, own.cloud().md5(), own.size(), own.nfiles(), own.executable(), own.cloud());
    }
    return own;
  }

  private static boolean isMd5(String name) {
    return name.equals(Recorded.MD5) || name.equals(Recorded.MD5_DOS2UNIX);
  }

  /// The digest a kind of store has; for a remote of the configuration the one that is recorded.
  private static String storeHash(Value.Mapping entry, String path) {
    String scheme = MetadataPaths.scheme(path);
    if (!scheme.equals("remote")) {
      return Recorded.hashOf(scheme);
    }
    Value.Mapping merged = merged(entry);
    return merged.has("etag") ? "etag" : merged.has("checksum") ? "checksum" : "md5";
  }

  private Recorded content(Value.Mapping entry, String name, String field)
      throws MetadataException {
    Value.Mapping merged = merged(entry);
    String remote = merged == entry ? "" : text(merged, "\0remote");
    String md5 = digest(merged, "md5");
    Cloud cloud =
        new Cloud(
            remote,
            text(merged, "version_id"),
            digest(merged, "etag"),
            digest(merged, "checksum"),
            md5);
    String value =
        switch (field) {
          case "md5" -> md5;
          case "etag" -> cloud.etag();
          case "checksum" -> cloud.checksum();
          default -> "";
        };
    return new Recorded(
        name,
        value,
        number(merged, "size"),
        number(merged, "nfiles"),
        flag(merged, "isexec", false),
        cloud.hasOnlyMd5() && field.equals("md5") ? Cloud.NONE : cloud);
  }

  /// The entry with what `cloud` says of its first remote laid over it.
  private static Value.Mapping merged(Value.Mapping entry) {
    Value.Mapping cloud = mapping(entry, "cloud");
    if (cloud.entries().isEmpty()) {
      return entry;
    }
    Map.Entry<Value, Value> first = cloud.entries().entrySet().iterator().next();
    Map<Value, Value> merged = new LinkedHashMap<>(entry.entries());
    merged.putAll(((Value.Mapping) first.getValue()).entries());
    merged.put(new Value.Text("\0remote"), first.getKey());
    return new Value.Mapping(merged);
  }

  /// The files of a cloud-versioned directory.
  List<ListedFile> files(Value.Mapping entry, String path) throws MetadataException {
    if (!(entry.get("files") instanceof Value.Sequence list)) {
      return List.of();
    }
    String hash = text(entry, "hash");
    boolean inside = isInProject(path);
    List<ListedFile> files = new ArrayList<>(list.items().size());
    for (Value item : list.items()) {
      Value.Mapping each = (Value.Mapping) item;
      String name =
          !inside ? storeHash(each, path) : hash.isEmpty() ? Recorded.MD5_DOS2UNIX : hash;
      String field = name.equals(Recorded.MD5_DOS2UNIX) ? Recorded.MD5 : name;
      files.add(new ListedFile(text(each, "relpath"), content(each, name, field)));
    }
    return files;
  }

  /// The record of a directory that only lists its files: the digest of the listing, the sum of
  /// the sizes that are known, the number of files, the remote of the first one.
  static Recorded fromFiles(Recorded own, List<ListedFile> files) {
    Map<String, Value> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
    long size = 0;
    for (ListedFile each : files) {
      Recorded recorded = each.recorded();
      Map<String, Value> item = new LinkedHashMap<>();
      if (!recorded.isEmpty()) {
        String field = recorded.isLegacy() ? Recorded.MD5 : recorded.hashName();
        item.put(field, new Value.Text(recorded.value()));
      }
      item.put("relpath", new Value.Text(each.relpath()));
      sorted.put(each.relpath(), Value.Mapping.of(item));
      size += Math.max(0, recorded.size());
    }
    String json =
        Json.write(new Value.Sequence(List.copyOf(sorted.values())), JsonStyle.SORTED);
    String digest =
        StageJson.digest(HashName.MD5, json.getBytes(StandardCharsets.US_ASCII)) + ".dir";
    Cloud cloud = own.cloud();
    return new Recorded(
        own.hashName(),
        digest,
        size,
        files.size(),
        own.executable(),
        new Cloud(
            files.isEmpty() ? "" : files.getFirst().recorded().cloud().remote(),
            cloud.versionId(),
            cloud.etag(),
            cloud.checksum(),
            cloud.md5()));
  }

  static Annotations annotations(Value.Mapping entry) {
    List<String> labels = new ArrayList<>();
    if (entry.get("labels") instanceof Value.Sequence list) {
      for (Value label : list.items()) {
        labels.add(((Value.Text) label).value());
      }
    }
    return new Annotations(
        text(entry, "desc"), text(entry, "type"), labels, orNull(entry.get("meta")));
  }

  private String digest(Value.Mapping entry, String key) throws MetadataException {
    Value value = orNull(entry.get(key));
    if (value instanceof Value.Null) {
      return "";
    }
    if (value instanceof Value.Text text) {
      return text.value();
    }
    throw new MetadataException(
        file,
        "'" + file + "' validation failed",
        0,
        0,
        List.of("a digest that is not quoted, in " + key));
  }

  static String text(Value.Mapping entry, String key) {
    return entry.get(key) instanceof Value.Text text ? text.value() : "";
  }

  static boolean flag(Value.Mapping entry, String key, boolean absent) {
    return entry.get(key) instanceof Value.Bool bool ? bool.value() : absent;
  }

  static Value.Mapping mapping(Value.Mapping entry, String key) {
    return entry.get(key) instanceof Value.Mapping map ? map : Value.Mapping.EMPTY;
  }

  static Value orNull(Value value) {
    return value == null ? Value.Null.NULL : value;
  }

  private static long number(Value.Mapping entry, String key) {
    Value value = entry.get(key);
    if (value instanceof Value.Int number && number.value().bitLength() < Long.SIZE) {
      return number.value().longValue();
    }
    return value instanceof Value.Bool bool ? bool.value() ? 1 : 0 : -1;
  }
}
