package datasync.repo;

import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.ObjectSource;
import datasync.object.Tree;
import datasync.remote.Remote;
import datasync.transfer.Parts;
import datasync.transfer.PlanOptions;
import datasync.transfer.Root;
import datasync.transfer.Shard;
import datasync.transfer.ShardPlan;
import datasync.transfer.TransferOptions;
import datasync.transfer.TransferPlan;
import datasync.transfer.TransferPlanner;
import datasync.transfer.TransferResult;
import datasync.transfer.TransferRun;
import datasync.transfer.TreeReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gets objects from remotes into the cache, each verified: listings, then what they and others
/// name. For one thread.
final class Download {
  private final Repository repository;
  private final OpenRemotes remotes;
  private final int jobs;
  private final boolean dryRun;
  private final Shard shard;
  private final Transfer.Outside outside;

  /// @param remotes are asked, and stay their owner's to close
  /// @param options how many at once, and whether anything is moved
  /// @param outside is told what happens, and holds it back
  Download(
      Repository repository,
      OpenRemotes remotes,
      Transfer.Options options,
      Transfer.Outside outside) {
    this.repository = repository;
    this.remotes = remotes;
    this.jobs = options.jobs();
    this.dryRun = options.dryRun();
    this.shard = options.shard();
    this.outside = outside;
  }

  /// The remote to ask for what the cache lacks; null when there is nothing to ask for, or nobody
  /// to ask, which the report tells.
  private Remote source(String name, Set<ObjectId> absent, TransferReport report)
      throws IOException {
    Optional<Remote> remote = absent.isEmpty() ? Optional.empty() : remotes.find(name);
    if (remote.isEmpty()) {
      report.missing(absent);
    }
    return remote.orElse(null);
  }

  /// Gets the listings that the cache lacks; in a dry run they are only remembered.
  void listings(String name, Set<ObjectId> trees, TransferReport report) throws IOException {
    Set<ObjectId> absent = repository.cache().absent(trees);
    Remote remote = source(name, absent, report);
    if (remote == null) {
      return;
    }
    if (dryRun) {
      for (ObjectId id : absent) {
        try {
          read(remote, id).ifPresent(tree -> repository.trees().remember(id, tree));
        } catch (IOException failure) {
          report.failed(Map.of(id, failure));
        }
      }
      return;
    }
    for (HashName hash : HashName.values()) {
      List<Root> roots = new ArrayList<>();
      for (ObjectId id : absent) {
        if (id.hash() == hash) {
          roots.add(new Root(id, -1, false));
        }
      }
      if (roots.isEmpty()) {
        continue;
      }
      TransferPlan plan =
          new TransferPlanner(
                  remote.source(hash),
                  repository.cache().of(hash),
                  trees(repository),
                  new PlanOptions(false, false))
              .plan(roots);
      report.add(receive(remote, hash, ShardPlan.of(plan, Shard.WHOLE)));
    }
    repository.trees().refresh();
  }

  /// Gets what the cache lacks of some roots.
  void fetch(String name, HashName hash, List<Root> roots, TransferReport report)
      throws IOException {
    List<Root> wanted = incomplete(name, roots, report);
    if (wanted.isEmpty()) {
      return;
    }
    Remote remote = remotes.find(name).orElseThrow();
    TransferPlan plan =
        new TransferPlanner(
                remote.source(hash),
                repository.cache().of(hash),
                trees(repository),
                new PlanOptions(false, dryRun))
            .plan(wanted);
    report.saved(plan.duplicates(), plan.duplicateBytes());
    ShardPlan part = ShardPlan.of(plan, shard);
    report.left(part);
    if (dryRun) {
      report.missing(part.mine().missing());
      report.planned(PlannedMove.of(remote, hash, remote.source(hash), part.mine()));
      return;
    }
    report.add(receive(remote, hash, part));
  }

  /// The roots to fetch: none when the cache has everything or there is no remote to ask.
  private List<Root> incomplete(String name, List<Root> roots, TransferReport report)
      throws IOException {
    Trees trees = repository.trees();
    Set<ObjectId> absent = repository.cache().absent(RootIds.of(roots, trees));
    List<Root> wanted = new ArrayList<>();
    if (source(name, absent, report) == null) {
      return wanted;
    }
    for (Root root : roots) {
      ObjectId id = root.id();
      // a listing that could not be had was told already
      if (!id.isTree() || !absent.contains(id) || trees.find(id).isPresent()) {
        wanted.add(root);
      }
    }
    return wanted;
  }

  private TransferResult receive(Remote remote, HashName hash, ShardPlan plan)
      throws IOException {
    TransferOptions how = options(remote, true);
    return new TransferRun(remote.source(hash), repository.cache().of(hash), how).run(plan);
  }

  /// The tree of a listing that the cache does not have, read from a remote and not kept; empty
  /// when it cannot be had, for whatever reason.
  Optional<Tree> listing(String name, ObjectId id) {
    try {
      Optional<Remote> remote = remotes.find(name);
      return remote.isEmpty() ? Optional.empty() : read(remote.get(), id);
    } catch (IOException unreachable) {
      return Optional.empty();
    }
  }

  private static Optional<Tree> read(Remote remote, ObjectId id) throws IOException {
    ObjectSource source = remote.source(id.hash());
    return source.absent(List.of(id)).isEmpty()
        ? Optional.of(Trees.read(id, source.payload(id), source.location()))
        : Optional.empty();
  }

  /// Reads listings of the cache, for several threads.
  static TreeReader trees(Repository repository) {
    Trees trees = repository.trees();
    return id -> {
      synchronized (trees) {
        return trees
            .find(id)
            .orElseThrow(() -> new ObjectMissing(repository.cache().location(), id));
      }
    };
  }

  /// How objects move to or from a remote.
  TransferOptions options(Remote remote, boolean verify) {
    int count = jobs > 0 ? jobs : remote.traits().jobs();
    Parts parts = new Parts.Kept(repository.cache().parts());
    return new TransferOptions(count, verify, parts, outside.progress(), outside.limit());
  }
}
