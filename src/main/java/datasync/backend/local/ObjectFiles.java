package datasync.backend.local;

import datasync.backend.Layout;
import datasync.io.FileStat;
import datasync.object.ObjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Where the objects of a folder are, and which of them count as there.
///
/// @param root the folder the layout's names are relative to
record ObjectFiles(Path root, Layout layout, Trust trust, Recovery recovery) {
  Path path(ObjectId id) {
    return root.resolve(layout.name(id));
  }

  /// Like [#has], for an object that most likely is not there: no exception is made for that.
  boolean hasAlready(ObjectId id, Path file) throws IOException {
    return Files.exists(file) && has(id, file);
  }

  /// Checks first what a power cut may have damaged; costs one system call, once.
  void recover() throws IOException {
    recovery.run();
  }

  /// Whether the object is there, with one system call when its file has the mode 0444.
  boolean has(ObjectId id, Path file) throws IOException {
    recovery.run();
    try {
      return trust.isThere(id, file, FileStat.following(file));
    } catch (NoSuchFileException missing) {
      return false;
    }
  }
}
