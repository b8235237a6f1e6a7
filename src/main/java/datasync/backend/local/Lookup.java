package datasync.backend.local;

import datasync.backend.Layout;
import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.task.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Looks for many objects of a store at once, on several threads. Safe for several threads.
final class Lookup {
  /// More objects than this are worth several threads.
  static final int SLICE = 512;

  private static final int THERE = 1;
  private static final int NOWHERE = 2;
  private static final int FOLDERS = 1 << Byte.SIZE;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final ObjectFiles files;
  private final Optional<FolderOptions.Memory> memory;

  Lookup(ObjectFiles files, Optional<FolderOptions.Memory> memory) {
    this.files = files;
    this.memory = memory;
  }

  /// Those that are not there.
  Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    files.recover();
    if (memory.isEmpty() || wanted.size() < Presence.MANY) {
      return look(wanted.iterator());
    }
    Instant now = memory.get().clock().instant();
    long nanos = now.getEpochSecond() * SECOND_NANOS + now.getNano();
    Layout layout = files.layout();
    Path folder = files.root().resolve(layout.folder());
    Presence presence = new Presence(memory.get().file(folder), folder, wanted, nanos);
    Set<ObjectId> absent = look(new Unknown(wanted.iterator(), presence));
    for (ObjectId id : absent) {
      presence.absent(id);
    }
    presence.save();
    return absent;
  }

  private Set<ObjectId> look(Iterator<ObjectId> wanted) throws IOException {
    Set<ObjectId> absent = new IdSet();
    AtomicIntegerArray folders = new AtomicIntegerArray(FOLDERS);
    Parallel.onCores()
        .forEach(
            () -> new Slices(wanted),
            slice -> {
              for (ObjectId id : slice) {
                Path file = files.path(id);
                if (!hasFolder(id, file, folders) || !files.has(id, file)) {
                  absent.add(id);
                }
              }
            });
    return absent;
  }

  /// Whether the folder of an object is there: one that is not answers for all its objects.
  ///
  /// @param known for each first byte of a digest 0 when nobody has looked, else [#THERE] or not
  private static boolean hasFolder(ObjectId id, Path file, AtomicIntegerArray known) {
    int first = Presence.folder(id);
    int state = known.get(first);
    if (state == 0) {
      state = Files.isDirectory(file.getParent()) ? THERE : NOWHERE;
      known.set(first, state);
    }
    return state == THERE;
  }

  /// The ids that nothing is known of.
  private static final class Unknown implements Iterator<ObjectId> {
    private final Iterator<ObjectId> all;
    private final Presence presence;
    private ObjectId next;

    Unknown(Iterator<ObjectId> all, Presence presence) {
      this.all = all;
      this.presence = presence;
    }

    @Override
    public boolean hasNext() {
      while (next == null && all.hasNext()) {
        ObjectId id = all.next();
        next = presence.has(id) ? null : id;
      }
      return next != null;
    }

    @Override
    public ObjectId next() {
      hasNext();
      ObjectId id = next;
      next = null;
      return id;
    }
  }

  /// Ids in portions.
  private record Slices(Iterator<ObjectId> ids) implements Iterator<List<ObjectId>> {
    @Override
    public boolean hasNext() {
      return ids.hasNext();
    }

    @Override
    public List<ObjectId> next() {
      List<ObjectId> slice = new ArrayList<>(SLICE);
      while (slice.size() < SLICE && ids.hasNext()) {
        slice.add(ids.next());
      }
      return slice;
    }
  }
}
