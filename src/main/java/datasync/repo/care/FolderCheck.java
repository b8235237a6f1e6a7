package datasync.repo.care;

import datasync.backend.local.FolderAudit;
import datasync.io.FileStat;
import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.task.Parallel;
import datasync.text.FormatException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Checks a folder of objects: the cache, or a remote in a folder.
final class FolderCheck implements SideCheck {
  private final FolderAudit audit;
  private final String location;
  private final Manner manner;
  private final Tally tally;
  private final IdSet good = new IdSet();
  private final IdSet bad = new IdSet();

  /// How to look.
  ///
  /// @param sampler whose bytes are read
  /// @param mend whether modes, names and leftovers are put right
  /// @param dryRun whether nothing is moved
  /// @param old files that were changed before this, in nanoseconds since 1970, are nobody's work
  record Manner(Sampler sampler, boolean mend, boolean dryRun, long old) {}

  FolderCheck(FolderAudit audit, String location, Manner manner, Tally tally) {
    this.audit = audit;
    this.location = location;
    this.manner = manner;
    this.tally = tally;
  }

  /// Checks every name in the folder.
  ///
  /// @param sizes sizes that metadata files record
  /// @return the listings among the good objects
  List<ObjectId> everything(Map<ObjectId, Long> sizes) throws IOException {
    List<ObjectId> listings = Collections.synchronizedList(new ArrayList<>());
    List<FolderAudit.Part> folders = new ArrayList<>();
    for (FolderAudit.Part part : audit.parts()) {
      if (part.prefix().isEmpty()) {
        // may move objects to their places, so it comes first
        audit.list(part, new Names(part, sizes, listings));
      } else {
        folders.add(part);
      }
    }
    Parallel.onCores()
        .forEach(folders, part -> audit.list(part, new Names(part, sizes, listings)));
    return listings;
  }

  private final class Names implements FolderAudit.Visitor {
    private final FolderAudit.Part part;
    private final Map<ObjectId, Long> sizes;
    private final List<ObjectId> listings;

    Names(FolderAudit.Part part, Map<ObjectId, Long> sizes, List<ObjectId> listings) {
      this.part = part;
      this.sizes = sizes;
      this.listings = listings;
    }

    @Override
    public void object(ObjectId id, Path file, FileStat stat) throws IOException {
      if (inspect(id, stat, sizes.getOrDefault(id, -1L)) && id.isTree()) {
        listings.add(id);
      }
    }

    @Override
    public void stray(Path file, FileStat stat) throws IOException {
      if (stat.isDirectory() && file.getFileName().toString().endsWith(".unpacked")) {
        found(FindingKind.LEFTOVER, null, file, "a folder of dvc 0.x that nothing reads", "");
        return;
      }
      Optional<ObjectId> id = FolderAudit.named(part.layout(), file);
      boolean renamed = false;
      if (manner.mend() && id.isPresent() && stat.isFile()) {
        renamed = audit.rename(file, id.get());
        if (renamed) {
          good.add(id.get());
        }
      }
      found(
          FindingKind.MISPLACED,
          id.orElse(null),
          file,
          id.isPresent() ? "not where " + id.get().value() + " belongs" : "no name of an object",
          renamed ? "moved to its place" : "");
    }

    @Override
    public void temporary(Path file, FileStat stat) throws IOException {
      if (stat.mtimeNanos() < manner.old()) {
        boolean moved = manner.mend() && audit.moveAside(file, stat);
        found(
            FindingKind.LEFTOVER,
            null,
            file,
            "a temporary file of " + stat.size() + " bytes that nobody has written to for a day",
            moved ? "moved to quarantine" : "");
      }
    }
  }

  /// Counts the names of all objects of a folder.
  static void count(FolderAudit audit, Sampler.Census census) throws IOException {
    for (FolderAudit.Part part : audit.parts()) {
      audit.list(
          part,
          new FolderAudit.Visitor() {
            @Override
            public void object(ObjectId id, Path file, FileStat stat) {
              census.add(id);
            }

            @Override
            public void stray(Path file, FileStat stat) {}

            @Override
            public void temporary(Path file, FileStat stat) {}
          });
    }
  }

  @Override
  public void look(List<Needed> objects) throws IOException {
    Parallel.onCores().forEach(objects, this::look);
  }

  private void look(Needed needed) throws IOException {
    ObjectId id = needed.id();
    if (good.contains(id) || bad.contains(id)) {
      return;
    }
    Optional<FileStat> stat = audit.find(id);
    if (stat.isEmpty()) {
      tally.missing(id, audit.path(id).toString());
    } else {
      inspect(id, stat.get(), needed.size());
    }
  }

  /// Whether a listing among the good objects holds files that are there; reports those that are
  /// not.
  void members(ObjectId id) throws IOException {
    Optional<Tree> tree = parse(id);
    if (tree.isPresent()) {
      for (int i = 0; i < tree.get().size(); i++) {
        ObjectId member = tree.get().id(i);
        boolean known = good.contains(member) || bad.contains(member);
        if (!known && audit.find(member).isEmpty()) {
          tally.missing(member, audit.path(member).toString());
        }
      }
    }
  }

  @Override
  public Optional<Tree> listing(ObjectId id) throws IOException {
    look(new Needed(id, -1));
    return good.contains(id) ? parse(id) : Optional.empty();
  }

  private Optional<Tree> parse(ObjectId id) throws IOException {
    Path file = audit.path(id);
    try {
      Tree tree = Listings.read(id, any -> Files.newInputStream(file));
      tally.canonical(id, file.toString(), tree);
      return Optional.of(tree);
    } catch (FormatException broken) {
      found(FindingKind.BAD_LISTING, id, file, Tally.reason(broken), "");
      return Optional.empty();
    }
  }

  /// Looks at the file of an object, and into it when it was chosen or looks odd.
  ///
  /// @return whether it is good as far as anybody looked
  private boolean inspect(ObjectId id, FileStat stat, long recorded) throws IOException {
    Path file = audit.path(id);
    tally.seen(stat.size());
    tally.progress().begin(1, stat.size());
    boolean marked = FolderAudit.isMarked(stat);
    boolean size = recorded < 0 || recorded == stat.size();
    boolean odd = !marked || !size || FolderAudit.isEmptyButShouldNot(id, stat);
    boolean right = true;
    if (odd || id.isTree() || manner.sampler().picks(id)) {
      right = read(id, file, stat, recorded);
      if (right && !marked) {
        String mode = String.format(Locale.ROOT, "the mode is %04o, not 0444", stat.mode());
        boolean mended = manner.mend() && audit.mark(file);
        found(FindingKind.MODE, id, file, mode, mended ? "protected" : "");
      }
      if (right && !size) {
        String detail = stat.size() + " bytes, where a metadata file says " + recorded;
        found(FindingKind.WRONG_SIZE, id, file, detail, "");
      }
    }
    if (right) {
      good.add(id);
    }
    tally.progress().finished(id.value());
    return right;
  }

  private boolean read(ObjectId id, Path file, FileStat stat, long recorded) throws IOException {
    tally.progress().started(id.value(), stat.size());
    ObjectId actual;
    try {
      actual = audit.digest(file, id, tally::passed);
    } catch (NoSuchFileException goneMeanwhile) {
      return false;
    } catch (ClosedByInterruptException stopped) {
      throw stopped;
    } catch (IOException failed) {
      bad.add(id);
      found(FindingKind.UNREADABLE, id, file, String.valueOf(failed.getMessage()), "");
      return false;
    }
    tally.read();
    if (actual.equals(id)) {
      return true;
    }
    String length =
        stat.size() == 0
            ? "the file is empty"
            : "the bytes have the digest " + actual.hex();
    if (recorded >= 0 && recorded != stat.size()) {
      length = length + ", and there are " + stat.size() + " of " + recorded;
    }
    boolean moved = !manner.dryRun() && moveAside(file, stat);
    bad.add(id);
    found(FindingKind.CORRUPT, id, file, length, moved ? "moved to quarantine" : "");
    return false;
  }

  /// A store that nobody may write to keeps its bad objects.
  private boolean moveAside(Path file, FileStat stat) {
    try {
      return audit.moveAside(file, stat);
    } catch (IOException refused) {
      return false;
    }
  }

  private void found(FindingKind kind, ObjectId id, Path file, String detail, String done) {
    tally.found(kind, new Finding.Subject(id, file.toString()), detail, done);
  }

  @Override
  public FsckReport.Side summary() throws IOException {
    return tally.summary(location, audit.quarantined());
  }
}
