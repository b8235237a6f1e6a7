package datasync.repo;

import datasync.config.Config;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.ObjectSource;
import datasync.object.Tree;
import datasync.object.VerifiedPayload;
import datasync.remote.Remote;
import datasync.remote.Remotes;
import datasync.task.Progress;
import datasync.track.DirListing;
import datasync.track.FileDependency;
import datasync.track.Output;
import datasync.track.Recorded;
import datasync.track.Stage;
import datasync.transfer.Parts;
import datasync.transfer.PlanOptions;
import datasync.transfer.Root;
import datasync.transfer.TransferOptions;
import datasync.transfer.TransferPlan;
import datasync.transfer.TransferPlanner;
import datasync.transfer.TransferResult;
import datasync.transfer.TransferRun;
import datasync.transfer.TreeReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Moves the objects that revisions of a project need between its cache and its remotes.
///
/// Opens each remote once and closes it with itself. Not safe for several threads.
public final class Transfer implements AddFrom.Sending, AutoCloseable {
  private final Repository repository;
  private final Options options;
  private final Outside outside;
  private final Map<String, Remote> open = new LinkedHashMap<>();
  private final Map<Path, Recorded> imported = new HashMap<>();

  /// What is asked for.
  ///
  /// @param remote the remote the command names, or empty
  /// @param jobs how many transfers at once; 0 for the remote's own number
  /// @param verify whether objects that a push finds on a remote are read and checked
  /// @param maxSize outputs of this size and larger are left out of a fetch; 0 for no limit
  /// @param kinds the kinds of outputs that a fetch is for; empty for all
  /// @param dryRun whether nothing is moved
  public record Options(
      String remote,
      int jobs,
      boolean verify,
      long maxSize,
      Set<Output.Kind> kinds,
      boolean dryRun) {
    /// Copies the kinds.
    public Options {
      kinds = Set.copyOf(kinds);
    }
  }

  /// What a transfer needs of the world.
  ///
  /// @param remotes opens remotes
  /// @param progress is told what happens
  /// @param imports gets what was imported
  public record Outside(Remotes remotes, Progress progress, Imports imports) {}

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
  }

  /// Sends what the revisions need and remotes do not have; files before their listing.
  ///
  /// @throws RepositoryException when there is no remote to send to
  public TransferReport push(History.Range range, Chooser chooser) throws IOException {
    Needs needs = needs(range, chooser, true);
    TransferReport report = new TransferReport();
    for (String name : needs.remotes()) {
      Remote remote = required(name);
      for (HashName hash : HashName.values()) {
        push(remote, hash, needs.roots(name, hash, repository.trees(), false), report);
      }
    }
    name(report, needs);
    return report;
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
                listings(),
                new PlanOptions(false, true))
            .plan(roots);
    report.saved(plan.duplicates(), plan.duplicateBytes());
    report.missing(plan.missing());
    if (options.dryRun()) {
      report.planned(PlannedMove.of(remote, hash, repository.cache().of(hash), plan));
      return;
    }
    TransferOptions how =
        new TransferOptions(jobs(remote), false, parts(), outside.progress());
    done(
        new TransferRun(repository.cache().of(hash), remote.sink(hash), how).run(plan), report);
  }

  /// Gets what the revisions need and the cache does not have; every byte is verified.
  ///
  /// @throws RepositoryException when something is missing and there is no remote to ask
  public TransferReport fetch(History.Range range, Chooser chooser) throws IOException {
    Needs needs = needs(range, chooser, false);
    TransferReport report = new TransferReport();
    for (String name : needs.remotes()) {
      fetchListings(name, needs.trees(name), report);
      for (HashName hash : HashName.values()) {
        fetch(name, hash, needs.roots(name, hash, repository.trees(), true), report);
      }
    }
    imports(needs.foreign(), report);
    name(report, needs);
    return report;
  }

  private void fetch(String name, HashName hash, List<Root> roots, TransferReport report)
      throws IOException {
    Set<ObjectId> ids = new HashSet<>();
    for (Root root : roots) {
      ids.add(root.id());
      Tree tree =
          root.id().isTree() && root.members()
              ? repository.trees().find(root.id()).orElse(null)
              : null;
      if (tree != null) {
        ids.addAll(Inspector.idsOf(tree));
      }
    }
    Set<ObjectId> absent = repository.cache().absent(ids);
    if (absent.isEmpty()) {
      return;
    }
    Optional<Remote> remote = remote(name);
    if (remote.isEmpty()) {
      report.missing(absent);
      return;
    }
    List<Root> wanted = new ArrayList<>(roots);
    // a listing that could not be had was told already
    for (ObjectId id : absent) {
      if (id.isTree() && repository.trees().find(id).isEmpty()) {
        wanted.removeIf(root -> root.id().equals(id));
      }
    }
    TransferPlan plan =
        new TransferPlanner(
                remote.get().source(hash),
                repository.cache().of(hash),
                listings(),
                new PlanOptions(false, options.dryRun()))
            .plan(wanted);
    report.saved(plan.duplicates(), plan.duplicateBytes());
    if (options.dryRun()) {
      report.missing(plan.missing());
      Remote from = remote.get();
      report.planned(PlannedMove.of(from, hash, from.source(hash), plan));
      return;
    }
    done(receive(remote.get(), hash, plan), report);
  }

  private void fetchListings(String name, Set<ObjectId> trees, TransferReport report)
      throws IOException {
    Set<ObjectId> absent = repository.cache().absent(trees);
    if (absent.isEmpty()) {
      return;
    }
    Optional<Remote> remote = remote(name);
    if (remote.isEmpty()) {
      report.missing(absent);
      return;
    }
    if (options.dryRun()) {
      for (ObjectId id : absent) {
        listing(name, id).ifPresent(tree -> repository.trees().remember(id, tree));
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
                  remote.get().source(hash),
                  repository.cache().of(hash),
                  listings(),
                  new PlanOptions(false, false))
              .plan(roots);
      done(receive(remote.get(), hash, plan), report);
    }
    repository.trees().refresh();
  }

  private TransferResult receive(Remote remote, HashName hash, TransferPlan plan)
      throws IOException {
    TransferOptions how = new TransferOptions(jobs(remote), true, parts(), outside.progress());
    return new TransferRun(remote.source(hash), repository.cache().of(hash), how).run(plan);
  }

  /// What the revisions need and which side has it: the ids that the cache lacks, then those that
  /// the remote lacks.
  CloudStatus.Sides compare(History.Range range, Chooser chooser) throws IOException {
    Needs needs = needs(range, chooser, true);
    CloudStatus.Sides sides = new CloudStatus.Sides();
    for (String name : needs.remotes()) {
      if (!name.isEmpty() && !name.equals(defaultName())) {
        continue;
      }
      Remote remote = required(name);
      fetchListings(name, needs.trees(name), new TransferReport());
      for (HashName hash : HashName.values()) {
        Set<ObjectId> ids = new HashSet<>();
        for (Root root : needs.roots(name, hash, repository.trees(), true)) {
          ids.add(root.id());
          if (root.id().isTree() && root.members()) {
            repository.trees().find(root.id()).ifPresent(t -> ids.addAll(Inspector.idsOf(t)));
          }
        }
        sides.add(
            ids, repository.cache().of(hash).absent(ids), remote.source(hash).absent(ids));
      }
    }
    sides.name(needs.names(sides.ids(), repository.trees()));
    return sides;
  }

  /// Gets one listing into the cache if the remote of the command has it.
  public void fetchListing(ObjectId id) throws IOException {
    fetchListings("", Set.of(id));
  }

  /// Gets listings into the cache as far as the remote that outputs name has them. In a dry run
  /// they are only remembered.
  public void fetchListings(String name, Set<ObjectId> ids) throws IOException {
    fetchListings(name, ids, new TransferReport());
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
    try {
      Optional<Remote> remote = remote(name);
      if (remote.isEmpty()) {
        return Optional.empty();
      }
      ObjectSource source = remote.get().source(id.hash());
      if (!source.absent(List.of(id)).isEmpty()) {
        return Optional.empty();
      }
      VerifiedPayload payload = new VerifiedPayload(id, source.payload(id), source.location());
      try (InputStream in = payload.open()) {
        // verified as a whole before it is parsed
        return Optional.of(DirListing.read(in.readAllBytes(), id.hash(), id.value()));
      }
    } catch (IOException unreachable) {
      return Optional.empty();
    }
  }

  /// Which objects a remote lacks; nothing when there is no remote.
  public Set<ObjectId> absent(String name, List<ObjectId> ids) throws IOException {
    Optional<Remote> remote = remote(name);
    Set<ObjectId> absent = new HashSet<>();
    if (remote.isPresent() && !ids.isEmpty()) {
      absent.addAll(remote.get().source(ids.getFirst().hash()).absent(ids));
    }
    return absent;
  }

  /// Copies the history of runs to or from the remote of the command.
  ///
  /// @return how many records were copied; 0 where the remote cannot be listed
  public long runCache(boolean push) throws IOException {
    Optional<Remote> remote = remote("");
    if (remote.isEmpty() || remote.get().files().isEmpty() || options.dryRun()) {
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

  private void imports(List<Tracked> foreign, TransferReport report) throws IOException {
    for (Tracked tracked : foreign) {
      Optional<ObjectId> id = tracked.output().recorded().id();
      if (id.isPresent() && isWhole(id.get()) || isKnown(tracked)) {
        continue;
      }
      if (options.dryRun()) {
        report.unknown(1);
        continue;
      }
      try {
        Imports.Fetched fetched = outside.imports().fetch(tracked);
        report.moved(fetched.objects(), fetched.bytes());
        imported.put(tracked.path(), fetched.content());
      } catch (IOException failure) {
        if (id.isEmpty()) {
          throw failure;
        }
        report.failed(Map.of(id.get(), failure));
      }
    }
    repository.trees().refresh();
  }

  /// Whether an import without content of its own is in the cache as what its source had.
  private boolean isKnown(Tracked tracked) throws IOException {
    Stage stage = tracked.stage();
    Recorded source =
        stage.isPartialImport() && stage.dependencies().getFirst() instanceof FileDependency file
            ? file.recorded()
            : Recorded.NONE;
    boolean known = source.id().isPresent() && isWhole(source.id().get());
    if (known) {
      imported.put(tracked.path(), source);
    }
    return known;
  }

  private boolean isWhole(ObjectId id) throws IOException {
    if (!repository.cache().absent(List.of(id)).isEmpty()) {
      return false;
    }
    Tree tree = id.isTree() ? repository.trees().find(id).orElse(null) : null;
    return !id.isTree()
        || tree != null && repository.cache().absent(Inspector.idsOf(tree)).isEmpty();
  }

  /// Selections in which imports that record no content have what [#fetch] found at their source,
  /// so that they can be checked out; their metadata files stay as they are, as with dvc.
  public List<Selection> completed(Collection<Selection> selections) throws IOException {
    List<Selection> completed = new ArrayList<>(selections.size());
    for (Selection selection : selections) {
      Stage stage = selection.stage();
      Output output = stage.isPartialImport() ? stage.outputs().getFirst() : null;
      Recorded content =
          output == null ? null : imported.get(StageGraph.pathOf(stage, output));
      completed.add(
          content == null
              ? selection
              : new Selection(
                  stage.with(output.with(content)), selection.path(), selection.whole()));
    }
    return completed;
  }

  private TreeReader listings() {
    Trees trees = repository.trees();
    return id -> {
      synchronized (trees) {
        return trees
            .find(id)
            .orElseThrow(() -> new ObjectMissing(repository.cache().location(), id));
      }
    };
  }

  private static void done(TransferResult result, TransferReport report) {
    report.moved(result.objects(), result.bytes());
    report.failed(result.failed());
    report.missing(result.missing());
  }

  private void name(TransferReport report, Needs needs) throws IOException {
    Set<ObjectId> ids = new HashSet<>(report.failed().keySet());
    ids.addAll(report.missing());
    if (!ids.isEmpty()) {
      report.name(needs.names(ids, repository.trees()));
    }
  }

  private int jobs(Remote remote) {
    return options.jobs() > 0 ? options.jobs() : remote.traits().jobs();
  }

  private Parts parts() {
    return new Parts.Kept(repository.cache().folder().resolve("parts.tmp"));
  }

  private String defaultName() {
    return options.remote().isEmpty()
        ? repository.config().defaultRemote().orElse("")
        : options.remote();
  }

  /// The remote that an output names, else that of the command, else the default one; empty when
  /// nothing names one. It is closed with this.
  public Optional<Remote> remote(String name) throws IOException {
    Config config = repository.config();
    String chosen = name.isEmpty() ? defaultName() : name;
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    Remote known = open.get(chosen);
    if (known == null) {
      known = outside.remotes().open(config.remote(chosen));
      open.put(chosen, known);
    }
    return Optional.of(known);
  }

  /// The remote that an output names, else that of the command, else the default one.
  ///
  /// @throws RepositoryException when nothing names one
  public Remote required(String name) throws IOException {
    return remote(name).orElseThrow(this::noRemote);
  }

  private RepositoryException noRemote() {
    boolean none = repository.config().remoteNames().isEmpty();
    return new RepositoryException(
        RepositoryException.Kind.NO_REPOSITORY,
        "no remote specified in " + repository.root(),
        none
            ? "create a default remote with `datasync remote add -d NAME URL`"
            : "choose one with `datasync remote default NAME` or with `-r NAME`");
  }

  @Override
  public void close() throws IOException {
    for (Remote remote : open.values()) {
      remote.close();
    }
    outside.imports().close();
  }
}
