package datasync.repo;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.track.FileDependency;
import datasync.track.ListedFile;
import datasync.track.MetadataPaths;
import datasync.track.Project;
import datasync.track.Recorded;
import datasync.track.Stage;
import datasync.workspace.Content;
import datasync.workspace.DvcIgnore;
import datasync.workspace.Scanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Compares outputs and dependencies with the workspace and the cache. For one thread.
public final class Inspector {
  /// The state of an output or a dependency, as DVC names it; empty when nothing changed.
  public enum State {
    /// As recorded.
    UNCHANGED(""),
    /// Nothing in the workspace.
    DELETED("deleted"),
    /// Other content, or nothing recorded.
    MODIFIED("modified"),
    /// The recorded content, or a part of it, is not in the cache.
    NOT_IN_CACHE("not in cache"),
    /// The source of an import has something newer.
    UPDATE_AVAILABLE("update available");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /// The word DVC prints.
    String text() {
      return text;
    }
  }

  private final Repository repository;
  private final Project project;
  private final Cache cache;
  private final Trees trees;
  private final Scanner scanner;
  private final DvcIgnore ignore;

  /// @param repository the project to look at
  public Inspector(Repository repository) throws IOException {
    this.repository = repository;
    this.project = repository.project();
    this.cache = repository.cache();
    this.trees = repository.trees();
    this.scanner = new Scanner(repository.workspace());
    this.ignore = repository.ignore();
  }

  /// The state of an output: the cache is asked first, as DVC does.
  public State state(Tracked tracked) throws IOException {
    Recorded recorded = tracked.output().recorded();
    if (!recorded.isEmpty() && tracked.output().cached()
        && !isCached(recorded, tracked.output().files())) {
      return State.NOT_IN_CACHE;
    }
    return workspaceState(tracked);
  }

  /// The state of an output in the workspace alone.
  State workspaceState(Tracked tracked) throws IOException {
    if (!tracked.output().isLocal()) {
      throw unsupported(tracked.output().path());
    }
    return compare(
        tracked.path(),
        tracked.output().recorded(),
        tracked.output().files(),
        isIgnored(tracked.path()));
  }

  /// The state of a dependency on a file or directory.
  State state(Stage stage, FileDependency dependency) throws IOException {
    if (!MetadataPaths.isLocal(dependency.path())) {
      return webState(dependency);
    }
    return compare(stage.path(dependency), dependency.recorded(), dependency.files(), false);
  }

  /// A dependency behind an address is looked at as DVC does: what cannot be reached is deleted.
  private State webState(FileDependency dependency) throws IOException {
    Optional<Recorded> now = new NetworkSources(repository).look(dependency);
    if (now.isEmpty()) {
      return State.DELETED;
    }
    boolean same = now.get().value().equals(dependency.recorded().value());
    return same ? State.UNCHANGED : State.MODIFIED;
  }

  private State compare(
      Path path, Recorded recorded, List<ListedFile> listed, boolean hidden) throws IOException {
    HashName hash = hashOf(recorded);
    Optional<ObjectId> id = recorded.id();
    if (hidden) {
      return State.DELETED;
    }
    if (id.isPresent()) {
      Optional<Content> wanted = contentOf(id.get(), recorded, listed);
      if (wanted.isPresent()) {
        return switch (scanner.compare(path, wanted.get(), hash, ignore.enter(path)).kind()) {
          case UNCHANGED -> State.UNCHANGED;
          case DELETED -> State.DELETED;
          case ADDED, MODIFIED -> State.MODIFIED;
        };
      }
    }
    Content found = read(path, hash);
    if (found instanceof Content.Nothing) {
      return State.DELETED;
    }
    return id.isPresent() && id.get().equals(idOf(found)) ? State.UNCHANGED : State.MODIFIED;
  }

  /// What a path of the workspace holds.
  public Content read(Path path, HashName hash) throws IOException {
    return scanner.read(path, hash, ignore.enter(path));
  }

  /// What a path of the workspace holds, for a comparison.
  Scanner.Sight look(Path path, HashName hash) throws IOException {
    return scanner.look(path, hash, ignore.enter(path));
  }

  /// What a recorded id means; empty when it is a tree whose listing is not in the cache.
  ///
  /// @param listed the files of a cloud-versioned directory; empty for any other
  Optional<Content> contentOf(ObjectId id, Recorded recorded, List<ListedFile> listed)
      throws IOException {
    if (!id.isTree()) {
      return Optional.of(new Content.SingleFile(id, recorded.size(), recorded.executable()));
    }
    Optional<Tree> tree = trees.of(id, listed);
    return tree.isPresent() ? Optional.of(new Content.Directory(tree.get())) : Optional.empty();
  }

  /// Whether the object of a recorded id is in the cache, with all files of a tree.
  private boolean isCached(Recorded recorded, List<ListedFile> listed) throws IOException {
    Optional<ObjectId> id = recorded.id();
    if (id.isEmpty()) {
      return false;
    }
    if (!id.get().isTree()) {
      return cache.absent(List.of(id.get())).isEmpty();
    }
    Optional<Tree> tree = trees.of(id.get(), listed);
    return tree.isPresent() && cache.absent(tree.get().ids()).isEmpty();
  }

  /// Whether an output is not in the workspace.
  boolean isGone(Tracked tracked) throws IOException {
    return isIgnored(tracked.path()) || !Files.exists(tracked.path());
  }

  /// Whether `.dvcignore` hides a path.
  boolean isIgnored(Path path) throws IOException {
    return project.contains(path) && ignore.ignoresEither(path);
  }

  /// The id of content found in the workspace; nothing has none.
  static ObjectId idOf(Content content) {
    if (content instanceof Content.SingleFile file) {
      return file.id();
    }
    if (content instanceof Content.Directory directory) {
      return Trees.idOf(directory.tree());
    }
    throw new IllegalArgumentException("nothing has no id: " + content);
  }

  /// The hash that recorded content was named with.
  static HashName hashOf(Recorded recorded) {
    return recorded.isLegacy() ? HashName.MD5_DOS2UNIX : HashName.MD5;
  }

  private static RepositoryException unsupported(String path) {
    return new RepositoryException(
        RepositoryException.Kind.REFUSED,
        "cannot look at `" + path + "`: an output outside the file system is not supported",
        "`datasync add URL` and a stage with a local output do the same");
  }
}
