package datasync.workspace;

import static datasync.workspace.IndexLayout.BYTES;
import static datasync.workspace.IndexLayout.UNIT;

import datasync.object.HashName;
import datasync.object.ObjectId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;

/// Hashes of files that were read before, so that an unchanged file is never read again.
///
/// A cache: whatever is damaged in the file is ignored, and the file may be deleted at any time.
/// Safe for several threads and several processes; of two that write at once, one may lose what
/// it learned. A file whose time is so close to the present that a later write might not show is
/// not remembered; one that this program wrote is looked at again after a moment.
public final class StatIndex {
  private static final int APPEND_LIMIT = 4096;
  private static final int SPILL = 1 << 16;
  private static final int REFRESH_DAYS = 30;
  private static final int KEEP_DAYS = 90;
  private static final long SECONDS_OF_DAY = 86_400;
  private static final int SETTLE_LIMIT = 500;
  private static final int SETTLE_MOST = 1 << 16;

  private final Path file;
  private final String root;
  private final InstantSource clock;
  private final int today;
  private final ArrayDeque<Unsettled> unsettled = new ArrayDeque<>();
  private volatile SortedEntries sorted;
  private volatile RecentEntries recent;
  private volatile boolean opened;
  private volatile boolean aging;

  /// An entry whose file is too young to be trusted.
  private record Unsettled(long key, Path path, Stamp stamp, Known known) {}

  private StatIndex(Path file, Path root, InstantSource clock) {
    this.file = file;
    String top = root.toString();
    this.root = top.endsWith("/") ? top : top.concat("/");
    this.clock = clock;
    this.today = (int) (clock.instant().getEpochSecond() / SECONDS_OF_DAY);
    this.sorted = SortedEntries.NONE;
    this.recent = new RecentEntries();
  }

  /// Opens an index. A file that is not there or not an index is an empty index.
  ///
  /// @param file where it is kept, such as `.dvc/tmp/datasync/stat`
  /// @param root the top of the workspace; the keys of files below it are relative to it
  /// @param clock tells when an entry is recorded
  public static StatIndex open(Path file, Path root, InstantSource clock) {
    return new StatIndex(file, root, clock);
  }

  private void load() {
    if (!opened) {
      synchronized (this) {
        if (!opened) {
          sorted = SortedEntries.open(file, recent);
          opened = true;
        }
      }
    }
  }

  /// The state of [PathKey] for an absolute path, to which names below it can be added.
  long pathState(Path path) {
    String text = path.toString();
    boolean below = text.startsWith(root);
    return PathKey.extend(PathKey.start(), below ? text.substring(root.length()) : text);
  }

  /// The id a file had when it was last read, if it did not change since.
  ///
  /// @param state the path's state of [PathKey]
  Optional<ObjectId> find(long state, Stamp stamp, HashName hash) {
    Optional<Known> known = look(state, stamp, hash);
    return known.isPresent() ? Optional.of(known.get().id()) : Optional.empty();
  }

  /// What is known of a file.
  ///
  /// @param kind how it was linked, [IndexLayout#UNKNOWN] and so on
  record Known(ObjectId id, int kind) {}

  /// What is known of a file, if it did not change since it was last read.
  Optional<Known> look(long state, Stamp stamp, HashName hash) {
    load();
    long key = PathKey.finish(state, hash);
    if (recent.mayHold(key)) {
      Known learned = learned(key, stamp, hash);
      if (learned != null) {
        return Optional.of(learned);
      }
    }
    SortedEntries entries = sorted;
    int index = entries.find(key);
    if (index < 0 || !IndexLayout.matches(entries.words(), index * UNIT, stamp)) {
      return Optional.empty();
    }
    entries.use(index);
    if (entries.day(index) < today - REFRESH_DAYS) {
      aging = true;
    }
    return Optional.of(IndexLayout.known(entries.words(), index * UNIT, hash));
  }

  private synchronized Known learned(long key, Stamp stamp, HashName hash) {
    int at = recent.find(key);
    return at >= 0 && IndexLayout.matches(recent.words(), at, stamp)
        ? IndexLayout.known(recent.words(), at, hash)
        : null;
  }

  /// Remembers the id of a file that was read and had the same stamp before and after.
  void record(long state, Stamp stamp, ObjectId id, int kind) {
    load();
    if (!stamp.isRacy(nanos())) {
      put(PathKey.finish(state, id.hash()), stamp, new Known(id, kind));
    }
  }

  /// Remembers the id of a file that this program made.
  ///
  /// @param path the file, which is looked at once more when its time is no longer racy
  void recordOwn(long state, Path path, Stamp stamp, ObjectId id, int kind) {
    load();
    long key = PathKey.finish(state, id.hash());
    Known known = new Known(id, kind);
    if (!stamp.isRacy(nanos())) {
      put(key, stamp, known);
    } else if (stamp.modifiedNanos() <= nanos()) {
      synchronized (unsettled) {
        if (unsettled.size() < SETTLE_MOST) {
          unsettled.add(new Unsettled(key, path, stamp, known));
        }
      }
      settle(false);
    }
  }

  /// Takes in the entries whose files are old enough by now.
  private void settle(boolean all) {
    while (true) {
      Unsettled next;
      synchronized (unsettled) {
        next = unsettled.peek();
        boolean young = next != null && next.stamp().isRacy(nanos());
        if (next == null || young && !all) {
          return;
        }
        unsettled.poll();
        if (young) {
          continue;
        }
      }
      try {
        var now = Files.readAttributes(next.path(), BasicFileAttributes.class);
        if (Stamp.of(now).equals(next.stamp())) {
          put(next.key(), next.stamp(), next.known());
        }
      } catch (IOException gone) {
        continue;
      }
    }
  }

  private synchronized void put(long key, Stamp stamp, Known known) {
    recent.put(key, stamp, known, today);
    if (recent.count() >= SPILL) {
      rewrite();
    }
  }

  private long nanos() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  /// Writes what was learned; a failure to write is not an error, the next run reads again.
  public void save() {
    if (!opened) {
      return;
    }
    waitForClock();
    settle(true);
    synchronized (this) {
      if (recent.learned() == 0 && !aging) {
        return;
      }
      int most = Math.max(APPEND_LIMIT, sorted.count() / 8);
      if (aging || recent.count() > most || !append()) {
        rewrite();
      }
    }
  }

  /// With many young files, a moment now saves reading them all in the next run.
  private void waitForClock() {
    Unsettled last;
    synchronized (unsettled) {
      last = unsettled.size() < SETTLE_LIMIT ? null : unsettled.peekLast();
    }
    if (last == null || last.stamp().resolutionNanos() > 100_000_000) {
      return;
    }
    long left = last.stamp().modifiedNanos() + last.stamp().resolutionNanos() - nanos();
    if (left > 0 && left < 100_000_000) {
      try {
        Thread.sleep(left / 1_000_000 + 1);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Appends what this run learned in one write; false when the file is not as it must be.
  private boolean append() {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long length = channel.size();
      long count = SortedEntries.count(channel);
      if (count < 0 || length % BYTES != 0 || length < BYTES + count * BYTES) {
        return false;
      }
      ByteBuffer bytes = recent.learnedBytes();
      while (bytes.hasRemaining()) {
        length += channel.write(bytes, length);
      }
      recent = new RecentEntries();
      sorted = SortedEntries.open(file, recent);
      return true;
    } catch (IOException unwritable) {
      return false;
    }
  }

  /// Writes a new file of all entries, those that another process appended meanwhile, too.
  private void rewrite() {
    RecentEntries mine = recent;
    SortedEntries used = sorted;
    RecentEntries onDisk = new RecentEntries();
    SortedEntries current = SortedEntries.open(file, onDisk);
    onDisk.take(mine);
    try {
      new IndexWriter(file, today, KEEP_DAYS).write(current, used, onDisk);
      recent = new RecentEntries();
      sorted = SortedEntries.open(file, recent);
    } catch (IOException unwritable) {
      if (mine.count() >= SPILL) {
        recent = new RecentEntries();
      }
    }
    aging = false;
  }
}
