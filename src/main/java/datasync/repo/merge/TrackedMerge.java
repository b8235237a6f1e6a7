package datasync.repo.merge;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.object.TreeMerge;
import datasync.repo.Trees;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.yaml.Yaml;
import datasync.text.yaml.YamlDocument;
import datasync.track.DvcFile;
import datasync.track.Project;
import datasync.track.Stage;
import datasync.track.StageJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Merges a `.dvc` file: what people write key by key, outputs by path, and their content: that of
/// a directory path by path, that of a file or an import as a whole.
final class TrackedMerge {
  private static final Set<String> CONTENT =
      Set.of(
          "md5", "etag", "checksum", "version_id", "size", "nfiles", "hash", "files", "cloud");

  private final Project project;
  private final VersionListings listings;
  private final Ancestry ancestry;
  private final Path file;
  private final ThreeWay ways;
  private final boolean dryRun;

  /// Knows which of two imported commits is newer.
  @FunctionalInterface
  interface Ancestry {
    /// Whether a commit of the repository at an address is an ancestor of another; false when that
    /// cannot be known.
    boolean isAncestor(String url, String older, String newer) throws IOException;
  }

  /// What a merge reads.
  record Sources(Project project, VersionListings listings, Ancestry ancestry) {}

  /// @param dryRun whether nothing goes into the cache
  TrackedMerge(Sources sources, Path file, TreeMerge.Rule rule, boolean dryRun) {
    this.project = sources.project();
    this.listings = sources.listings();
    this.ancestry = sources.ancestry();
    this.file = file;
    this.ways = new ThreeWay(rule);
    this.dryRun = dryRun;
  }

  /// Merges.
  ///
  /// @throws datasync.track.MetadataException when one of the versions is no `.dvc` file
  Merged merge(Optional<String> base, String ours, String theirs) throws IOException {
    Value.Mapping before = base.isEmpty() ? Value.Mapping.EMPTY : parse(base.get());
    Value.Mapping mine = parse(ours);
    Value.Mapping other = parse(theirs);
    Map<Value, Value> merged =
        ways.mergeAll(without(before), without(mine), without(other), "");
    Value.Mapping source = source(before, mine, other);
    Value deps = source != null ? source.get("deps") : null;
    if (deps != null) {
      merged.put(key("deps"), deps);
    }
    List<Value> outputs = outputs(before, mine, other, source);
    if (!outputs.isEmpty()) {
      merged.put(key("outs"), new Value.Sequence(outputs));
    }
    String text = text(merged, mine, ours);
    if (mine.has("md5") || other.has("md5")) {
      Stage stage = DvcFile.parse(project, file, text.getBytes(StandardCharsets.UTF_8));
      merged.put(key("md5"), new Value.Text(StageJson.md5(stage, project)));
      text = text(merged, mine, ours);
    }
    return new Merged(
        new Value.Mapping(merged).equals(other) ? theirs : text, ways.choices());
  }

  private String text(Map<Value, Value> merged, Value.Mapping mine, String ours)
      throws FormatException {
    Value.Mapping whole = new Value.Mapping(merged);
    if (whole.equals(mine)) {
      return ours;
    }
    YamlDocument document = YamlDocument.parse(ours, project.relative(file));
    document.apply(whole);
    return document.write();
  }

  private Value.Mapping parse(String text) throws IOException {
    DvcFile.parse(project, file, text.getBytes(StandardCharsets.UTF_8));
    return Yaml.parse(text, project.relative(file)) instanceof Value.Mapping map
        ? map : Value.Mapping.EMPTY;
  }

  private static Value.Mapping without(Value.Mapping data) {
    Map<Value, Value> rest = new LinkedHashMap<>(data.entries());
    rest.remove(key("outs"));
    if (data.has("deps")) {
      rest.remove(key("deps"));
      rest.remove(key("md5"));
    }
    return new Value.Mapping(rest);
  }

  private static Value key(String name) {
    return new Value.Text(name);
  }

  /// The version whose dependency and content count together, as they belong together; null for
  /// what `add` made.
  private Value.Mapping source(Value.Mapping base, Value.Mapping ours, Value.Mapping theirs)
      throws IOException {
    if (!ours.has("deps") && !theirs.has("deps")) {
      return null;
    }
    Value before = imported(base);
    Value mine = imported(ours);
    Value other = imported(theirs);
    if (mine.equals(other) || other.equals(before)) {
      return ours;
    }
    if (mine.equals(before)) {
      return theirs;
    }
    String url = repo(ours, "url");
    String left = repo(ours, "rev_lock");
    String right = repo(theirs, "rev_lock");
    if (!left.isEmpty() && url.equals(repo(theirs, "url"))
        && repo(ours, "rev").equals(repo(theirs, "rev"))) {
      if (ancestry.isAncestor(url, left, right)) {
        return theirs;
      }
      if (ancestry.isAncestor(url, right, left)) {
        return ours;
      }
    }
    ways.add(new Choice("imported version", version(ours, left), version(theirs, right)));
    return ways.rule() == TreeMerge.Rule.THEIRS ? theirs : ours;
  }

  private static String version(Value.Mapping data, String revision) {
    return revision.isEmpty() ? ThreeWay.shown(first(data, "outs")) : revision;
  }

  /// Where content comes from and what it is.
  private static Value imported(Value.Mapping data) {
    Map<Value, Value> both = new LinkedHashMap<>();
    if (data.has("deps")) {
      both.put(key("deps"), data.get("deps"));
    }
    both.put(key("outs"), content(first(data, "outs")));
    return new Value.Mapping(both);
  }

  private static Value.Mapping first(Value.Mapping data, String list) {
    return data.get(list) instanceof Value.Sequence items && !items.items().isEmpty()
        && items.items().getFirst() instanceof Value.Mapping item ? item : Value.Mapping.EMPTY;
  }

  private static String repo(Value.Mapping data, String name) {
    return first(data, "deps").get("repo") instanceof Value.Mapping repo
        && repo.get(name) instanceof Value.Text text ? text.value() : "";
  }

  private static Value.Mapping content(Value.Mapping output) {
    return part(output, true);
  }

  private static Value.Mapping part(Value.Mapping output, boolean content) {
    Map<Value, Value> part = new LinkedHashMap<>();
    output.entries().forEach(
        (key, value) -> {
          if (CONTENT.contains(((Value.Text) key).value()) == content) {
            part.put(key, value);
          }
        });
    return new Value.Mapping(part);
  }

  private List<Value> outputs(
      Value.Mapping base, Value.Mapping ours, Value.Mapping theirs, Value.Mapping source)
      throws IOException {
    Map<String, Value.Mapping> before = byPath(base);
    Map<String, Value.Mapping> mine = byPath(ours);
    Map<String, Value.Mapping> other = byPath(theirs);
    List<Value> merged = new ArrayList<>();
    if (mine.size() == 1 && other.size() == 1 && before.size() <= 1) {
      // a single one is the same whatever its path is, which `move` changes
      merged.add(output(first(base, "outs"), first(ours, "outs"), first(theirs, "outs"), source));
      return merged;
    }
    Set<String> paths = new LinkedHashSet<>(mine.keySet());
    paths.addAll(other.keySet());
    for (String path : paths) {
      Value.Mapping left = mine.get(path);
      Value.Mapping right = other.get(path);
      Value item =
          left == null || right == null
              ? ways.merge(before.get(path), left, right, path)
              : output(before.getOrDefault(path, Value.Mapping.EMPTY), left, right, source);
      if (item != null) {
        merged.add(item);
      }
    }
    return merged;
  }

  private static Map<String, Value.Mapping> byPath(Value.Mapping data) {
    Map<String, Value.Mapping> outputs = new LinkedHashMap<>();
    if (data.get("outs") instanceof Value.Sequence items) {
      for (Value item : items.items()) {
        Value.Mapping output = (Value.Mapping) item;
        outputs.put(((Value.Text) output.get("path")).value(), output);
      }
    }
    return outputs;
  }

  private Value output(
      Value.Mapping base, Value.Mapping ours, Value.Mapping theirs, Value.Mapping source)
      throws IOException {
    String path = ThreeWay.shown(ours.get("path"));
    Map<Value, Value> options =
        ways.mergeAll(part(base, false), part(ours, false), part(theirs, false), path + ": ");
    Value.Mapping content =
        source != null
            ? content(first(source, "outs"))
            : content(path, content(base), content(ours), content(theirs));
    Map<Value, Value> merged = new LinkedHashMap<>();
    for (Value key : ours.entries().keySet()) {
      Value value = content.entries().getOrDefault(key, options.get(key));
      if (value != null) {
        merged.put(key, value);
      }
    }
    content.entries().forEach(merged::putIfAbsent);
    options.forEach(merged::putIfAbsent);
    return new Value.Mapping(merged);
  }

  private Value.Mapping content(
      String path, Value.Mapping base, Value.Mapping ours, Value.Mapping theirs)
      throws IOException {
    if (digest(ours).equals(digest(theirs)) || base.equals(theirs)) {
      return ours;
    }
    if (base.equals(ours)) {
      return theirs;
    }
    Optional<ObjectId> mine = directory(ours);
    Optional<ObjectId> other = directory(theirs);
    if (mine.isPresent() && other.isPresent() && mine.get().hash() == other.get().hash()) {
      return directories(path, base, ours, theirs);
    }
    ways.add(new Choice(path, ThreeWay.shown(ours), ThreeWay.shown(theirs)));
    return ways.rule() == TreeMerge.Rule.THEIRS ? theirs : ours;
  }

  private static String digest(Value.Mapping content) {
    return content.get("md5") instanceof Value.Text text && !content.has("files")
        && content.has("hash") ? text.value() : content.toString();
  }

  /// The listing that content names; empty when it is not a directory, or is listed in the file.
  private static Optional<ObjectId> directory(Value.Mapping content) {
    if (!(content.get("md5") instanceof Value.Text text) || !text.value().endsWith(".dir")
        || content.has("files") || content.has("cloud")) {
      return Optional.empty();
    }
    HashName hash = content.has("hash") ? HashName.MD5 : HashName.MD5_DOS2UNIX;
    return ObjectId.parse(hash, text.value());
  }

  private Value.Mapping directories(
      String path, Value.Mapping base, Value.Mapping ours, Value.Mapping theirs)
      throws IOException {
    Tree mine = listings.get(directory(ours).orElseThrow());
    Tree other = listings.get(directory(theirs).orElseThrow());
    Optional<ObjectId> before =
        directory(base).filter(id -> id.hash() == directory(ours).orElseThrow().hash());
    Tree common = before.isEmpty() ? Tree.empty() : listings.get(before.get());
    TreeMerge merge = TreeMerge.of(common, mine, other, ways.rule());
    for (TreeMerge.Clash clash : merge.clashes()) {
      ways.add(
          new Choice(path + "/" + clash.path(), shown(clash.ours()), shown(clash.theirs())));
    }
    ObjectId id = dryRun ? Trees.idOf(merge.merged()) : listings.store(merge.merged());
    long bytes = listings.bytes(merge.merged());
    Map<Value, Value> content = new LinkedHashMap<>(ours.entries());
    content.put(key("md5"), new Value.Text(id.value()));
    content.remove(key("size"));
    if (bytes >= 0) {
      content.put(key("size"), Value.Int.of(bytes));
    }
    content.put(key("nfiles"), Value.Int.of(merge.merged().size()));
    return new Value.Mapping(content);
  }

  private static String shown(Optional<ObjectId> id) {
    return id.isEmpty() ? "deleted" : id.get().hex();
  }
}
