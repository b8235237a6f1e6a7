package datasync.repo.browse;

import datasync.io.Environment;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Payload;
import datasync.object.Tree;
import datasync.object.VerifiedPayload;
import datasync.remote.Remotes;
import datasync.repo.Cache;
import datasync.repo.Imports;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.repo.Tracked;
import datasync.repo.Trees;
import datasync.task.Parallel;
import datasync.task.Progress;
import datasync.track.Dependency;
import datasync.track.FileDependency;
import datasync.track.Recorded;
import datasync.track.RepoDependency;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Fetches imports from other projects and from addresses.
public final class ImportFetch implements Imports {

  private final Repository repository;
  private final Remotes remotes;
  private final int jobs;
  private final Progress progress;
  private final Views views;
  private Place place; // of the import at hand, or null

  /// @param repository the project that has the imports, with the cache they go into
  /// @param jobs how many files at once; 0 for four times the processors
  public ImportFetch(Repository repository, Remotes remotes, int jobs, Progress progress) {
    this.repository = repository;
    this.remotes = remotes;
    this.jobs = jobs;
    this.progress = progress;
    this.views = new Views(repository.environment(), remotes);
  }

  /// A file of the source.
  ///
  /// @param id its digest when the source records one, else null
  private record Source(Payload payload, ObjectId id) {}

  @Override
  public Fetched fetch(Tracked tracked) throws IOException {
    try {
      return copy(tracked);
    } finally {
      if (place != null) {
        place.close();
        place = null;
      }
    }
  }

  private Fetched copy(Tracked tracked) throws IOException {
    Optional<ObjectId> wanted = tracked.output().recorded().id();
    HashName hash = wanted.isPresent() ? wanted.get().hash() : HashName.MD5;
    Map<String, Source> sources = new TreeMap<>();
    boolean folder = collect(tracked, sources);
    Map<String, ObjectId> ids = new ConcurrentHashMap<>();
    AtomicLong objects = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    progress.begin(sources.size(), 0);
    Parallel.forTransfers(jobs)
        .forEach(
            sources.entrySet(),
            each -> {
              Source source = each.getValue();
              boolean known = isCached(source.id(), hash);
              ids.put(each.getKey(), known ? source.id() : store(source, hash));
              if (!known) {
                objects.incrementAndGet();
                bytes.addAndGet(Math.max(0, source.payload().length()));
              }
              progress.finished(each.getKey());
            });
    Recorded content = folder ? tree(ids, sources, hash) : file(ids.get(""), sources.get(""));
    if (wanted.isPresent() && !content.id().equals(wanted)) {
      throw new RepositoryException(
          RepositoryException.Kind.DATA,
          "the source of '" + tracked.output().path() + "' has other content than what was"
              + " imported (" + content.value() + " instead of " + wanted.get().value() + ")",
          "`datasync update` takes what the source has now");
    }
    return new Fetched(content, objects.get(), bytes.get());
  }

  private boolean isCached(ObjectId id, HashName hash) throws IOException {
    return id != null
        && id.hash() == hash
        && repository.cache().absent(List.of(id)).isEmpty();
  }

  private ObjectId store(Source source, HashName hash) throws IOException {
    Cache cache = repository.cache();
    ObjectId id = source.id();
    if (id != null && id.hash() == hash) {
      cache.put(id, new VerifiedPayload(id, source.payload(), "the source of an import"));
      return id;
    }
    return cache.ingest(source.payload(), hash).id();
  }

  private Recorded tree(
      Map<String, ObjectId> ids, Map<String, Source> sources, HashName hash)
      throws IOException {
    Tree.Builder builder = new Tree.Builder(hash, ids.size());
    long size = 0;
    for (Map.Entry<String, ObjectId> each : ids.entrySet()) {
      long length = sources.get(each.getKey()).payload().length();
      builder.add(each.getKey(), each.getValue(), length);
      size = size < 0 || length < 0 ? -1 : size + length;
    }
    ObjectId id = new Trees(repository.cache()).store(builder.build());
    repository.trees().refresh();
    return Recorded.of(id, size, ids.size(), false);
  }

  private static Recorded file(ObjectId id, Source source) {
    return Recorded.of(id, source.payload().length(), -1, false);
  }

  /// Finds the files of the source; returns whether it is a folder.
  private boolean collect(Tracked tracked, Map<String, Source> sources) throws IOException {
    Dependency dependency = tracked.stage().dependencies().getFirst();
    if (dependency instanceof RepoDependency other) {
      Imported imported = views.imported(other, repository.root());
      for (Map.Entry<String, ViewEntry> file : imported.files().entrySet()) {
        ViewEntry entry = file.getValue();
        sources.put(
            file.getKey(), new Source(imported.payload(entry), entry.object().orElse(null)));
      }
      return imported.isFolder();
    }
    if (dependency instanceof FileDependency file) {
      Environment environment = repository.environment().in(tracked.stage().wdir());
      place = Place.of(file.path(), file.settings(), environment, remotes);
      if (file.isVersioned()) {
        place.versions(file).forEach((path, bytes) -> sources.put(path, new Source(bytes, null)));
        return !file.files().isEmpty();
      }
      PlainNode top = place.look();
      for (Map.Entry<String, Payload> each : place.payloads(top).entrySet()) {
        sources.put(each.getKey(), new Source(each.getValue(), null));
      }
      return top.folder();
    }
    throw new RepositoryException(
        RepositoryException.Kind.REFUSED,
        "'" + tracked.output().path() + "' was imported from a database, which is not built yet",
        "use stock dvc for this");
  }

  @Override
  public void close() throws IOException {
    views.close();
  }
}
