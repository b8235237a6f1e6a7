package datasync.repo.browse;

import datasync.config.Config;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.repo.DataIndex;
import datasync.repo.Stages;
import datasync.text.FormatException;
import datasync.track.ListedFile;
import datasync.track.Recorded;
import datasync.workspace.DvcIgnore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What one project of a view tracks, by path relative to the project.
final class ProjectData implements Closeable {
  private final String prefix;
  private final PlainFiles files;
  private final DvcIgnore ignore;
  private final Contents contents;
  private final TreeMap<String, DataIndex.Item> items;
  private final Map<String, Tree> trees = new HashMap<>();

  /// Something that is tracked, or a folder above it.
  ///
  /// @param item the output it belongs to, or null for a folder above outputs
  /// @param rest the path within the output; empty for the output itself
  /// @param folder whether it is a folder
  /// @param size its bytes, or −1
  /// @param hash the recorded digest, or empty
  /// @param id the object, or null
  record Data(
      DataIndex.Item item, String rest, boolean folder, long size, String hash, ObjectId id) {
    boolean isOutput() {
      return item != null;
    }
  }

  /// Reads the outputs of a project.
  ///
  /// @param prefix its folder in the view
  static ProjectData read(PlainFiles files, String prefix, Views views) throws IOException {
    Config config = files.config(prefix);
    Stages stages = files.stages(prefix, config);
    TreeMap<String, DataIndex.Item> items =
        DataIndex.of(stages.project(), stages.all()).items();
    return new ProjectData(
        prefix, files, items, new Contents(config, files.hasCache(), views, rootOf(files, prefix)));
  }

  private static Path rootOf(PlainFiles files, String prefix) {
    return files.top().resolve(prefix);
  }

  /// A folder without a project.
  static ProjectData none(PlainFiles files) throws IOException {
    return new ProjectData("", files, new TreeMap<>(), null);
  }

  private ProjectData(
      String prefix, PlainFiles files, TreeMap<String, DataIndex.Item> items, Contents contents)
      throws IOException {
    this.prefix = prefix;
    this.files = files;
    this.items = items;
    this.contents = contents;
    this.ignore = files.ignore(prefix);
  }

  /// Where bytes come from.
  Contents contents() {
    return contents;
  }

  /// A path of the view relative to the project.
  String key(String path) {
    return prefix.isEmpty() || path.isEmpty()
        ? path
        : path.substring(Math.min(path.length(), prefix.length() + 1));
  }

  /// Whether the ignore files of the project hide a path of the view.
  boolean hides(String path, boolean folder) throws IOException {
    return ignore.ignores(files.top().resolve(path), folder);
  }

  /// What is tracked at a path; empty when nothing is.
  Optional<Data> find(String key) throws IOException {
    DataIndex.Item exact = items.get(key);
    if (exact != null) {
      return Optional.of(whole(exact));
    }
    String above = above(key);
    if (above != null) {
      DataIndex.Item item = items.get(above);
      return item.recorded().isTree() || !listed(item).isEmpty()
          ? inside(item, tree(above, item), key.substring(above.length() + 1))
          : Optional.empty();
    }
    String first = key.isEmpty() && !items.isEmpty() ? "" : items.ceilingKey(key + "/");
    boolean holds = first != null && (key.isEmpty() || first.startsWith(key + "/"));
    return holds ? Optional.of(around(key.isEmpty() ? 0 : -1)) : Optional.empty();
  }

  /// A folder that outputs lie in; DVC knows a size of none but the top.
  private static Data around(long size) {
    return new Data(null, "", true, size, "", null);
  }

  private static Data whole(DataIndex.Item item) {
    Recorded recorded = item.recorded();
    long size = recorded.isEmpty() ? Math.max(0, recorded.size()) : recorded.size();
    boolean digest =
        recorded.hashName().equals(Recorded.MD5) || recorded.isLegacy();
    return new Data(
        item,
        "",
        recorded.isTree() || !listed(item).isEmpty(),
        size,
        digest ? recorded.value() : "",
        recorded.id().orElse(null));
  }

  private static List<ListedFile> listed(DataIndex.Item item) {
    return item.tracked().output().files();
  }

  /// The path of the output around a path, or null.
  private String above(String key) {
    for (int slash = key.lastIndexOf('/'); slash > 0; slash = key.lastIndexOf('/', slash - 1)) {
      String folder = key.substring(0, slash);
      if (items.containsKey(folder)) {
        return folder;
      }
    }
    return null;
  }

  private static Optional<Data> inside(DataIndex.Item item, Tree tree, String rest) {
    int index = tree.indexOf(rest);
    if (index >= 0) {
      return Optional.of(member(item, tree, index));
    }
    return tree.startOf(rest) < tree.endOf(rest)
        ? Optional.of(new Data(item, rest, true, -1, "", null))
        : Optional.empty();
  }

  private static Data member(DataIndex.Item item, Tree tree, int index) {
    ObjectId id = tree.id(index);
    return new Data(item, tree.path(index), false, tree.bytes(index), id.value(), id);
  }

  /// The listing of an output that is a folder.
  Tree tree(String key, DataIndex.Item item) throws IOException {
    Tree known = trees.get(key);
    if (known == null) {
      try {
        known = contents.tree(item);
      } catch (FormatException | IllegalArgumentException broken) {
        throw new IOException("the listing of `" + key + "` cannot be read: " + broken.getMessage(),
            broken);
      }
      trees.put(key, known);
    }
    return known;
  }

  /// What is tracked right below a path, by name.
  Map<String, Data> children(String key) throws IOException {
    Map<String, Data> children = new TreeMap<>();
    String owner = items.containsKey(key) ? key : above(key);
    if (owner != null) {
      DataIndex.Item item = items.get(owner);
      if (whole(item).folder()) {
        String folder = owner.equals(key) ? "" : key.substring(owner.length() + 1);
        addMembers(item, tree(owner, item), folder, children);
      }
      return children;
    }
    String start = key.isEmpty() ? "" : key + "/";
    for (Map.Entry<String, DataIndex.Item> each : items.tailMap(start, true).entrySet()) {
      if (!each.getKey().startsWith(start)) {
        break;
      }
      String rest = each.getKey().substring(start.length());
      int slash = rest.indexOf('/');
      if (slash < 0) {
        children.put(rest, whole(each.getValue()));
      } else {
        children.putIfAbsent(rest.substring(0, slash), around(-1));
      }
    }
    return children;
  }

  private static void addMembers(
      DataIndex.Item item, Tree tree, String folder, Map<String, Data> children) {
    int from = folder.isEmpty() ? 0 : tree.startOf(folder);
    int to = folder.isEmpty() ? tree.size() : tree.endOf(folder);
    int start = folder.isEmpty() ? 0 : folder.length() + 1;
    int at = from;
    while (at < to) {
      String rest = tree.path(at).substring(start);
      int slash = rest.indexOf('/');
      if (slash < 0) {
        children.put(rest, member(item, tree, at));
        at++;
      } else {
        String name = rest.substring(0, slash);
        String whole = folder.isEmpty() ? name : folder + "/" + name;
        children.put(name, new Data(item, whole, true, -1, "", null));
        at = Math.max(at + 1, tree.endOf(whole));
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (contents != null) {
      contents.close();
    }
  }
}
