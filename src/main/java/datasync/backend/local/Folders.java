package datasync.backend.local;

import datasync.io.FileStat;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Makes the folders files go into, each once. Safe for several threads.
final class Folders {
  private static final int SHARED_MODE = 02775;

  private final boolean shared;
  private final Set<Path> known = ConcurrentHashMap.newKeySet();

  Folders(boolean shared) {
    this.shared = shared;
  }

  /// Makes a folder and its parents unless this did so before.
  void make(Path folder) throws IOException {
    if (!known.contains(folder)) {
      create(folder);
      known.add(folder);
    }
  }

  /// Makes a folder again that somebody removed meanwhile.
  void remake(Path folder) throws IOException {
    known.remove(folder);
    make(folder);
  }

  private void create(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException there) {
      if (!Files.isDirectory(folder)) {
        throw there;
      }
      return;
    } catch (NoSuchFileException noParent) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw noParent;
      }
      create(parent);
      create(folder);
      return;
    }
    if (shared && FileStat.hasModes()) {
      try {
        FileStat.setMode(folder, SHARED_MODE);
      } catch (IOException unsupported) {
        // the folder works without it
      }
    }
  }
}
