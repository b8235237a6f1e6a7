package datasync.repo;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.track.Output;
import datasync.track.Project;
import datasync.track.Recorded;
import datasync.workspace.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// `data status`: the tracked data in the last commit, in the metadata files and in the workspace.
///
/// Source: dvc 3.67 `repo/data.py`.
public final class DataStatus {
  private final Repository repository;
  private final Project project;
  private final Inspector inspector;
  private final Options options;
  private final RemoteListings listings;
  private final Set<String> notInCache = new TreeSet<>();

  /// What to look at.
  ///
  /// @param granular whether files inside tracked directories are told one by one
  /// @param filters paths relative to the root that limit the answer; empty for everything
  public record Options(boolean granular, List<String> filters) {
    /// Copies the filters.
    public Options {
      filters = List.copyOf(filters);
    }
  }

  /// What was found.
  ///
  /// @param notInCache recorded content that the cache does not have
  /// @param committed metadata files against the last commit; no changes without Git
  /// @param uncommitted the workspace against the metadata files
  /// @param unchanged what is the same in all three
  public record Report(
      List<String> notInCache, Changes committed, Changes uncommitted, List<String> unchanged) {}

  /// Gets listings that the cache does not have.
  @FunctionalInterface
  public interface RemoteListings {
    /// The tree of a listing, or empty when it cannot be had.
    ///
    /// @param remote the name an output gives, or empty for the default remote
    Optional<Tree> find(String remote, ObjectId id);
  }

  /// Prepares an answer; takes no lock.
  ///
  /// @param listings is asked for what the cache does not have, as DVC asks remotes
  public DataStatus(Repository repository, Options options, RemoteListings listings)
      throws IOException {
    this.repository = repository;
    this.project = repository.project();
    this.inspector = new Inspector(repository);
    this.options = options;
    this.listings = listings;
  }

  /// Looks at everything that passes the filters.
  public Report run() throws IOException {
    DataIndex index = DataIndex.of(project, repository.stages().all());
    Changes uncommitted = new Changes();
    for (var entry : index.items().entrySet()) {
      if (DataIndex.isRelevant(entry.getKey(), options.filters())) {
        compareWithWorkspace(entry.getKey(), entry.getValue(), uncommitted);
      }
    }
    uncommitted.findRenames();
    Set<String> unchanged = new TreeSet<>(uncommitted.unchanged());
    Changes committed = new Changes();
    Optional<DataIndex> head = repository.head();
    if (head.isPresent()) {
      compareIndexes(head.get(), index, committed);
      committed.findRenames();
      unchanged.retainAll(new HashSet<>(committed.unchanged()));
    }
    return new Report(List.copyOf(notInCache), committed, uncommitted, List.copyOf(unchanged));
  }

  private void compareWithWorkspace(String key, DataIndex.Item item, Changes changes)
      throws IOException {
    Recorded recorded = item.recorded();
    HashName hash = recorded.isEmpty() ? HashName.MD5 : Inspector.hashOf(recorded);
    Path path = item.tracked().path();
    Content found = inspector.read(path, hash);
    Side old = sideOf(item);
    Side now = sideOf(found);
    compare(key, old, now, changes, true);
  }

  private void compareIndexes(DataIndex old, DataIndex current, Changes changes)
      throws IOException {
    Set<String> keys = new TreeSet<>(old.items().keySet());
    keys.addAll(current.items().keySet());
    for (String key : keys) {
      if (DataIndex.isRelevant(key, options.filters())) {
        DataIndex.Item before = old.items().get(key);
        DataIndex.Item after = current.items().get(key);
        compare(
            key,
            before == null ? Side.NOTHING : sideOf(before),
            after == null ? Side.NOTHING : sideOf(after),
            changes,
            false);
      }
    }
  }

  /// One state of one output.
  ///
  /// @param value hash name and digest, empty when there is none
  /// @param directory whether it is a directory
  /// @param tree its files; null when the listing is missing, or for a file
  private record Side(String value, ObjectId id, boolean directory, Tree tree) {
    static final Side NOTHING = new Side("", null, false, null);

    boolean isUnknown() {
      return directory && tree == null && !value.isEmpty();
    }
  }

  private Side sideOf(DataIndex.Item item) throws IOException {
    Recorded recorded = item.recorded();
    if (recorded.isEmpty()) {
      return Side.NOTHING;
    }
    ObjectId id = recorded.id().orElse(null);
    boolean directory = recorded.isTree() || recorded.nfiles() >= 0;
    Tree tree =
        directory && options.granular() && id != null
            ? treeOf(id, item.tracked().output())
            : null;
    return new Side(recorded.hashName() + ":" + recorded.value(), id, directory, tree);
  }

  private Tree treeOf(ObjectId id, Output output) throws IOException {
    Optional<Tree> tree = repository.trees().of(id, output.files());
    return tree.or(() -> listings.find(output.remote(), id)).orElse(null);
  }

  private Side sideOf(Content content) {
    return switch (content) {
      case Content.Nothing nothing -> Side.NOTHING;
      case Content.SingleFile file -> new Side(file.id().toString(), file.id(), false, null);
      case Content.Directory directory -> {
        ObjectId id = Trees.idOf(directory.tree());
        yield new Side(id.toString(), id, true, options.granular() ? directory.tree() : null);
      }
    };
  }

  private void compare(String key, Side old, Side now, Changes changes, boolean checkCache)
      throws IOException {
    boolean directory = now.value().isEmpty() ? old.directory() : now.directory();
    if (DataIndex.passes(key, options.filters())) {
      if (checkCache && !old.value().isEmpty() && !isCached(old.id())) {
        notInCache.add(old.directory() ? key + "/" : key);
      }
      if (old.value().isEmpty() && !now.value().isEmpty()) {
        changes.add(key, directory, now.id());
      } else if (now.value().isEmpty() && !old.value().isEmpty()) {
        changes.delete(key, directory, old.id());
      } else if (!old.value().equals(now.value())) {
        changes.modify(key, directory);
      } else if (!old.value().isEmpty()) {
        changes.keep(key, directory);
      }
    }
    if (options.granular()) {
      compareFiles(key, old, now, changes, checkCache);
    }
  }

  private void compareFiles(String key, Side old, Side now, Changes changes, boolean checkCache)
      throws IOException {
    if (old.isUnknown() || now.isUnknown()) {
      if (now.tree() != null) {
        addUnknown(key, now.tree(), changes);
      }
      return;
    }
    Tree left = old.tree() == null ? Tree.empty() : old.tree();
    Tree right = now.tree() == null ? Tree.empty() : now.tree();
    Set<ObjectId> absent =
        checkCache ? repository.cache().absent(Inspector.idsOf(left)) : Set.of();
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      int order =
          i == left.size() ? 1 : j == right.size() ? -1 : left.comparePath(i, right, j);
      String path = key + "/" + (order <= 0 ? left.path(i) : right.path(j));
      boolean passes = DataIndex.passes(path, options.filters());
      if (passes && order <= 0 && !absent.isEmpty() && absent.contains(left.id(i))) {
        notInCache.add(path);
      }
      if (passes && order > 0) {
        changes.add(path, false, right.id(j));
      } else if (passes && order < 0) {
        changes.delete(path, right.startOf(left.path(i)) < right.endOf(left.path(i)), left.id(i));
      } else if (passes && left.sameId(i, right, j)) {
        changes.keep(path, false);
      } else if (passes) {
        changes.modify(path, false);
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
  }

  /// All files of a tree and the folders they are in, none of which can be compared.
  private void addUnknown(String key, Tree tree, Changes changes) {
    Set<String> paths = new TreeSet<>();
    for (int i = 0; i < tree.size(); i++) {
      String path = tree.path(i);
      paths.add(path);
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        paths.add(path.substring(0, slash + 1));
      }
    }
    for (String path : paths) {
      if (DataIndex.passes(key + "/" + path, options.filters())) {
        changes.unknown(key + "/" + path);
      }
    }
  }

  private boolean isCached(ObjectId id) throws IOException {
    return id != null && repository.cache().absent(List.of(id)).isEmpty();
  }

  /// The recorded content that a remote does not have, as `--not-in-remote` shows it.
  public List<String> notInRemote(RemoteContents remotes) throws IOException {
    List<String> missing = new ArrayList<>();
    DataIndex index = DataIndex.of(project, repository.stages().all());
    for (var entry : index.items().entrySet()) {
      DataIndex.Item item = entry.getValue();
      boolean pushed = item.tracked().output().push() && !item.tracked().stage().isRepoImport();
      ObjectId id = item.recorded().id().orElse(null);
      if (pushed && id != null && DataIndex.isRelevant(entry.getKey(), options.filters())) {
        collect(entry.getKey(), item, id, remotes, missing);
      }
    }
    return missing;
  }

  private void collect(
      String key, DataIndex.Item item, ObjectId id, RemoteContents remotes, List<String> missing)
      throws IOException {
    String remote = item.tracked().output().remote();
    if (DataIndex.passes(key, options.filters())
        && !remotes.absent(remote, List.of(id)).isEmpty()) {
      missing.add(id.isTree() ? key + "/" : key);
    }
    Tree tree =
        id.isTree() && options.granular() ? repository.trees().find(id).orElse(null) : null;
    if (tree == null) {
      return;
    }
    Set<ObjectId> absent = remotes.absent(remote, Inspector.idsOf(tree));
    for (int i = 0; i < tree.size(); i++) {
      String path = key + "/" + tree.path(i);
      if (DataIndex.passes(path, options.filters()) && absent.contains(tree.id(i))) {
        missing.add(path);
      }
    }
  }

  /// Which objects remotes lack.
  @FunctionalInterface
  public interface RemoteContents {
    /// Which of some objects, all of one hash, a remote does not have.
    ///
    /// @param remote the name an output gives, or empty for the remote of the command
    /// @return nothing when there is no remote at all
    Set<ObjectId> absent(String remote, List<ObjectId> ids) throws IOException;
  }
}
