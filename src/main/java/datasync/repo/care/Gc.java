package datasync.repo.care;

import datasync.config.RemoteSettings;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.ObjectStore;
import datasync.object.Sweepable;
import datasync.remote.Remote;
import datasync.repo.History;
import datasync.repo.Notices;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.repo.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `gc`: removes the objects that no selected revision uses, from the cache and from remotes.
///
/// See the package for the order of things and what is safe.
public final class Gc {
  /// How long nobody has written to a temporary file whose writer counts as dead.
  private static final Duration DEAD = Duration.ofHours(1);
  private static final String CACHE = "";

  private final Options options;
  private final Outside outside;

  /// What is asked for.
  ///
  /// @param range the revisions whose data stays
  /// @param place what the remote has to do with it
  /// @param skipFailed whether revisions that cannot be read are left out
  /// @param force whether listings that cannot be had are given up
  /// @param dryRun whether nothing is removed
  public record Options(
      History.Range range, Place place, boolean skipFailed, boolean force, boolean dryRun) {}

  /// What the remote has to do with it.
  public enum Place {
    /// Only the cache is looked at.
    CACHE,
    /// Remotes are cleaned, too.
    CLOUD,
    /// What remotes have goes from the cache although it is used.
    NOT_IN_REMOTE
  }

  /// A project whose data stays.
  ///
  /// @param repository the project, its lock held
  /// @param transfer opens its remotes
  public record Member(Repository repository, Transfer transfer) {}

  /// What the work needs of the world.
  ///
  /// @param begun when the locks were taken: objects from then on stay
  /// @param clock says what time it is
  /// @param notices is warned
  /// @param listener is told of each store
  public record Outside(
      Instant begun, InstantSource clock, Notices notices, Listener listener) {}

  /// Is told what happens.
  public interface Listener {
    /// One object goes, or would go in a dry run.
    ///
    /// @param place its file or its name on the remote
    void removing(ObjectId id, String place);

    /// A store is done.
    ///
    /// @param place the cache or a remote
    /// @param location where it is
    /// @param removed how many files went, or would go
    void done(Place place, HashName hash, String location, long removed);
  }

  /// Prepares the work.
  public Gc(Options options, Outside outside) {
    this.options = options;
    this.outside = outside;
  }

  /// A store with what of it is used, and when the work began by its clock.
  private record Holder(
      Place place, HashName hash, ObjectStore store, Set<ObjectId> used, Instant begun) {}

  /// What goes from a store.
  private record Plan(Holder holder, List<ObjectId> unused, List<Path> leftovers) {}

  /// Removes what none of the members uses.
  ///
  /// @param members the project whose cache and default remote are cleaned, then others
  /// @return how many files went, or would go
  /// @throws datasync.repo.CollectException when it cannot be found out what is used; nothing was
  ///     removed then
  /// @throws RepositoryException when a remote cannot be cleaned; nothing was removed then
  public long run(List<Member> members) throws IOException {
    Instant begun = begunAt(members.getFirst().repository().cache().of(HashName.MD5));
    Map<String, Remote> remotes = new LinkedHashMap<>();
    Map<String, Set<ObjectId>> used = new LinkedHashMap<>();
    collect(members, remotes, used);
    Set<ObjectId> kept = kept(remotes, used);
    List<Plan> plans = new ArrayList<>();
    for (HashName hash : HashName.values()) {
      ObjectStore cache = members.getFirst().repository().cache().of(hash);
      plans.add(plan(new Holder(Place.CACHE, hash, cache, kept, begun)));
    }
    for (Map.Entry<String, Remote> each : remotes.entrySet()) {
      for (HashName hash : HashName.values()) {
        if (options.place() == Place.CLOUD) {
          plans.add(plan(holder(each.getValue(), hash, used.get(each.getKey()))));
        }
      }
    }
    long removed = 0;
    for (Plan plan : plans) {
      removed += remove(plan);
    }
    if (!options.dryRun()) {
      Path parts = members.getFirst().repository().cache().parts();
      CutDownloads.clean(parts, kept, outside.begun().minus(DEAD));
    }
    return removed;
  }

  /// What is used, by the location of the remote it belongs to; without remotes all of it in one.
  private void collect(
      List<Member> members, Map<String, Remote> remotes, Map<String, Set<ObjectId>> used)
      throws IOException {
    boolean cacheOnly = options.place() == Place.CACHE;
    if (!cacheOnly) {
      remoteOf(members.getFirst(), "", remotes);
    }
    for (Member member : members) {
      UsedObjects objects =
          new UsedObjects(
              member.repository(), member.transfer(), outside.notices(), options.force());
      Map<String, Set<ObjectId>> found = objects.collect(options.range(), options.skipFailed());
      for (Map.Entry<String, Set<ObjectId>> each : found.entrySet()) {
        // what names no remote belongs to the default one of the first project
        Member owner = each.getKey().isEmpty() ? members.getFirst() : member;
        String key = cacheOnly ? CACHE : remoteOf(owner, each.getKey(), remotes);
        used.computeIfAbsent(key, any -> new HashSet<>()).addAll(each.getValue());
      }
    }
    for (String location : remotes.keySet()) {
      used.computeIfAbsent(location, any -> new HashSet<>());
    }
  }

  private static String remoteOf(Member member, String name, Map<String, Remote> remotes)
      throws IOException {
    Remote remote = member.transfer().required(name);
    RemoteSettings settings = member.repository().config().remote(remote.name());
    if (settings.flag("worktree") || settings.flag("version_aware")) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "remote '" + remote.name() + "' keeps versions (`worktree` or `version_aware`), and"
              + " cannot be cleaned this way");
    }
    remotes.putIfAbsent(remote.location(), remote);
    return remote.location();
  }

  /// What stays in the cache.
  private Set<ObjectId> kept(Map<String, Remote> remotes, Map<String, Set<ObjectId>> used)
      throws IOException {
    Set<ObjectId> kept = new HashSet<>();
    used.values().forEach(kept::addAll);
    if (options.place() == Place.NOT_IN_REMOTE) {
      for (Map.Entry<String, Set<ObjectId>> each : used.entrySet()) {
        kept.removeAll(present(remotes.get(each.getKey()), each.getValue()));
      }
    }
    return kept;
  }

  private static Set<ObjectId> present(Remote remote, Set<ObjectId> ids) throws IOException {
    Set<ObjectId> present = new HashSet<>();
    for (HashName hash : HashName.values()) {
      Set<ObjectId> own = new HashSet<>();
      for (ObjectId id : ids) {
        if (id.hash() == hash) {
          own.add(id);
        }
      }
      present.addAll(own);
      present.removeAll(remote.source(hash).absent(own));
    }
    return present;
  }

  private Holder holder(Remote remote, HashName hash, Set<ObjectId> used)
      throws RepositoryException {
    ObjectStore store =
        remote
            .store(hash)
            .orElseThrow(
                () ->
                    new RepositoryException(
                        RepositoryException.Kind.REFUSED,
                        "remote '" + remote.name() + "' (" + remote.location()
                            + ") cannot be listed, so nothing was removed",
                        "leave out `-c`, and clean the remote where its files are"));
    return new Holder(Place.CLOUD, hash, store, used, begunAt(store));
  }

  private Plan plan(Holder holder) throws IOException {
    Set<ObjectId> unused = new HashSet<>();
    holder
        .store()
        .list(
            object -> {
              if (!holder.used().contains(object.id())) {
                unused.add(object.id());
              }
            });
    List<Path> leftovers = List.of();
    if (holder.store() instanceof Sweepable sweepable) {
      unused.removeAll(sweepable.touchedSince(holder.begun(), unused));
      leftovers = sweepable.leftovers(outside.begun().minus(DEAD));
    }
    List<ObjectId> sorted = new ArrayList<>(unused);
    sorted.sort(null);
    return new Plan(holder, sorted, leftovers);
  }

  /// When the work began by the clock that dates the files of a store; exact when it is asked
  /// right after that.
  private Instant begunAt(ObjectStore any) {
    if (options.dryRun() || !(any instanceof Sweepable store)) {
      return outside.begun();
    }
    Instant here = outside.clock().instant();
    return outside.begun().minus(Duration.between(store.now(here), here));
  }

  private long remove(Plan plan) throws IOException {
    Holder holder = plan.holder();
    for (ObjectId id : plan.unused()) {
      outside.listener().removing(id, Places.of(holder.store(), id));
    }
    if (!options.dryRun()) {
      holder.store().remove(plan.unused());
      for (Path leftover : plan.leftovers()) {
        Files.deleteIfExists(leftover);
      }
    }
    long removed = (long) plan.unused().size() + plan.leftovers().size();
    outside
        .listener()
        .done(holder.place(), holder.hash(), holder.store().location(), removed);
    return removed;
  }
}
