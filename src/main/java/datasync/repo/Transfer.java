package datasync.repo;

import datasync.object.HashName;
import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.remote.Remote;
import datasync.remote.Remotes;
import datasync.task.Progress;
import datasync.task.RateLimit;
import datasync.track.Output;
import datasync.transfer.PlanOptions;
import datasync.transfer.Root;
import datasync.transfer.Shard;
import datasync.transfer.ShardPlan;
import datasync.transfer.TransferOptions;
import datasync.transfer.TransferPlan;
import datasync.transfer.TransferPlanner;
import datasync.transfer.TransferRun;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Moves the objects that revisions of a project need between its cache and its remotes.
///
/// Opens each remote once and closes it with itself. Not safe for several threads.
public final class Transfer implements AddFrom.Sending, AutoCloseable {
  private final Repository repository;
  private final Options options;
  private final Outside outside;
  private final OpenRemotes open;
  private final Download download;
  private final ImportedContent imported;

  /// What is asked for.
  ///
  /// @param remote the remote the command names, or empty
  /// @param jobs how many transfers at once; 0 for the remote's own number
  /// @param verify whether objects that a push finds on a remote are read and checked
  /// @param maxSize outputs of this size and larger are left out of a fetch; 0 for no limit
  /// @param kinds the kinds of outputs that a fetch is for; empty for all
  /// @param dryRun whether nothing is moved
  /// @param shard which part of the objects is moved
  public record Options(
      String remote,
      int jobs,
      boolean verify,
      long maxSize,
      Set<Output.Kind> kinds,
      boolean dryRun,
      Shard shard) {
    /// Copies the kinds.
    public Options {
      kinds = Set.copyOf(kinds);
    }

    /// The whole.
    public Options(
        String remote,
        int jobs,
        boolean verify,
        long maxSize,
        Set<Output.Kind> kinds,
        boolean dryRun) {
      this(remote, jobs, verify, maxSize, kinds, dryRun, Shard.WHOLE);
    }
  }

  /// What a transfer needs of the world.
  ///
  /// @param remotes opens remotes
  /// @param progress is told what happens
  /// @param imports gets what was imported
  /// @param limit holds the bytes of a push or a fetch back
  public record Outside(Remotes remotes, Progress progress, Imports imports, RateLimit limit) {
    /// Without a limit.
    public Outside(Remotes remotes, Progress progress, Imports imports) {
      this(remotes, progress, imports, RateLimit.NONE);
    }
  }

  /// Chooses what of a revision is meant.
  @FunctionalInterface
  public interface Chooser {
    /// The selections in the stages of one revision.
    Collection<Selection> choose(Stages stages) throws IOException;
  }

  /// Prepares transfers in a repository whose lock is held.
  public Transfer(Repository repository, Options options, Outside outside) {
    this.repository = repository;
    this.options = options;
    this.outside = outside;
    this.open = new OpenRemotes(repository, outside.remotes(), options.remote());
    this.download = new Download(repository, open, options, outside);
    this.imported = new ImportedContent(repository, outside.imports(), options.dryRun());
  }

  /// Sends what the revisions need and remotes do not have; files before their listing.
  ///
  /// @throws RepositoryException when there is no remote to send to
  public TransferReport push(History.Range range, Chooser chooser) throws IOException {
    Needs needs = needs(range, chooser, true);
    TransferReport report = new TransferReport();
    checkVersioned(range, needs);
    for (String name : needs.remotes()) {
      if (open.isVersioned(name)) {
        Remote versions = open.any(name).orElseThrow();
        new VersionedPush(repository, versions, download.options(versions, false))
            .run(needs.wanted(name), options.dryRun(), report);
        continue;
      }
      Remote remote = required(name);
      for (HashName hash : HashName.values()) {
        push(remote, hash, needs.roots(name, hash, repository.trees(), false), report);
      }
    }
    name(report, needs);
    return report;
  }

  /// Refuses to push several revisions to a remote that keeps one state of the files.
  private void checkVersioned(History.Range range, Needs needs) throws IOException {
    for (String name : range.isWide() ? needs.remotes() : Set.<String>of()) {
      if (open.isVersioned(name)) {
        throw new RepositoryException(
            RepositoryException.Kind.REFUSED,
            "several revisions cannot be pushed to a remote that keeps versions of files"
                + " (`version_aware`)",
            "check each revision out and push it");
      }
    }
  }

  private void push(Remote remote, HashName hash, List<Root> roots, TransferReport report)
      throws IOException {
    if (roots.isEmpty()) {
      return;
    }
    if (options.verify() && remote.traits().cheapToHash()) {
      report.failed(RemoteCheck.corrupt(remote, hash, roots, repository.trees()));
    }
    TransferPlan plan =
        new TransferPlanner(
                repository.cache().of(hash),
                remote.sink(hash),
                Download.trees(repository),
                new PlanOptions(false, true))
            .plan(roots);
    report.saved(plan.duplicates(), plan.duplicateBytes());
    ShardPlan part = ShardPlan.of(plan, options.shard());
    report.left(part);
    report.missing(part.mine().missing());
    if (options.dryRun()) {
      report.planned(PlannedMove.of(remote, hash, repository.cache().of(hash), part.mine()));
      return;
    }
    TransferOptions how = download.options(remote, false);
    report.add(
        new TransferRun(repository.cache().of(hash), remote.sink(hash), how).run(part));
  }

  /// Gets what the revisions need and the cache does not have; every byte is verified.
  ///
  /// @throws RepositoryException when something is missing and there is no remote to ask
  public TransferReport fetch(History.Range range, Chooser chooser) throws IOException {
    Needs needs = needs(range, chooser, false);
    TransferReport report = new TransferReport();
    for (String name : needs.remotes()) {
      if (open.isVersioned(name)) {
        Remote versions = open.any(name).orElseThrow();
        new VersionedFetch(repository, versions, download.options(versions, true))
            .run(needs.wanted(name), options.dryRun(), report);
        continue;
      }
      download.listings(name, needs.trees(name), report);
      for (HashName hash : HashName.values()) {
        download.fetch(name, hash, needs.roots(name, hash, repository.trees(), true), report);
      }
    }
    if (isFirst()) {
      imported.fetch(needs.foreign(), report);
    }
    name(report, needs);
    return report;
  }

  /// What cannot be divided is the first shard's.
  private boolean isFirst() {
    return options.shard().number() == 1;
  }

  /// What the revisions need and which side has it: the ids that the cache lacks, then those that
  /// the remote lacks.
  CloudStatus.Sides compare(History.Range range, Chooser chooser) throws IOException {
    Needs needs = needs(range, chooser, true);
    CloudStatus.Sides sides = new CloudStatus.Sides();
    for (String name : needs.remotes()) {
      if (!name.isEmpty() && !name.equals(open.defaultName())) {
        continue;
      }
      Remote remote = required(name);
      TransferReport listings = new TransferReport();
      download.listings(name, needs.trees(name), listings);
      if (!listings.failed().isEmpty()) {
        throw listings.failed().values().iterator().next();
      }
      for (HashName hash : HashName.values()) {
        IdSet ids =
            Needs.idsOf(needs.roots(name, hash, repository.trees(), true), repository.trees());
        sides.add(repository.cache().of(hash).absent(ids), remote.source(hash).absent(ids));
      }
    }
    sides.name(needs.names(sides.differing(), repository.trees()));
    return sides;
  }

  /// Gets one listing into the cache if the remote of the command has it.
  public void fetchListing(ObjectId id) throws IOException {
    fetchListings("", Set.of(id));
  }

  /// Gets listings into the cache as far as the remote that outputs name has them. In a dry run
  /// they are only remembered.
  public void fetchListings(String name, Set<ObjectId> ids) throws IOException {
    download.listings(name, ids, new TransferReport());
  }

  @Override
  public Remotes remotes() {
    return outside.remotes();
  }

  @Override
  public Remote remote() throws IOException {
    return required("");
  }

  /// The tree of a listing that the cache does not have, read from a remote and not kept; empty
  /// when it cannot be had, for whatever reason.
  public Optional<Tree> listing(String name, ObjectId id) {
    return download.listing(name, id);
  }

  /// Which objects a remote lacks; nothing when there is no remote.
  public Set<ObjectId> absent(String name, List<ObjectId> ids) throws IOException {
    Optional<Remote> remote = remote(name);
    return remote.isEmpty() || ids.isEmpty()
        ? Set.of()
        : remote.get().source(ids.getFirst().hash()).absent(ids);
  }

  /// Copies the history of runs to or from the remote of the command.
  ///
  /// @return how many records were copied; 0 where the remote cannot be listed
  public long runCache(boolean push) throws IOException {
    Optional<Remote> remote = remote("");
    if (remote.isEmpty() || remote.get().files().isEmpty() || options.dryRun()
        || !isFirst()) {
      return 0;
    }
    return new RunCacheCopy(repository).run(remote.get().files().get(), push);
  }

  private Needs needs(History.Range range, Chooser chooser, boolean push) throws IOException {
    Needs needs =
        new Needs(
            repository.project(),
            new Needs.Filter(options.remote(), push, options.maxSize(), options.kinds()));
    new History(repository)
        .forEach(range, (revision, stages) -> needs.add(chooser.choose(stages)));
    return needs;
  }

  private void name(TransferReport report, Needs needs) throws IOException {
    Set<ObjectId> ids = new IdSet(report.failed().keySet());
    ids.addAll(report.missing());
    ids.addAll(report.waiting());
    if (!ids.isEmpty()) {
      report.name(needs.names(ids, repository.trees()));
    }
  }

  /// Selections in which imports that record no content have what [#fetch] found at their source,
  /// so that they can be checked out; their metadata files stay as they are, as with dvc.
  public List<Selection> completed(Collection<Selection> selections) throws IOException {
    return imported.completed(selections);
  }

  /// The remote that an output names, else that of the command, else the default one; empty when
  /// nothing names one. It is closed with this.
  public Optional<Remote> remote(String name) throws IOException {
    return open.find(name);
  }

  /// The remote that an output names, else that of the command, else the default one.
  ///
  /// @throws RepositoryException when nothing names one
  public Remote required(String name) throws IOException {
    return open.required(name);
  }

  @Override
  public void close() throws IOException {
    open.close();
    outside.imports().close();
  }
}
