package datasync.repo;

import datasync.object.HashName;
import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.track.FileDependency;
import datasync.track.Output;
import datasync.track.Project;
import datasync.track.Recorded;
import datasync.track.Stage;
import datasync.transfer.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The objects that selected outputs need, by the remote they belong to.
///
/// Source: spec `dvc-format.md` 17.1; dvc 3.67 `repo/fetch.py`. What was imported from another
/// repository belongs to no remote of this one.
final class Needs {
  /// An output, or a part of it, that was selected.
  record Wanted(Tracked tracked, ObjectId id, Selection selection) {}

  private final Project project;
  private final Filter filter;
  private final Map<String, List<Wanted>> byRemote = new LinkedHashMap<>();
  private final List<Tracked> foreign = new ArrayList<>();

  /// Which outputs count.
  ///
  /// @param remote the remote that the command names, or empty: then outputs with a remote of
  ///     their own that is another one are left out
  /// @param push whether outputs that are not to be pushed are left out
  /// @param maxSize outputs of this size and larger are left out; 0 for no limit
  /// @param kinds the kinds of outputs that count; empty for all
  record Filter(String remote, boolean push, long maxSize, Set<Output.Kind> kinds) {}

  Needs(Project project, Filter filter) {
    this.project = project;
    this.filter = filter;
  }

  /// Adds what selections of one revision need.
  void add(Collection<Selection> selections) throws IOException {
    for (Selection selection : selections) {
      Stage stage = selection.stage();
      for (Output output : stage.outputs()) {
        Tracked tracked = new Tracked(stage, output, StageGraph.pathOf(stage, output));
        if (output.cached() && output.isLocal() && selection.includes(tracked.path())
            && passes(output)) {
          add(tracked, selection);
        }
      }
    }
  }

  private void add(Tracked tracked, Selection selection) {
    Recorded recorded = tracked.output().recorded();
    if (tracked.stage().isRepoImport()
        || tracked.stage().isPartialImport()
        || isVersionedImport(tracked.stage())) {
      foreign.add(tracked);
      return;
    }
    Optional<ObjectId> id = recorded.id();
    if (id.isPresent()) {
      byRemote
          .computeIfAbsent(tracked.output().remote(), any -> new ArrayList<>())
          .add(new Wanted(tracked, id.get(), selection));
    }
  }

  private static boolean isVersionedImport(Stage stage) {
    return stage.isImport()
        && stage.dependencies().getFirst() instanceof FileDependency file
        && file.isVersioned();
  }

  private boolean passes(Output output) {
    boolean elsewhere =
        !filter.remote().isEmpty()
            && !output.remote().isEmpty()
            && !output.remote().equals(filter.remote());
    boolean large = filter.maxSize() > 0 && output.recorded().size() >= filter.maxSize();
    boolean other = !filter.kinds().isEmpty() && !filter.kinds().contains(output.kind());
    return !elsewhere && !large && !other && !(filter.push() && !output.push());
  }

  /// The remotes that are concerned: names that outputs give, empty for the default one.
  Set<String> remotes() {
    return byRemote.keySet();
  }

  /// Imports whose content comes from their source.
  List<Tracked> foreign() {
    return foreign;
  }

  /// What was selected of the outputs of a remote.
  List<Wanted> wanted(String remote) {
    return byRemote.getOrDefault(remote, List.of());
  }

  /// The listings that the outputs of a remote need.
  Set<ObjectId> trees(String remote) {
    Set<ObjectId> trees = new TreeSet<>();
    for (Wanted wanted : byRemote.getOrDefault(remote, List.of())) {
      if (wanted.id().isTree()) {
        trees.add(wanted.id());
      }
    }
    return trees;
  }

  /// What to move between the cache and a remote for the objects of one hash.
  ///
  /// @param trees gives the listings; a part of a tree whose listing is missing needs only that
  /// @param withListing whether the listing goes along when only a part of a directory is meant
  List<Root> roots(String remote, HashName hash, Trees trees, boolean withListing)
      throws IOException {
    List<Root> roots = new ArrayList<>();
    for (Wanted wanted : byRemote.getOrDefault(remote, List.of())) {
      ObjectId id = wanted.id();
      if (id.hash() != hash) {
        continue;
      }
      boolean part = wanted.selection().isPartOf(wanted.tracked().path());
      if (!part || !id.isTree()) {
        long size = id.isTree() ? -1 : wanted.tracked().output().recorded().size();
        roots.add(Root.of(id, size));
        continue;
      }
      if (withListing) {
        roots.add(new Root(id, -1, false));
      }
      Optional<Tree> tree = trees.find(id);
      if (tree.isPresent()) {
        String name = DataIndex.keyOf(wanted.tracked().path(), wanted.selection().path());
        addPart(tree.get(), name, roots);
      }
    }
    return roots;
  }

  /// The objects that some roots stand for, as far as the listings are known; each once.
  static IdSet idsOf(Collection<Root> roots, Trees trees) throws IOException {
    IdSet ids = new IdSet();
    for (Root root : roots) {
      ids.add(root.id());
      if (root.id().isTree() && root.members()) {
        Tree tree = trees.find(root.id()).orElseGet(Tree::empty);
        for (int i = 0; i < tree.size(); i++) {
          ids.add(tree.id(i));
        }
      }
    }
    return ids;
  }

  private static void addPart(Tree tree, String name, List<Root> roots) {
    int exact = tree.indexOf(name);
    if (exact >= 0) {
      roots.add(Root.of(tree.id(exact), tree.bytes(exact)));
    }
    for (int i = tree.startOf(name); i < tree.endOf(name); i++) {
      roots.add(Root.of(tree.id(i), tree.bytes(i)));
    }
  }

  /// What people call some objects: the paths of the outputs they belong to.
  Map<ObjectId, String> names(Set<ObjectId> ids, Trees trees) throws IOException {
    Map<ObjectId, String> names = new LinkedHashMap<>();
    for (Tracked tracked : foreign) {
      Optional<ObjectId> id = tracked.output().recorded().id();
      if (id.isPresent() && ids.contains(id.get())) {
        names.putIfAbsent(id.get(), tracked.display(project));
      }
    }
    for (List<Wanted> all : byRemote.values()) {
      for (Wanted wanted : all) {
        String path = wanted.tracked().display(project);
        if (ids.contains(wanted.id())) {
          names.putIfAbsent(wanted.id(), path);
        }
        Tree tree = wanted.id().isTree() ? trees.find(wanted.id()).orElse(null) : null;
        for (int i = 0; tree != null && i < tree.size(); i++) {
          ObjectId id = tree.id(i);
          if (ids.contains(id)) {
            names.putIfAbsent(id, path + "/" + tree.path(i));
          }
        }
      }
    }
    return names;
  }
}
