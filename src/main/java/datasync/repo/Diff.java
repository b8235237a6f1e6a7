package datasync.repo;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// `diff`: the tracked data of two commits, or of a commit and the workspace.
///
/// Source: dvc 3.67 `repo/diff.py`, dvc-data `index/diff.py`. A file that became a folder, or the
/// reverse, inside a tracked directory is not told itself, only what the folder holds; what an
/// unknown listing holds is not told at all.
public final class Diff {
  /// What DVC calls the workspace among revisions.
  private static final String WORKSPACE = "workspace";

  private final Repository repository;
  private final Sides sides;
  private final Changes changes = new Changes();
  private final List<Changes.Entry> notInCache = new ArrayList<>();
  private boolean withMissing;

  /// What to compare.
  ///
  /// @param old the revision to start from
  /// @param current the revision to compare it with; empty for the workspace
  /// @param targets what a person named; empty for everything
  public record Request(String old, String current, List<String> targets) {
    /// Copies the targets.
    public Request {
      targets = List.copyOf(targets);
    }
  }

  /// What was found.
  ///
  /// @param changes what differs
  /// @param notInCache what the old revision recorded and the cache does not have; only looked for
  ///     when the workspace is compared
  public record Report(Changes changes, List<Changes.Entry> notInCache) {
    /// Whether there is nothing to tell.
    public boolean isEmpty() {
      return changes.added().isEmpty() && changes.deleted().isEmpty()
          && changes.modified().isEmpty() && changes.renamed().isEmpty() && notInCache.isEmpty();
    }
  }

  /// The outputs of one revision that were asked for, or parts of them, by path.
  private record State(TreeMap<String, DataIndex.Item> items, boolean present) {}

  /// @param listings is asked for listings that the cache does not have
  public Diff(Repository repository, DataStatus.RemoteListings listings) throws IOException {
    this.repository = repository;
    this.sides = new Sides(repository, listings, true);
  }

  /// Compares. Nothing is found before the first commit, and between names of one commit.
  ///
  /// @throws RepositoryException when there is no version control, no such revision, or a target
  ///     that neither side has
  public Report run(Request request) throws IOException {
    Report report = new Report(changes, notInCache);
    if (repository.scm().isUnborn()) {
      return report;
    }
    boolean present = request.current().isEmpty() || request.current().equals(WORKSPACE);
    withMissing = request.current().isEmpty();
    String to = present ? "" : repository.scm().commit(request.current());
    if (!present && request.old().equals(WORKSPACE)) {
      return report;
    }
    String from = repository.scm().commit(request.old());
    if (from.equals(to)) {
      return report;
    }
    try (Stages before = repository.scm().stagesAt(from, repository.project());
        Stages after =
            present ? repository.stages() : repository.scm().stagesAt(to, repository.project())) {
      if (before != null && after != null) {
        compare(before, after, request.targets(), present);
      }
    }
    return report;
  }

  private void compare(Stages before, Stages after, List<String> targets, boolean present)
      throws IOException {
    Set<String> lacking = new HashSet<>(targets);
    State old = select(before, targets, false, lacking);
    State now = select(after, targets, present, lacking);
    if (!lacking.isEmpty()) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "'" + new TreeSet<>(lacking).first() + "' is tracked on neither side");
    }
    compare(old, now);
    changes.findRenames();
  }

  /// @param lacking keeps the targets that are not found here, of those it holds
  private State select(Stages stages, List<String> targets, boolean present, Set<String> lacking)
      throws IOException {
    if (targets.isEmpty()) {
      return new State(DataIndex.of(stages.project(), stages.all()).items(), present);
    }
    Targets resolver = new Targets(stages, false, false);
    List<Selection> selections = new ArrayList<>();
    for (String target : targets) {
      try {
        selections.addAll(resolver.select(target));
        lacking.remove(target);
      } catch (RepositoryException missing) {
        continue; // the other side may have it
      }
    }
    return new State(DataIndex.ofParts(stages.project(), selections).items(), present);
  }

  private void compare(State old, State now) throws IOException {
    Set<String> roots = new TreeSet<>(old.items().keySet());
    roots.addAll(now.items().keySet());
    for (String root : roots) {
      if (!isInside(root, roots)) {
        compare(root, side(old, root), side(now, root));
      }
    }
  }

  private static boolean isInside(String path, Set<String> roots) {
    for (int at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      if (roots.contains(path.substring(0, at))) {
        return true;
      }
    }
    return false;
  }

  private Side side(State state, String key) throws IOException {
    Path path = repository.root().resolve(key);
    DataIndex.Item item = state.items().get(key);
    if (item == null) {
      return around(state, key, path);
    }
    Path whole = item.tracked().path();
    if (state.present()) {
      if (Files.isSymbolicLink(path) && !Files.exists(path)) {
        return Side.withoutHash(false, null); // leads nowhere
      }
      Side found = sides.present(item, path);
      boolean part = found.directory() && !path.equals(whole);
      return part ? found.asPart() : found;
    }
    Side recorded = sides.recorded(item);
    return path.equals(whole) ? recorded : part(recorded, key, DataIndex.keyOf(whole, path));
  }

  private static Side part(Side whole, String key, String name) throws RepositoryException {
    if (whole.isUnknown()) {
      throw new RepositoryException(
          RepositoryException.Kind.DATA,
          "the listing that tells about '" + key + "' is neither in the cache nor on the remote");
    }
    Tree tree = whole.files();
    int index = tree.indexOf(name);
    if (index >= 0) {
      return Side.of(tree.id(index));
    }
    Tree below = tree.below(name);
    return below.size() == 0 ? Side.NOTHING : Side.withoutHash(true, below);
  }

  /// The folder around outputs, where the other side has one output.
  private Side around(State state, String key, Path path) throws IOException {
    Map<String, DataIndex.Item> inside = state.items().subMap(key + "/", key + "0");
    if (inside.isEmpty() || state.present() && !Files.exists(path)) {
      return Side.NOTHING;
    }
    HashName hash = inside.values().iterator().next().recorded().isLegacy()
        ? HashName.MD5_DOS2UNIX : HashName.MD5;
    Tree.Builder all = new Tree.Builder(hash, inside.size());
    List<String> dangling = new ArrayList<>();
    for (String name : inside.keySet()) {
      Side side = side(state, name);
      String prefix = name.substring(key.length() + 1);
      if (side.id() != null && side.id().hash() != hash) {
        throw new RepositoryException(
            RepositoryException.Kind.REFUSED,
            "the data in '" + key + "' has hashes of two kinds", "`datasync commit` it");
      }
      if (side.id() != null && !side.directory()) {
        all.add(prefix, side.id(), -1);
      }
      side.dangling().forEach(link -> dangling.add(prefix + "/" + link));
      Tree files = side.files();
      for (int i = 0; i < files.size(); i++) {
        all.add(prefix + "/" + files.path(i), files.id(i), files.bytes(i));
      }
    }
    return new Side(true, "", null, true, all.build(), dangling);
  }

  private void compare(String key, Side old, Side now) throws IOException {
    boolean folder =
        old.directory() && old.value().isEmpty() || now.directory() && now.value().isEmpty();
    if (!folder) {
      if (!old.exists() && now.exists()) {
        changes.add(key, now.directory(), now.value());
      } else if (old.exists() && !now.exists()) {
        changes.delete(key, old.directory(), old.value());
      } else if (!old.value().equals(now.value()) || old.directory() != now.directory()) {
        changes.modify(key, old, now);
      }
      boolean missing =
          withMissing && !old.value().isEmpty()
              && (old.id() == null || !repository.cache().absent(List.of(old.id())).isEmpty());
      if (missing) {
        notInCache.add(new Changes.Entry(key, old.directory(), old.value()));
      }
    }
    if (!old.isUnknown() && !now.isUnknown()) {
      compareFiles(key, old.files(), now.files(), Set.copyOf(now.dangling()));
    }
  }

  /// @param dangling the links to nothing beside the files that are there now: what came and has
  ///     no hash, or what a file became
  private void compareFiles(String key, Tree old, Tree now, Set<String> dangling)
      throws IOException {
    for (String name : dangling) {
      if (old.indexOf(name) < 0 && old.startOf(name) == old.endOf(name)) {
        changes.add(key + "/" + name, false, "");
      }
    }
    Set<ObjectId> absent =
        withMissing ? repository.cache().absent(old.ids()) : Set.of();
    TreePairs.forEach(
        old,
        now,
        (i, j) -> {
          String name = i >= 0 ? old.path(i) : now.path(j);
          String path = key + "/" + name;
          Tree other = i < 0 ? old : now;
          if ((i < 0 || j < 0) && other.startOf(name) < other.endOf(name)) {
            return;
          }
          if (i < 0) {
            changes.add(path, false, now.id(j).toString());
          } else if (j < 0) {
            if (dangling.contains(name)) {
              changes.modify(path, Side.of(old.id(i)), Side.withoutHash(false, null));
            } else {
              changes.delete(path, false, old.id(i).toString());
            }
          } else if (!old.sameId(i, now, j)) {
            changes.modify(path, Side.of(old.id(i)), Side.of(now.id(j)));
          }
          if (i >= 0 && !absent.isEmpty() && absent.contains(old.id(i))) {
            notInCache.add(new Changes.Entry(path, false, old.id(i).toString()));
          }
        });
  }
}
