package datasync.repo.browse;

import datasync.backend.DvcLayout;
import datasync.backend.VersionedBackend;
import datasync.backend.local.FolderOptions;
import datasync.config.Config;
import datasync.io.FileNames;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.ObjectSource;
import datasync.object.Payload;
import datasync.object.Tree;
import datasync.object.VerifiedPayload;
import datasync.remote.Remote;
import datasync.repo.Cache;
import datasync.repo.DataIndex;
import datasync.repo.RepositoryException;
import datasync.repo.Tracked;
import datasync.repo.Trees;
import datasync.repo.VersionedSource;
import datasync.track.ListedFile;
import datasync.track.Recorded;
import datasync.track.RepoDependency;
import datasync.track.Stage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the bytes of a project's outputs are: its cache when that is on this machine, the project
/// they were imported from, else its remote. Safe for several threads.
final class Contents implements Closeable {
  private final Config config;
  private final Cache cache;
  private final Views views;
  private final Path root;
  private final Map<String, Optional<Remote>> remotes = new HashMap<>();

  /// @param hasCache whether the cache that the configuration names is on this machine
  /// @param root where the project is, for relative addresses of imports
  Contents(Config config, boolean hasCache, Views views, Path root) {
    this.config = config;
    this.views = views;
    this.root = root;
    this.cache = hasCache ? cacheOf(config) : null;
  }

  private static Cache cacheOf(Config config) {
    return Cache.in(
        config.cacheDirectory().orElseThrow(), new FolderOptions(false, false));
  }

  /// The remote that an output belongs to; empty when there is none.
  private synchronized Optional<Remote> remote(String name) throws IOException {
    String chosen = name.isEmpty() ? config.defaultRemote().orElse("") : name;
    Optional<Remote> known = remotes.get(chosen);
    if (known == null) {
      known =
          chosen.isEmpty()
              ? Optional.empty()
              : Optional.of(views.remotes().open(config.remote(chosen)));
      remotes.put(chosen, known);
    }
    return known;
  }

  private Remote needRemote(String name) throws IOException {
    Optional<Remote> remote = remote(name);
    if (remote.isEmpty()) {
      throw new RepositoryException(
          RepositoryException.Kind.NO_REPOSITORY,
          "no remote specified in " + root,
          "name one with `--remote`");
    }
    return remote.get();
  }

  private boolean isCached(ObjectId id) throws IOException {
    return cache != null && cache.absent(List.of(id)).isEmpty();
  }

  /// The bytes of an object of an output; they fail at their end when they have another digest.
  ///
  /// @param data the output's part, which has an object
  Payload payload(ProjectData.Data data) throws IOException {
    ObjectId id = data.id();
    if (id != null && isCached(id)) {
      return verified(id, cache.payload(id), cache.location());
    }
    Stage stage = data.item().tracked().stage();
    if (stage.isRepoImport()) {
      Payload payload = views.imported(source(stage), root).payload(data.rest());
      return id == null ? payload : verified(id, payload, source(stage).url());
    }
    if (id == null) {
      throw new RepositoryException(
          RepositoryException.Kind.DATA,
          "nothing is recorded of '" + data.item().tracked().output().path() + "'");
    }
    Remote remote = needRemote(data.item().tracked().output().remote());
    ObjectSource source =
        remote.versions().isPresent()
            ? version(remote.versions().get(), data)
            : remote.source(id.hash());
    return verified(id, source.payload(id), remote.location());
  }

  /// A remote that keeps files under their own names has one by the version that is recorded.
  private ObjectSource version(VersionedBackend files, ProjectData.Data data)
      throws RepositoryException {
    Tracked tracked = data.item().tracked();
    Recorded recorded = tracked.output().recorded();
    String name = FileNames.slashed(root.relativize(tracked.path()));
    for (ListedFile file : tracked.output().files()) {
      if (file.relpath().equals(data.rest())) {
        recorded = file.recorded();
        name = name + "/" + file.relpath();
      }
    }
    if (recorded.versionId().isEmpty()) {
      throw new RepositoryException(
          RepositoryException.Kind.DATA, "no version of '" + name + "' is recorded");
    }
    return new VersionedSource(
        files, Map.of(data.id(), new VersionedSource.Place(name, recorded.versionId())));
  }

  private static Payload verified(ObjectId id, Payload payload, String location) {
    return new VerifiedPayload(id, payload, location);
  }

  private static RepoDependency source(Stage stage) {
    return (RepoDependency) stage.dependencies().getFirst();
  }

  /// The listing of an output that is a folder.
  ///
  /// @throws ObjectMissing when it is nowhere
  Tree tree(DataIndex.Item item) throws IOException {
    Optional<ObjectId> id = item.recorded().id();
    Optional<Tree> own = Trees.listed(HashName.MD5, item.tracked().output().files());
    if (own.isPresent() && own.get().size() > 0) {
      return own.get();
    }
    if (id.isEmpty()) {
      throw new RepositoryException(
          RepositoryException.Kind.DATA,
          "nothing is recorded of '" + item.tracked().output().path() + "'");
    }
    if (isCached(id.get())) {
      Optional<Tree> known = new Trees(cache).find(id.get());
      if (known.isPresent()) {
        return known.get();
      }
    }
    Stage stage = item.tracked().stage();
    if (stage.isRepoImport()) {
      return views.imported(source(stage), root).tree(id.get().hash());
    }
    Remote remote = needRemote(item.tracked().output().remote());
    Payload payload = remote.source(id.get().hash()).payload(id.get());
    return Trees.read(id.get(), payload, remote.location());
  }

  /// Where a remote would keep an object.
  ///
  /// @throws RepositoryException when there is no remote
  String storage(ProjectData.Data data) throws IOException {
    ObjectId id = data.id();
    Remote remote = needRemote(data.item().tracked().output().remote()).ofObjects();
    String name = DvcLayout.of(id.hash()).name(id);
    String location = remote.location();
    return location.endsWith("/") ? location + name : location + "/" + name;
  }

  @Override
  public void close() throws IOException {
    for (Optional<Remote> remote : remotes.values()) {
      if (remote.isPresent()) {
        remote.get().close();
      }
    }
  }
}
