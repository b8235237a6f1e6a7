package datasync.faults.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// A machine that can be stopped at any change to the files below one folder, and what its disk
/// then holds.
///
/// Every change counts as one step. At the chosen step nothing more happens to any file: each
/// thread that touches one gets [Stopped], or, in a process of its own, waits to be killed. After
/// [#powerCut] what was not synced is damaged: see [Damage]. Folders are opened as channels only to
/// be synced; the native `syncfs` cannot be seen from here, so closing such a channel counts as it.
public final class Disk {
  private static final InheritableThreadLocal<Integer> RUN = new InheritableThreadLocal<>();

  /// What happens to a thread that touches a file when the machine stands still.
  public interface Halt {
    /// Ends the thread, or waits for the end of the process.
    Stopped stop();
  }

  private final AtomicLong steps = new AtomicLong();
  private final List<Undo> journal = new ArrayList<>();
  private final Map<Object, Long> unsynced = new HashMap<>();
  private volatile String scope = "/nowhere/";
  private volatile long last = Long.MAX_VALUE;
  private volatile boolean down;
  private volatile int run;
  private volatile int starts;
  private final Set<FileChannel> open = ConcurrentHashMap.newKeySet();
  private Halt halt = Stopped::new;

  /// Takes back one change of names.
  interface Undo {
    void undo() throws IOException;
  }

  /// Says below which folder changes count.
  public void watch(String folder) {
    scope = folder + "/";
  }

  /// Says how threads end.
  public void halting(Halt how) {
    halt = how;
  }

  /// Starts a run that stops at the n-th change; with 0 it never stops.
  public synchronized void begin(long n) {
    run++;
    RUN.set(run);
    steps.set(0);
    journal.clear();
    unsynced.clear();
    last = n == 0 ? Long.MAX_VALUE : n;
    down = false;
  }

  void opened(FileChannel channel) {
    open.add(channel);
  }

  void closed(FileChannel channel) {
    open.remove(channel);
  }

  /// Ends a run: changes are not counted any more, what is still open is closed.
  ///
  /// @return whether the machine was stopped in it
  public boolean end() throws IOException {
    for (FileChannel each : open) {
      each.close();
    }
    boolean stopped = down;
    last = Long.MAX_VALUE;
    down = false;
    run++;
    RUN.set(run);
    return stopped;
  }

  /// How many changes there were.
  public long steps() {
    return steps.get();
  }

  /// Damages what was not synced in the run that just ended.
  ///
  /// @param ordered whether names come to the disk in the order of the changes, as with ext4
  public synchronized void powerCut(RandomGenerator random, boolean ordered) throws IOException {
    starts++;
    new Damage(random, ordered).run(journal, unsynced, Path.of(scope));
  }

  /// How often the machine was started.
  int starts() {
    return starts;
  }

  boolean isInside(Path path) {
    return path.toString().startsWith(scope);
  }

  /// Counts a change that is about to be made; true when the machine stops in it.
  boolean step(Path path) {
    if (!isInside(path)) {
      return false;
    }
    look(path);
    if (steps.incrementAndGet() == last) {
      down = true;
      return true;
    }
    return false;
  }

  /// Nothing can be read either when the machine stands still.
  void look(Path path) {
    if (isInside(path) && (down || RUN.get() != null && RUN.get() != run)) {
      throw stop();
    }
  }

  Stopped stop() {
    return halt.stop();
  }

  synchronized void changed(Path path, Undo undo) {
    if (isInside(path)) {
      journal.add(undo);
    }
  }

  /// A file got bytes; its first `size` bytes are on the disk unless it is unsynced already.
  synchronized void written(Path path, Object inode, long size) {
    if (isInside(path) && inode != null) {
      unsynced.putIfAbsent(inode, size);
    }
  }

  synchronized void created(Path path) {
    if (isInside(path)) {
      unsynced.put(Damage.inode(path), 0L);
    }
  }

  /// The bytes of a file are on the disk, and with them all changes of names so far.
  synchronized void forced(Object inode) {
    unsynced.remove(inode);
    journal.clear();
  }

  synchronized void synced(Path folder) {
    if (isInside(folder) && !down) {
      unsynced.clear();
      journal.clear();
    }
  }
}
