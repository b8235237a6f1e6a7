package datasync.workspace;

import datasync.io.FileStat;
import datasync.io.Umask;
import datasync.object.HashName;
import datasync.task.TaskPool;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// Makes workspace files independent of the cache (spec `dvc-format.md` 15.4). Used by
/// one thread, works on several; the workspace stays its opener's to close.
public final class Protection {
  private static final int GROUP_MODE = 0664;

  private final Workspace workspace;
  private final Staging staging;
  private final int mode;

  /// @param workspace whose index forgets nothing: content does not change
  /// @param staging a folder for temporary files, so that a kill leaves none in the workspace
  /// @param shared whether files become writable for the group (`cache.shared = group`)
  public Protection(Workspace workspace, Path staging, boolean shared) {
    this.workspace = workspace;
    this.staging = new Staging(staging);
    this.mode = shared ? GROUP_MODE : Umask.fileMode();
  }

  /// Replaces every link at or below a path by a copy of its own and makes all files writable.
  /// Nothing is ignored; links to directories are left as they are.
  ///
  /// @throws NoSuchFileException when there is nothing, or a link leads nowhere
  public void unprotect(Path path) throws IOException {
    Entry top = Entry.of(path, "");
    switch (top.kind()) {
      case FILE -> unprotect(Folder.holding(workspace.index(), path), top);
      case DIRECTORY, LINKED_DIRECTORY ->
          new FileWalk(new Each()).run(workspace, path, DirectoryFilter.NONE);
      case GONE, DANGLING -> throw new NoSuchFileException(path.toString());
      case OTHER -> Refusal.check(top);
    }
  }

  private final class Each implements FileWalk.Visitor {
    @Override
    public void entries(TaskPool pool, Folder folder, List<Entry> entries) throws IOException {
      for (Entry each : entries) {
        if (each.kind() == Entry.Kind.DANGLING) {
          throw new NoSuchFileException(each.path().toString());
        }
        if (each.kind() == Entry.Kind.FILE) {
          unprotect(folder, each);
        }
      }
    }
  }

  private void unprotect(Folder folder, Entry entry) throws IOException {
    Path path = entry.path();
    FileStat stat = FileStat.of(path);
    if (stat.isSymlink() || FileStat.links(path) > 1) {
      replace(path);
      FileStat.setMode(path, mode);
      moved(folder, entry);
    } else if (stat.mode() != mode) {
      FileStat.setMode(path, mode);
    }
  }

  private void replace(Path path) throws IOException {
    Path copy = staging.name(path);
    try {
      LinkSession.copyBytes(path, copy);
      Files.move(copy, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException otherDevice) {
      if (copy.getParent().equals(path.getParent())) {
        throw otherDevice;
      }
      staging.leave();
      replace(path);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /// What the index knew of the linked file is true of its copy.
  private void moved(Folder folder, Entry entry) throws IOException {
    Stamp now = Stamp.of(Files.readAttributes(entry.path(), BasicFileAttributes.class));
    long state = folder.state(entry.name());
    for (var hash : HashName.values()) {
      var known = workspace.index().find(state, entry.stamp(), hash);
      if (known.isPresent()) {
        workspace
            .index()
            .recordOwn(state, entry.path(), now, known.get(), IndexLayout.PLAIN);
      }
    }
  }
}
