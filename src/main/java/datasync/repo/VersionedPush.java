package datasync.repo;

import datasync.backend.FileInfo;
import datasync.backend.VersionedBackend;
import datasync.object.HashName;
import datasync.object.IdSet;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.ObjectSink;
import datasync.object.Payload;
import datasync.remote.Remote;
import datasync.task.Parallel;
import datasync.transfer.PlanOptions;
import datasync.transfer.Root;
import datasync.transfer.TransferOptions;
import datasync.transfer.TransferPlan;
import datasync.transfer.TransferPlanner;
import datasync.transfer.TransferRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Sends files to a remote that keeps them under their own names, and records in metadata which
/// versions they became. A file whose newest version there has the digest that is recorded, or
/// whose recorded version is still there, is not sent. For one thread.
///
/// Source: dvc 3.67 `repo/push.py`, `repo/worktree.py`, dvc-data 3.18 `index/push.py`. Nothing is
/// deleted on the remote, with `worktree` neither.
final class VersionedPush {
  private final Repository repository;
  private final Remote remote;
  private final VersionedBackend backend;
  private final TransferOptions how;
  private final Map<String, FileInfo> newest = new ConcurrentHashMap<>();
  private final Map<String, FileInfo> sent = new ConcurrentHashMap<>();

  /// @param remote keeps versions of files; stays its opener's to close
  /// @param how the transfers
  VersionedPush(Repository repository, Remote remote, TransferOptions how) {
    this.repository = repository;
    this.remote = remote;
    this.backend = remote.versions().orElseThrow();
    this.how = how;
  }

  /// Sends what is new and rewrites the metadata files.
  ///
  /// @param dryRun whether nothing is sent and written
  /// @throws RepositoryException when the remote keeps no versions
  void run(List<Needs.Wanted> wanted, boolean dryRun, TransferReport report) throws IOException {
    Map<String, VersionedFile> files = new LinkedHashMap<>();
    for (Needs.Wanted each : wanted) {
      for (VersionedFile file : VersionedFile.of(repository, each)) {
        files.put(file.name(), file);
      }
    }
    look(wanted);
    List<VersionedFile> changed = changed(files.values());
    Set<ObjectId> ids = new IdSet();
    changed.forEach(file -> ids.add(file.id()));
    Set<ObjectId> absent = repository.cache().absent(ids);
    report.missing(absent);
    changed.removeIf(file -> absent.contains(file.id()));
    long bytes = 0;
    for (VersionedFile file : changed) {
      bytes += Math.max(0, repository.cache().payload(file.id()).length());
    }
    if (dryRun) {
      report.planned(planned(changed.size(), bytes, files.size(), absent));
      return;
    }
    send(changed, report);
    new VersionedRecords(repository, remote.name()).write(files.values(), this::now);
  }

  private PlannedMove planned(int objects, long bytes, int all, Set<ObjectId> absent) {
    return new PlannedMove(
        remote.name(),
        remote.location(),
        HashName.MD5,
        objects,
        bytes,
        0,
        all - objects - absent.size(),
        (long) all + objects,
        Set.copyOf(absent));
  }

  /// What the remote says of a file now; null when it has none or was not asked.
  private FileInfo now(String name) {
    FileInfo info = sent.get(name);
    return info == null ? newest.get(name) : info;
  }

  /// Finds out what the remote has of the outputs.
  private void look(List<Needs.Wanted> wanted) throws IOException {
    Map<String, Boolean> keys = new HashMap<>();
    for (Needs.Wanted each : wanted) {
      if (each.tracked().isInside(repository.project())) {
        keys.put(VersionedFile.key(repository, each.tracked()), each.id().isTree());
      }
    }
    Parallel.forTransfers(how.jobs())
        .forEach(
            keys.entrySet(),
            each -> {
              if (each.getValue()) {
                backend.listVersions(each.getKey(), newest::put);
                return;
              }
              FileInfo info = backend.look(each.getKey());
              if (info != null) {
                newest.put(each.getKey(), info);
              }
            });
  }

  private List<VersionedFile> changed(Collection<VersionedFile> files) throws IOException {
    List<VersionedFile> changed = new ArrayList<>();
    List<VersionedFile> unsure = new ArrayList<>();
    for (VersionedFile file : files) {
      FileInfo info = newest.get(file.name());
      String etag = file.recorded().cloud().etag();
      if (info == null || etag.isEmpty() || !etag.equals(info.checksum())) {
        (file.recorded().versionId().isEmpty() ? changed : unsure).add(file);
      }
    }
    Map<String, FileInfo> there = new ConcurrentHashMap<>();
    Parallel.forTransfers(how.jobs())
        .forEach(
            unsure,
            file -> {
              String version = file.recorded().versionId();
              FileInfo info = backend.lookVersion(file.name(), version);
              if (info != null) {
                there.put(file.name(), info);
              }
            });
    unsure.removeIf(file -> there.containsKey(file.name()));
    changed.addAll(unsure);
    return changed;
  }

  private void send(List<VersionedFile> changed, TransferReport report) throws IOException {
    for (HashName hash : HashName.values()) {
      Map<ObjectId, List<VersionedFile>> names = new LinkedHashMap<>();
      for (VersionedFile file : changed) {
        if (file.id().hash() == hash) {
          names.computeIfAbsent(file.id(), any -> new ArrayList<>()).add(file);
        }
      }
      send(hash, names, report);
    }
    for (VersionedFile file : changed) {
      FileInfo info = sent.get(file.name());
      if (info != null) {
        report.moved(1, Math.max(0, info.size()));
      }
    }
  }

  private void send(
      HashName hash, Map<ObjectId, List<VersionedFile>> names, TransferReport report)
      throws IOException {
    if (names.isEmpty()) {
      return;
    }
    Sink sink = new Sink(names);
    LocalStore cache = repository.cache().of(hash);
    List<Root> roots = new ArrayList<>();
    names.keySet().forEach(id -> roots.add(Root.of(id, -1)));
    TransferPlan plan =
        new TransferPlanner(
                cache, sink, Download.trees(repository), new PlanOptions(false, true))
            .plan(roots);
    Map<ObjectId, IOException> failed = new TransferRun(cache, sink, how).run(plan).failed();
    for (Map.Entry<ObjectId, IOException> each : failed.entrySet()) {
      if (each.getValue() instanceof RepositoryException unversioned) {
        throw unversioned;
      }
      report.name(Map.of(each.getKey(), names.get(each.getKey()).getFirst().name()));
    }
    report.failed(failed);
  }

  /// Sends content to every file that has it, each of which gets a version of its own.
  private final class Sink implements ObjectSink {
    private final Map<ObjectId, List<VersionedFile>> names;

    Sink(Map<ObjectId, List<VersionedFile>> names) {
      this.names = names;
    }

    @Override
    public Set<ObjectId> needed(Collection<ObjectId> offered) {
      return new IdSet(offered);
    }

    @Override
    public void put(ObjectId id, Payload payload) throws IOException {
      for (VersionedFile file : names.get(id)) {
        FileInfo info = backend.writeVersion(file.name(), payload);
        if (info.version().isEmpty() || info.version().equals("null")) {
          throw unversioned();
        }
        sent.put(file.name(), info);
      }
    }

    @Override
    public String location() {
      return backend.location();
    }
  }

  private RepositoryException unversioned() {
    return new RepositoryException(
        RepositoryException.Kind.REFUSED,
        "`" + remote.location() + "` keeps no versions, which the remote '" + remote.name()
            + "' needs",
        "turn versioning on for the bucket, or `datasync remote modify --unset " + remote.name()
            + " version_aware`");
  }
}
