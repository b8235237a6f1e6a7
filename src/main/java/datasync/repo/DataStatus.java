package datasync.repo;

import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.track.Project;
import java.io.IOException;
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
  private final Options options;
  private final Sides sides;
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
    this.options = options;
    this.sides = new Sides(repository, listings, options.granular());
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
    Side now = sides.present(item, item.tracked().path());
    compare(key, recorded(item), now, changes, true);
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
            before == null ? Side.NOTHING : recorded(before),
            after == null ? Side.NOTHING : recorded(after),
            changes,
            false);
      }
    }
  }

  /// An output without a hash counts as nothing.
  private Side recorded(DataIndex.Item item) throws IOException {
    return item.recorded().isEmpty() ? Side.NOTHING : sides.recorded(item);
  }

  private void compare(String key, Side old, Side now, Changes changes, boolean checkCache)
      throws IOException {
    boolean directory = now.value().isEmpty() ? old.directory() : now.directory();
    if (DataIndex.passes(key, options.filters())) {
      if (checkCache && !old.value().isEmpty() && !isCached(old.id())) {
        notInCache.add(old.directory() ? key + "/" : key);
      }
      if (old.value().isEmpty() && !now.value().isEmpty()) {
        changes.add(key, directory, now.value());
      } else if (now.value().isEmpty() && !old.value().isEmpty()) {
        changes.delete(key, directory, old.value());
      } else if (!old.value().equals(now.value())) {
        changes.modify(key, old, now);
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
    Tree left = old.files();
    Tree right = now.files();
    Set<ObjectId> absent =
        checkCache ? repository.cache().absent(left.ids()) : Set.of();
    TreePairs.forEach(
        left,
        right,
        (i, j) -> {
          String name = i >= 0 ? left.path(i) : right.path(j);
          String path = key + "/" + name;
          if (!DataIndex.passes(path, options.filters())) {
            return;
          }
          if (i >= 0 && !absent.isEmpty() && absent.contains(left.id(i))) {
            notInCache.add(path);
          }
          if (i < 0) {
            changes.add(path, false, right.id(j).toString());
          } else if (j < 0) {
            boolean folder = right.startOf(name) < right.endOf(name);
            changes.delete(path, folder, left.id(i).toString());
          } else if (left.sameId(i, right, j)) {
            changes.keep(path, false);
          } else {
            changes.modify(path, Side.of(left.id(i)), Side.of(right.id(j)));
          }
        });
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
    Set<ObjectId> absent = remotes.absent(remote, tree.ids());
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
