package datasync.backend.local;

import datasync.backend.Layout;
import datasync.io.DiskSync;
import datasync.io.FileStat;
import datasync.object.Descriptor;
import datasync.object.HashName;
import datasync.object.IdSet;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.Payload;
import datasync.object.Removal;
import datasync.object.StoreFailure;
import datasync.object.Sweepable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Objects as files of a folder in one of DVC's layouts: the cache, or a remote in a folder.
///
/// What `package-info` says about trust, modes and power cuts holds here. The folder is made with
/// the first object. Safe for several threads and beside other processes, DVC's among them.
public final class FolderStore implements LocalStore, Sweepable {
  private static final String UNSYNCED = "unsynced";

  private final FolderOptions options;
  private final Buffers buffers = new Buffers();
  private final Durability durability;
  private final Placement placement;
  private final ObjectFiles files;
  private final Ingest ingest;
  private final Lookup lookup;

  /// @param root the cache folder or remote URL, without the layout's own folder
  public FolderStore(Path root, Layout layout, FolderOptions options) {
    this.options = options;
    Folders folders = new Folders(options.sharedGroup());
    Markers markers = new Markers(root.resolve(UNSYNCED).resolve(layout.hash().text()));
    this.durability = new Durability(root, folders, Optional.of(markers));
    this.placement = new Placement(folders, durability, true);
    Trust trust = new Trust(Quarantine.in(root), buffers);
    Recovery recovery = new Recovery(root, layout, trust, markers);
    this.files = new ObjectFiles(root, layout, trust, recovery);
    this.lookup = new Lookup(files, options.memory());
    Path folder = layout.folder().isEmpty() ? root : root.resolve(layout.folder());
    this.ingest = new Ingest(files, placement, folder, buffers);
  }

  @Override
  public Path path(ObjectId id) {
    return files.path(id);
  }

  @Override
  public String location() {
    return files.root().toString();
  }

  @Override
  public Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    Set<ObjectId> absent = new IdSet();
    try {
      if (wanted.size() > Lookup.SLICE) {
        return lookup.absent(wanted);
      }
      for (ObjectId id : wanted) {
        if (!files.has(id, files.path(id))) {
          absent.add(id);
        }
      }
      return absent;
    } catch (IOException failed) {
      throw failure("read", "", failed);
    }
  }

  @Override
  public Set<ObjectId> needed(Collection<ObjectId> offered) throws IOException {
    return absent(offered);
  }

  @Override
  public Payload payload(ObjectId id) throws IOException {
    Path file = files.path(id);
    try {
      files.recover();
      FileStat stat = FileStat.following(file);
      if (files.trust().isThere(id, file, stat)) {
        return new ObjectFile(id, file, stat.size(), location());
      }
    } catch (NoSuchFileException missing) {
      throw new ObjectMissing(location(), id);
    } catch (IOException failed) {
      throw failure("read", id.value(), failed);
    }
    throw new ObjectMissing(location(), id);
  }

  @Override
  public void put(ObjectId id, Payload payload) throws IOException {
    Path target = files.path(id);
    try {
      if (!files.hasAlready(id, target)) {
        place(target, payload);
      }
    } catch (PayloadFailure foreign) {
      throw foreign.thrown();
    } catch (IOException failed) {
      throw failure("write", id.value(), failed);
    }
  }

  private void place(Path target, Payload payload) throws IOException {
    Optional<Path> file = payload.file();
    if (file.isPresent()
        && options.linkFiles()
        && (placement.link(target, file.get(), payload.length()) || Files.exists(target))) {
      return;
    }
    if (file.isPresent() && payload.length() > Buffers.SIZE) {
      placement.copy(target, file.get());
      return;
    }
    byte[] buffer = buffers.take();
    try (InputStream in = open(payload)) {
      placement.stream(target, in, buffer);
    } finally {
      buffers.giveBack(buffer);
    }
  }

  private static InputStream open(Payload payload) throws PayloadFailure {
    try {
      return payload.open();
    } catch (IOException foreign) {
      throw new PayloadFailure(foreign);
    }
  }

  @Override
  public Descriptor ingest(Payload payload, HashName hash) throws IOException {
    try {
      return ingest.run(payload, hash);
    } catch (PayloadFailure foreign) {
      throw foreign.thrown();
    } catch (IOException failed) {
      throw failure("write", "", failed);
    }
  }

  @Override
  public void adopt(ObjectId id, Path file) throws IOException {
    Path target = files.path(id);
    try {
      if (files.hasAlready(id, target)) {
        Files.deleteIfExists(file);
      } else {
        placement.take(target, file);
      }
    } catch (IOException failed) {
      throw failure("write", id.value(), failed);
    }
  }

  @Override
  public boolean link(ObjectId id, Path file, long size) throws IOException {
    if (!options.linkFiles()) {
      return false;
    }
    Path target = files.path(id);
    try {
      boolean linked = placement.link(target, file, size);
      if (!linked && Files.exists(target) && !files.has(id, target)) {
        // what was there was wrong, and is moved aside now
        linked = placement.link(target, file, size);
      }
      return linked;
    } catch (IOException failed) {
      throw failure("write", id.value(), failed);
    }
  }

  @Override
  public void sync() throws IOException {
    try {
      durability.sync();
    } catch (IOException failed) {
      throw failure("write", "", failed);
    }
  }

  @Override
  public void list(Consumer<Descriptor> visitor) throws IOException {
    try {
      ObjectListing.list(files.root(), files.layout(), visitor);
    } catch (IOException failed) {
      throw failure("list", "", failed);
    }
  }

  @Override
  public void remove(Collection<ObjectId> ids) throws IOException {
    List<ObjectId> trees = new ArrayList<>();
    for (ObjectId id : ids) {
      if (id.isTree()) {
        trees.add(id);
      }
    }
    Removal.of(trees, this::remove);
    for (ObjectId tree : trees) {
      // that a tree is gone has to be on the disk before its files go
      DiskSync.folder(files.path(tree).getParent());
    }
    List<ObjectId> others = new ArrayList<>(ids);
    others.removeIf(ObjectId::isTree);
    Removal.of(others, this::remove);
  }

  private void remove(ObjectId id) throws IOException {
    try {
      remove(files.path(id));
      if (id.isTree()) {
        Leftovers.removeUnpacked(files.path(id));
      }
    } catch (IOException failed) {
      throw failure("remove", id.value(), failed);
    }
  }

  private static void remove(Path file) throws IOException {
    try {
      Files.deleteIfExists(file);
    } catch (AccessDeniedException readOnly) {
      // Windows does not remove a file that is read-only
      if (!FileStat.hasModes() && Placement.setMode(file, 0666)) {
        Files.deleteIfExists(file);
      } else {
        throw readOnly;
      }
    }
  }

  @Override
  public Set<ObjectId> touchedSince(Instant instant, Collection<ObjectId> ids)
      throws IOException {
    Set<ObjectId> touched = new HashSet<>();
    for (ObjectId id : ids) {
      try {
        if (!Leftovers.touched(files.path(id)).isBefore(instant)) {
          touched.add(id);
        }
      } catch (NoSuchFileException gone) {
        // somebody else removed it
      } catch (IOException failed) {
        throw failure("read", id.value(), failed);
      }
    }
    return touched;
  }

  @Override
  public Instant now(Instant known) {
    return Leftovers.now(files.root(), known);
  }

  @Override
  public List<Path> leftovers(Instant before) throws IOException {
    try {
      return Leftovers.find(files.root(), files.layout(), before);
    } catch (IOException failed) {
      throw failure("list", "", failed);
    }
  }

  private IOException failure(String operation, String object, IOException cause) {
    if (cause instanceof StoreFailure
        || cause instanceof ClosedByInterruptException
        || cause instanceof InterruptedIOException) {
      return cause;
    }
    return new StoreFailure(operation, location(), object, false, cause);
  }
}
