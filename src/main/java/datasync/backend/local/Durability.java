package datasync.backend.local;

import datasync.io.DiskSync;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Brings the objects of one store to its disk; the package says what that is worth. Safe for
/// several threads.
///
/// The first few files are synced one by one, before they get their names: a small command then
/// does not wait for what others have written to the same disk. From then on a marker says that
/// there are names whose bytes may not have arrived, until [#sync] brings all of them to the disk
/// at once; what [Recovery] does with a marker that was left.
final class Durability {
  private static final int FEW = 4;

  private final Path root;
  private final Optional<Markers> markers;
  private final Folders folders;
  private final Set<Path> changed = new HashSet<>();
  private int files;
  private boolean named;
  private boolean many;
  private Path marker;
  private Boolean together;

  /// @param root the folder of the store
  /// @param markers where what is not synced is marked; without it every file is synced by itself
  Durability(Path root, Folders folders, Optional<Markers> markers) {
    this.root = root;
    this.folders = folders;
    this.markers = markers;
  }

  /// To be called when a file has its bytes, and before it gets its name: syncs it, or sees to it
  /// that [#sync] will.
  void written(FileChannel file) throws IOException {
    if (!defers()) {
      file.force(false);
    }
  }

  /// To be called when a file got its name in a folder.
  synchronized void named(Path folder) {
    named = true;
    if (many) {
      return;
    }
    if (changed.size() < FEW) {
      changed.add(folder);
    } else {
      many = !changed.contains(folder);
    }
  }

  /// Like [#written] for a file that is not open: whether [#sync] sees to it; if not, the caller
  /// has to sync it before it gets its name.
  synchronized boolean defers() throws IOException {
    files++;
    if (files <= FEW || markers.isEmpty()) {
      return false;
    }
    if (together == null) {
      together = DiskSync.hasFileSystem();
    }
    if (together && marker == null) {
      marker = markers.get().make(folders);
    }
    return together;
  }

  /// Waits until every object that was placed here is on the disk with its name; does nothing when
  /// there is none since the last call.
  synchronized void sync() throws IOException {
    if (!named && files == 0) {
      return;
    }
    if (marker != null || many && DiskSync.hasFileSystem()) {
      DiskSync.fileSystem(root);
    } else {
      syncFolders();
    }
    if (marker != null) {
      markers.get().remove(marker);
      marker = null;
    }
    changed.clear();
    files = 0;
    named = false;
    many = false;
  }

  private void syncFolders() throws IOException {
    Set<Path> all = new HashSet<>();
    for (Path folder : changed) {
      for (Path at = folder; at != null && at.startsWith(root); at = at.getParent()) {
        all.add(at);
      }
    }
    for (Path each : all) {
      DiskSync.folder(each);
    }
  }
}
