package datasync.repo;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.track.Dependency;
import datasync.track.FileDependency;
import datasync.track.ListedFile;
import datasync.track.MetadataPaths;
import datasync.track.Output;
import datasync.track.Params;
import datasync.track.ParamsDependency;
import datasync.track.Project;
import datasync.track.Recorded;
import datasync.track.Stage;
import datasync.text.Value;
import datasync.workspace.Capture;
import datasync.workspace.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Records what outputs and dependencies hold now, and stores outputs in the cache.
///
/// Source: dvc 3.67, `output.py` (`save`, `commit`, `add`) and `dependency/param.py`.
public final class Saver {
  private final Repository repository;
  private final Project project;
  private final Inspector inspector;
  private final Capture capture;
  private final Trees trees;
  private final boolean upgrade;

  /// @param relink whether stored files get the configured link type
  public Saver(Repository repository, boolean relink) throws IOException {
    this(repository, relink, false);
  }

  /// @param relink whether stored files get the configured link type
  /// @param upgrade whether all content gets the hash of DVC 3, and a dependency that is not
  ///     there stays as it is recorded
  Saver(Repository repository, boolean relink, boolean upgrade) throws IOException {
    this.upgrade = upgrade;
    this.repository = repository;
    this.project = repository.project();
    this.inspector = new Inspector(repository);
    this.capture =
        relink
            ? new Capture(repository.workspace(), repository.cache(), repository.linker())
            : new Capture(repository.workspace(), repository.cache());
    this.trees = repository.trees();
  }

  /// The hash an output or dependency is to be recorded with: content that changed since DVC 2
  /// recorded it gets the hash of DVC 3, unchanged content keeps its own.
  HashName hashFor(Path path, Recorded recorded) throws IOException {
    if (upgrade || !recorded.isLegacy()) {
      return HashName.MD5;
    }
    Content found = inspector.read(path, HashName.MD5_DOS2UNIX);
    if (found instanceof Content.Directory(Tree tree)) {
      // dvc leaves the listing it compares in the cache
      trees.store(tree);
    }
    boolean same =
        !(found instanceof Content.Nothing)
            && recorded.id().isPresent()
            && recorded.id().get().equals(Inspector.idOf(found));
    return same ? HashName.MD5_DOS2UNIX : HashName.MD5;
  }

  /// What an output holds, recorded but not stored.
  ///
  /// @throws RepositoryException when there is nothing
  public Output record(Tracked tracked) throws IOException {
    checkInside(tracked);
    HashName hash = hashFor(tracked.path(), tracked.output().recorded());
    Content found = visible(tracked, inspector.read(tracked.path(), hash));
    return recorded(tracked, found, of(found));
  }

  /// What an output holds, recorded and stored in the cache with its listing.
  ///
  /// @throws RepositoryException when there is nothing
  public Output store(Tracked tracked) throws IOException {
    checkInside(tracked);
    HashName hash = hashFor(tracked.path(), tracked.output().recorded());
    Optional<ObjectId> before = tracked.output().recorded().id();
    Optional<Tree> known =
        before.isPresent() && before.get().isTree() && before.get().hash() == hash
            ? trees.find(before.get())
            : Optional.empty();
    Content stored =
        known.isPresent()
            ? capture.store(tracked.path(), repository.ignore().enter(tracked.path()), known.get())
            : storeFiles(tracked.path(), hash);
    Content found = visible(tracked, stored);
    return recorded(tracked, found, of(found, storedId(found, before)));
  }

  private ObjectId storedId(Content found, Optional<ObjectId> before) throws IOException {
    if (!(found instanceof Content.Directory(Tree tree))) {
      return Inspector.idOf(found);
    }
    return before.isPresent() ? trees.store(tree, before.get()) : trees.store(tree);
  }

  /// Stores the files at or below a path, which may lie inside an output; no listing.
  Content storeFiles(Path path, HashName hash) throws IOException {
    return capture.store(path, hash, repository.ignore().enter(path));
  }

  private Content visible(Tracked tracked, Content found) throws IOException {
    if (found instanceof Content.Nothing || inspector.isIgnored(tracked.path())) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "output '" + tracked.display(project) + "' does not exist");
    }
    boolean empty =
        found instanceof Content.Directory directory
            ? directory.tree().size() == 0
            : found instanceof Content.SingleFile file && file.size() == 0;
    if (empty) {
      repository.notices().warning("'" + tracked.display(project) + "' is empty");
    }
    return found;
  }

  private void checkInside(Tracked tracked) throws RepositoryException {
    if (tracked.output().cached() && !tracked.isInside(project)) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "cached output(s) outside of DVC project: " + tracked.display(project),
          "`datasync add PATH --out NAME` copies it into the project");
    }
  }

  /// The output with what was found recorded; versions a cloud gave to unchanged files stay.
  private static Output recorded(Tracked tracked, Content found, Recorded now) {
    Output old = tracked.output();
    boolean versioned = !old.files().isEmpty() || !old.recorded().versionId().isEmpty();
    if (!versioned) {
      return old.with(now);
    }
    if (found instanceof Content.Directory directory && !old.files().isEmpty()) {
      return old.with(now, mergeVersions(directory.tree(), old.files()));
    }
    return now.value().equals(old.recorded().value()) ? old : old.with(now);
  }

  private static List<ListedFile> mergeVersions(Tree tree, List<ListedFile> old) {
    Map<String, Recorded> known = new HashMap<>();
    for (ListedFile file : old) {
      known.put(file.relpath(), file.recorded());
    }
    List<ListedFile> merged = new ArrayList<>(tree.size());
    for (int i = 0; i < tree.size(); i++) {
      Recorded before = known.get(tree.path(i));
      ObjectId id = tree.id(i);
      boolean same = before != null && before.value().equals(id.value());
      merged.add(
          new ListedFile(
              tree.path(i), same ? before : Recorded.of(id, tree.bytes(i), -1, false)));
    }
    return merged;
  }

  /// What metadata records of content.
  static Recorded of(Content found) {
    return of(found, Inspector.idOf(found));
  }

  private static Recorded of(Content found, ObjectId id) {
    if (found instanceof Content.Directory directory) {
      Tree tree = directory.tree();
      return Recorded.of(id, tree.totalBytes(), tree.size(), false);
    }
    Content.SingleFile file = (Content.SingleFile) found;
    return Recorded.of(id, file.size(), -1, file.executable());
  }

  /// All dependencies of a stage as they are now.
  ///
  /// @throws RepositoryException when one does not exist or a parameter is missing
  List<Dependency> recordDependencies(Stage stage) throws IOException {
    List<Dependency> now = new ArrayList<>();
    for (Dependency dependency : stage.dependencies()) {
      if (dependency instanceof FileDependency file) {
        now.add(record(stage, file));
      } else if (dependency instanceof ParamsDependency params) {
        now.add(record(stage, params));
      } else {
        now.add(dependency);
      }
    }
    return now;
  }

  private FileDependency record(Stage stage, FileDependency file) throws IOException {
    if (!MetadataPaths.isLocal(file.path())) {
      return recordWeb(file);
    }
    Path path = stage.path(file);
    Content found = inspector.read(path, hashFor(path, file.recorded()));
    if (found instanceof Content.Nothing) {
      if (upgrade) {
        return file;
      }
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "dependency '" + project.relative(path) + "' does not exist");
    }
    return file.with(of(found));
  }

  private FileDependency recordWeb(FileDependency file) throws IOException {
    Recorded found =
        new NetworkSources(repository)
            .look(file)
            .orElseThrow(
                () ->
                    new RepositoryException(
                        RepositoryException.Kind.REFUSED,
                        "dependency '" + file.path() + "' does not exist"));
    return file.with(found);
  }

  private ParamsDependency record(Stage stage, ParamsDependency params) throws IOException {
    Path path = stage.path(params);
    if (!project.files().exists(path)) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "dependency '" + project.relative(path) + "' does not exist");
    }
    Value.Mapping values = Params.read(project, stage, params);
    List<String> missing = new ArrayList<>();
    for (String key : params.keys()) {
      if (!values.has(key)) {
        missing.add(key);
      }
    }
    if (!missing.isEmpty()) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "parameters '%s' are missing from '%s'"
              .formatted(String.join(", ", missing), project.relative(path)));
    }
    return params.with(values);
  }
}
