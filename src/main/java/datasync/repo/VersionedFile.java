package datasync.repo;

import datasync.io.FileNames;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.track.ListedFile;
import datasync.track.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file of an output as a remote has it that keeps files under their own names: below the address
/// of the remote as below the top of the project.
///
/// Source: dvc 3.67 `repo/index.py`, `repo/worktree.py`.
///
/// @param tracked the output it is, or belongs to
/// @param relpath its path below an output that is a directory; empty for a file
/// @param name its name on the remote
/// @param id its content
/// @param recorded what is recorded of it
record VersionedFile(
    Tracked tracked, String relpath, String name, ObjectId id, Recorded recorded) {
  /// The files of an output, or those of them that are selected.
  ///
  /// A directory that lists no files itself has those of its listing in the cache.
  static List<VersionedFile> of(Repository repository, Needs.Wanted wanted) throws IOException {
    List<VersionedFile> files = new ArrayList<>();
    Tracked tracked = wanted.tracked();
    if (!tracked.isInside(repository.project())) {
      return files;
    }
    String key = key(repository, tracked);
    if (!wanted.id().isTree()) {
      files.add(new VersionedFile(tracked, "", key, wanted.id(), tracked.output().recorded()));
      return files;
    }
    boolean part = wanted.selection().isPartOf(tracked.path());
    String only =
        part ? DataIndex.keyOf(tracked.path(), wanted.selection().path()) : "";
    for (ListedFile file : listed(repository.trees(), tracked)) {
      String path = file.relpath();
      Optional<ObjectId> id = file.recorded().id();
      boolean meant = !part || path.equals(only) || path.startsWith(only + "/");
      if (meant && id.isPresent()) {
        files.add(
            new VersionedFile(tracked, path, key + "/" + path, id.get(), file.recorded()));
      }
    }
    return files;
  }

  /// The name of an output on such a remote.
  static String key(Repository repository, Tracked tracked) {
    return FileNames.slashed(repository.root().relativize(tracked.path()));
  }

  /// The files of a directory: those it lists, else those of its listing in the cache.
  static List<ListedFile> listed(Trees trees, Tracked tracked) throws IOException {
    List<ListedFile> own = tracked.output().files();
    Optional<ObjectId> id = tracked.output().recorded().id();
    return !own.isEmpty() || id.isEmpty() ? own : listed(trees, id.get());
  }

  /// The files of a listing in the cache; none when it is not there.
  static List<ListedFile> listed(Trees trees, ObjectId id) throws IOException {
    List<ListedFile> files = new ArrayList<>();
    Tree tree = trees.find(id).orElseGet(Tree::empty);
    for (int i = 0; i < tree.size(); i++) {
      files.add(new ListedFile(tree.path(i), Recorded.of(tree.id(i), -1, -1, false)));
    }
    return files;
  }
}
