package datasync.repo.care;

import datasync.backend.local.FolderAudit;
import datasync.config.RemoteSettings;
import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.remote.Remote;
import datasync.remote.Remotes;
import datasync.repo.History;
import datasync.repo.Repository;
import datasync.repo.Transfer;
import datasync.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Checks a cache and remotes. Takes no lock: what other commands do meanwhile, they do by renaming
/// whole files, and nothing is called missing before it was looked for once more.
///
/// Opens remotes and closes them with itself. Not safe for several threads.
public final class Fsck implements AutoCloseable {
  private static final Duration LEFT_ALONE = Duration.ofDays(1);
  private static final int BATCH = 4096;
  /// The side that is no remote; a remote may be called `cache`, too.
  static final String CACHE = "";

  private final Repository repository;
  private final Options options;
  private final Remotes remotes;
  private final Progress progress;
  private final Map<String, Remote> open = new LinkedHashMap<>();
  private final FolderAudit cache;

  /// What to check.
  ///
  /// @param cache whether the cache is checked
  /// @param remotes the remotes to check; a name that is empty stands for those that outputs of
  ///     the project belong to
  /// @param usedOnly whether only what the project uses is looked at, not the whole store
  /// @param sample how many objects are read
  /// @param repair whether what is bad or missing is brought from somewhere else
  /// @param dryRun whether nothing is changed
  public record Options(
      boolean cache,
      List<String> remotes,
      boolean usedOnly,
      Sample sample,
      boolean repair,
      boolean dryRun) {
    /// Copies the names.
    public Options {
      remotes = List.copyOf(remotes);
    }
  }

  /// How many objects are read to their end.
  ///
  /// @param share the part of all, above 0 and at most 1
  /// @param count an exact number of them; 0 when the share counts
  /// @param seed chooses which ones
  public record Sample(double share, long count, long seed) {
    /// Whether it is everything.
    public boolean isAll() {
      return count == 0 && share >= 1;
    }
  }

  /// @param remotes opens remotes
  /// @param progress is told of every object
  public Fsck(Repository repository, Options options, Remotes remotes, Progress progress) {
    this.repository = repository;
    this.options = options;
    this.remotes = remotes;
    this.progress = progress;
    this.cache = new FolderAudit(repository.cache().folder());
  }

  /// Checks, and repairs when that is wanted.
  ///
  /// @throws IOException when a side as a whole cannot be asked
  public FsckReport run(History.Range range, Transfer.Chooser chooser) throws IOException {
    UsedOutputs uses = new UsedOutputs(repository.project());
    new History(repository)
        .forEach(range, (revision, stages) -> uses.add(chooser.choose(stages)));
    FsckReport report = new FsckReport(options.sample().seed());
    Set<String> names = names(uses);
    Listings listings = new Listings();
    listings.add(opener(CACHE));
    for (String name : names) {
      listings.add(opener(name));
    }
    if (options.cache()) {
      check(CACHE, uses, listings, report);
    }
    for (String name : names) {
      check(name, uses, listings, report);
    }
    report.sort();
    Set<ObjectId> found = new HashSet<>();
    for (Finding finding : report.findings()) {
      if (finding.subject().id() != null) {
        found.add(finding.subject().id());
      }
    }
    if (!found.isEmpty()) {
      report.name(uses.names(found, listings));
    }
    if (options.repair() && !options.dryRun()) {
      new Repairs(this, report, progress).run();
    }
    return report;
  }

  private Set<String> names(UsedOutputs uses) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (String name : options.remotes()) {
      if (name.isEmpty()) {
        repository.config().defaultRemote().ifPresent(names::add);
        names.addAll(uses.ownRemotes());
      } else {
        names.add(name);
      }
    }
    return names;
  }

  Repository repository() {
    return repository;
  }

  /// A remote, opened when it is first asked for.
  Remote remote(String name) throws IOException {
    Remote known = open.get(name);
    if (known == null) {
      known = remotes.open(repository.config().remote(name)).ofObjects();
      open.put(name, known);
    }
    return known;
  }

  /// The folder of a side, if it is one.
  Optional<FolderAudit> folder(String name) throws IOException {
    if (name.equals(CACHE)) {
      return Optional.of(cache);
    }
    RemoteSettings settings = repository.config().remote(name);
    return switch (settings.scheme()) {
      case "", "local", "file" -> Optional.of(new FolderAudit(Remotes.folderOf(settings)));
      default -> Optional.empty();
    };
  }

  /// Reads objects of a side and changes nothing there.
  Listings.Opener opener(String name) throws IOException {
    Optional<FolderAudit> folder = folder(name);
    if (folder.isPresent()) {
      return id -> Files.newInputStream(folder.get().path(id));
    }
    Remote remote = remote(name);
    return id -> remote.source(id.hash()).payload(id).open();
  }

  private void check(String name, UsedOutputs uses, Listings listings, FsckReport report)
      throws IOException {
    boolean isCache = name.equals(CACHE);
    Optional<FolderAudit> folder = folder(name);
    List<UsedOutputs.Use> wanted = new ArrayList<>();
    for (UsedOutputs.Use use : uses.all()) {
      if (isCache || use.place().isOn(name, isDefault(name))) {
        wanted.add(use);
      }
    }
    boolean whole = folder.isPresent() && !options.usedOnly();
    Tally tally = new Tally(name, report, progress);
    SideCheck check;
    IdSet done = new IdSet();
    if (folder.isPresent()) {
      Instant old = repository.environment().clock().instant().minus(LEFT_ALONE);
      boolean mend = options.repair() && !options.dryRun();
      FolderCheck.Manner manner =
          new FolderCheck.Manner(
              sampler(folder.get(), whole, wanted, listings),
              mend,
              options.dryRun(),
              old.getEpochSecond() * 1_000_000_000L);
      String location =
          isCache ? repository.cache().folder().toString() : remote(name).location();
      FolderCheck found = new FolderCheck(folder.get(), location, manner, tally);
      if (whole) {
        everything(found, uses, done);
      }
      check = found;
    } else {
      check = new SourceCheck(remote(name), sampler(null, false, wanted, listings), tally);
    }
    used(check, wanted, listings, done);
    report.side(check.summary());
  }

  /// Outputs that name no remote belong to the default one, and to each that the command names.
  private boolean isDefault(String name) throws IOException {
    return options.remotes().contains(name)
        || repository.config().defaultRemote().orElse("").equals(name);
  }

  private static void everything(FolderCheck check, UsedOutputs uses, IdSet done)
      throws IOException {
    for (ObjectId listing : check.everything(uses.sizes())) {
      check.members(listing);
      done.add(listing);
    }
  }

  private Sampler sampler(
      FolderAudit folder, boolean whole, List<UsedOutputs.Use> uses, Listings listings)
      throws IOException {
    Sample sample = options.sample();
    if (sample.count() == 0) {
      return Sampler.ofShare(sample.share(), sample.seed());
    }
    Sampler.Census census = new Sampler.Census(sample.seed());
    if (whole) {
      FolderCheck.count(folder, census);
    } else {
      IdSet seen = new IdSet();
      for (UsedOutputs.Use use : uses) {
        if (seen.add(use.id())) {
          census.add(use.id());
        }
        Optional<Tree> tree =
            use.id().isTree() ? listings.find(use.id()) : Optional.empty();
        for (int i = 0; tree.isPresent() && i < tree.get().size(); i++) {
          if (use.includes(tree.get().path(i)) && seen.add(tree.get().id(i))) {
            census.add(tree.get().id(i));
          }
        }
      }
    }
    return census.choose(sample.count());
  }

  /// Looks at what outputs need.
  ///
  /// @param done listings whose files were looked for already
  private static void used(
      SideCheck check, List<UsedOutputs.Use> uses, Listings listings, IdSet done)
      throws IOException {
    IdSet seen = new IdSet();
    List<SideCheck.Needed> batch = new ArrayList<>();
    for (UsedOutputs.Use use : uses) {
      if (!use.id().isTree()) {
        batch.add(new SideCheck.Needed(use.id(), use.size()));
      } else if (!done.contains(use.id())) {
        Optional<Tree> tree = check.listing(use.id());
        if (tree.isEmpty()) {
          tree = listings.find(use.id());
        }
        for (int i = 0; tree.isPresent() && i < tree.get().size(); i++) {
          ObjectId id = tree.get().id(i);
          if (use.includes(tree.get().path(i)) && seen.add(id)) {
            batch.add(new SideCheck.Needed(id, tree.get().bytes(i)));
          }
          if (batch.size() >= BATCH) {
            check.look(batch);
            batch.clear();
          }
        }
      }
    }
    check.look(batch);
  }

  @Override
  public void close() throws IOException {
    for (Remote remote : open.values()) {
      remote.close();
    }
  }
}
