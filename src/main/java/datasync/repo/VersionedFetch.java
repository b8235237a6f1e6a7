package datasync.repo;

import datasync.backend.VersionedBackend;
import datasync.object.HashName;
import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.remote.Remote;
import datasync.transfer.PlanOptions;
import datasync.transfer.Root;
import datasync.transfer.TransferOptions;
import datasync.transfer.TransferPlan;
import datasync.transfer.TransferPlanner;
import datasync.transfer.TransferRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Gets what the cache lacks from a remote that keeps versions of files: by the version that is
/// recorded, verified by the digest that is recorded. What has no version there is named and left
/// out. For one thread.
///
/// Source: dvc 3.67 `repo/fetch.py`, dvc-data 3.18 `index/fetch.py`.
final class VersionedFetch {
  private static final int SHOWN = 20;

  private final Repository repository;
  private final Remote remote;
  private final VersionedBackend files;
  private final TransferOptions how;

  /// @param remote keeps versions of files; stays its opener's to close
  /// @param how the transfers, verified
  VersionedFetch(Repository repository, Remote remote, TransferOptions how) {
    this.repository = repository;
    this.remote = remote;
    this.files = remote.versions().orElseThrow();
    this.how = how;
  }

  /// Gets them.
  ///
  /// @param dryRun whether nothing is moved
  void run(List<Needs.Wanted> wanted, boolean dryRun, TransferReport report) throws IOException {
    Map<ObjectId, VersionedFile> known = new HashMap<>();
    Set<ObjectId> ids = new IdSet();
    Map<ObjectId, String> unversioned = new HashMap<>();
    for (Needs.Wanted each : wanted) {
      for (VersionedFile file : VersionedFile.of(repository, each)) {
        ids.add(file.id());
        if (file.recorded().versionId().isEmpty()) {
          unversioned.put(file.id(), file.name());
        } else {
          known.put(file.id(), file);
        }
      }
    }
    Set<ObjectId> absent = repository.cache().absent(ids);
    unversioned.keySet().retainAll(absent);
    unversioned.keySet().removeAll(known.keySet());
    warn(unversioned);
    report.missing(unversioned.keySet());
    report.name(unversioned);
    for (HashName hash : HashName.values()) {
      fetch(hash, absent, known, dryRun, report);
    }
    if (!dryRun) {
      keepListings(wanted);
    }
  }

  private void warn(Map<ObjectId, String> unversioned) {
    if (!unversioned.isEmpty()) {
      List<String> names = new ArrayList<>(new TreeSet<>(unversioned.values()));
      repository
          .notices()
          .warning(
              "no version on '" + remote.name() + "' is recorded for some files, so that they"
                  + " cannot be had:" + NameLines.of(names, SHOWN, "  "));
    }
  }

  private void fetch(
      HashName hash, Set<ObjectId> absent, Map<ObjectId, VersionedFile> known, boolean dryRun,
      TransferReport report)
      throws IOException {
    Map<ObjectId, VersionedSource.Place> places = new HashMap<>();
    List<Root> roots = new ArrayList<>();
    for (VersionedFile file : known.values()) {
      if (file.id().hash() == hash && absent.contains(file.id())) {
        String version = file.recorded().versionId();
        places.put(file.id(), new VersionedSource.Place(file.name(), version));
        roots.add(Root.of(file.id(), file.recorded().size()));
      }
    }
    if (roots.isEmpty()) {
      return;
    }
    VersionedSource source = new VersionedSource(files, places);
    TransferPlan plan =
        new TransferPlanner(
                source,
                repository.cache().of(hash),
                Download.trees(repository),
                new PlanOptions(false, dryRun))
            .plan(roots);
    if (dryRun) {
      report.planned(PlannedMove.of(remote, hash, source, plan));
      return;
    }
    report.add(new TransferRun(source, repository.cache().of(hash), how).run(plan));
  }

  /// Stores the listings of directories all of whose files are in the cache now, as dvc does.
  private void keepListings(List<Needs.Wanted> wanted) throws IOException {
    for (Needs.Wanted each : wanted) {
      Tree tree =
          Trees.listed(each.id().hash(), each.tracked().output().files()).orElseGet(Tree::empty);
      if (tree.size() > 0
          && each.id().equals(Trees.idOf(tree))
          && repository.cache().absent(tree.ids()).isEmpty()) {
        repository.trees().store(tree);
      }
    }
    repository.cache().sync();
  }
}
