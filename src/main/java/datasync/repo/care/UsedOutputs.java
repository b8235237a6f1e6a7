package datasync.repo.care;

import datasync.io.FileNames;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.repo.Selection;
import datasync.repo.Tracked;
import datasync.track.Output;
import datasync.track.Project;
import datasync.track.Recorded;
import datasync.track.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the outputs of some revisions need, each output once.
///
/// Outputs that list their files themselves, as cloud-versioned ones do, are not in it: a store
/// that is named by digests does not have to hold them.
final class UsedOutputs {
  /// How many names of one object are kept.
  private static final int MOST_NAMES = 5;

  private final Project project;
  private final Set<Use> all = new LinkedHashSet<>();

  /// An output, or a part of it.
  ///
  /// @param id the content
  /// @param size its bytes as recorded; −1 for a directory or when nobody wrote it down
  /// @param name the output as messages show it
  /// @param part what is meant below it, with `/`; empty for all
  /// @param place where it belongs
  /// @param path the absolute path in the working tree
  record Use(ObjectId id, long size, String name, String part, Place place, Path path) {
    /// Whether a file of the directory is meant.
    boolean includes(String member) {
      return part.isEmpty() || member.equals(part) || member.startsWith(part + "/");
    }
  }

  /// Where an output belongs beside the cache.
  ///
  /// @param remote the remote it names, or empty for the default one
  /// @param pushed whether it goes to a remote at all
  record Place(String remote, boolean pushed) {
    /// Whether a remote has to have it.
    ///
    /// @param isDefault whether outputs that name no remote go there
    boolean isOn(String name, boolean isDefault) {
      return pushed && (remote.isEmpty() ? isDefault : remote.equals(name));
    }
  }

  UsedOutputs(Project project) {
    this.project = project;
  }

  /// Adds what selections of one revision need.
  void add(Collection<Selection> selections) throws IOException {
    for (Selection selection : selections) {
      Stage stage = selection.stage();
      for (Output output : stage.outputs()) {
        if (!output.cached() || !output.isLocal() || !output.files().isEmpty()) {
          continue;
        }
        Tracked tracked = new Tracked(stage, output, stage.path(output));
        if (selection.includes(tracked.path())) {
          add(tracked, selection);
        }
      }
    }
  }

  private void add(Tracked tracked, Selection selection) {
    Recorded recorded = tracked.output().recorded();
    Optional<ObjectId> id = recorded.id();
    if (id.isEmpty()) {
      return;
    }
    boolean foreign = tracked.stage().isRepoImport() || tracked.stage().isPartialImport();
    String part =
        selection.isPartOf(tracked.path())
            ? FileNames.slashed(tracked.path().relativize(selection.path()))
            : "";
    boolean tree = id.get().isTree();
    all.add(
        new Use(
            id.get(),
            tree ? -1 : recorded.size(),
            tracked.display(project),
            tree ? part : "",
            new Place(tracked.output().remote(), tracked.output().push() && !foreign),
            tracked.path()));
  }

  /// All of them, in the order they were found.
  Collection<Use> all() {
    return all;
  }

  /// The remotes that outputs name themselves.
  Set<String> ownRemotes() {
    Set<String> names = new LinkedHashSet<>();
    for (Use use : all) {
      if (use.place().pushed() && !use.place().remote().isEmpty()) {
        names.add(use.place().remote());
      }
    }
    return names;
  }

  /// The sizes that metadata files record of single files.
  Map<ObjectId, Long> sizes() {
    Map<ObjectId, Long> sizes = new HashMap<>();
    for (Use use : all) {
      if (use.size() >= 0) {
        sizes.put(use.id(), use.size());
      }
    }
    return sizes;
  }

  /// What people call an object, and where the working tree has it.
  ///
  /// @param names as messages show it, some of them
  /// @param paths absolute paths, as many as names
  record Names(List<String> names, List<Path> paths) {
    /// For an object that nobody uses.
    static final Names NONE = new Names(List.of(), List.of());

    private void add(String name, Path path) {
      if (names.size() < MOST_NAMES && !names.contains(name)) {
        names.add(name);
        paths.add(path);
      }
    }
  }

  /// The names of some objects. Each listing is read once.
  Map<ObjectId, Names> names(Set<ObjectId> wanted, Listings listings) throws IOException {
    Map<ObjectId, Names> found = new HashMap<>();
    Set<ObjectId> unread = new HashSet<>();
    for (Use use : all) {
      if (wanted.contains(use.id())) {
        names(found, use.id()).add(use.name(), use.path());
      }
      if (use.id().isTree() && !unread.contains(use.id())) {
        Optional<Tree> tree = listings.find(use.id());
        if (tree.isEmpty()) {
          unread.add(use.id());
        } else {
          members(use, tree.get(), wanted, found);
        }
      }
    }
    return found;
  }

  private static void members(
      Use use, Tree tree, Set<ObjectId> wanted, Map<ObjectId, Names> found) {
    for (int i = 0; i < tree.size(); i++) {
      ObjectId id = tree.id(i);
      if (wanted.contains(id)) {
        String member = tree.path(i);
        names(found, id).add(use.name() + "/" + member, use.path().resolve(member));
      }
    }
  }

  private static Names names(Map<ObjectId, Names> found, ObjectId id) {
    return found.computeIfAbsent(id, any -> new Names(new ArrayList<>(), new ArrayList<>()));
  }
}
