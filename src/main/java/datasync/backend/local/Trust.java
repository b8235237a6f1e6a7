package datasync.backend.local;

import datasync.io.FileStat;
import datasync.object.Digester;
import datasync.object.ObjectId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tells whether an object file may be believed.
///
/// Mode 0444 is the mark of a verified object (spec `dvc-format.md` 5.3), except on an empty file
/// that is not the empty object: that is what a power cut makes of a file that was not synced.
/// Anything else is hashed; right, it gets the mark; wrong, it is moved into `quarantine` beside
/// the objects, where no name counts as an object. What was hashed on a file system without modes
/// is remembered for the rest of the process. Safe for several threads.
final class Trust {
  private static final Set<String> EMPTY =
      Set.of("d41d8cd98f00b204e9800998ecf8427e", "d41d8cd98f00b204e9800998ecf8427e.dir");

  private final Quarantine quarantine;
  private final Buffers buffers;
  private final Set<ObjectId> verified = ConcurrentHashMap.newKeySet();

  Trust(Quarantine quarantine, Buffers buffers) {
    this.quarantine = quarantine;
    this.buffers = buffers;
  }

  /// Whether the object of a file that was looked at is there.
  boolean isThere(ObjectId id, Path file, FileStat stat) throws IOException {
    if (!stat.isFile()) {
      return false;
    }
    boolean suspect = stat.size() == 0 && !EMPTY.contains(id.value());
    if (stat.mode() == Placement.OBJECT_MODE && !suspect || verified.contains(id)) {
      return true;
    }
    if (!check(id, file)) {
      return false;
    }
    boolean marked =
        Placement.setMode(file, Placement.OBJECT_MODE)
            && FileStat.following(file).mode() == Placement.OBJECT_MODE;
    if (!marked) {
      verified.add(id);
    }
    return true;
  }

  /// Hashes an object, and moves it aside when it is wrong.
  ///
  /// @return whether it is there and right
  boolean check(ObjectId id, Path file) throws IOException {
    ObjectId actual;
    try {
      actual = digest(id, file);
    } catch (NoSuchFileException goneMeanwhile) {
      return false;
    }
    if (!actual.equals(id)) {
      quarantine.take(file);
      return false;
    }
    return true;
  }

  private ObjectId digest(ObjectId id, Path file) throws IOException {
    Digester digester = Digester.of(id.hash());
    byte[] buffer = buffers.take();
    try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ)) {
      int count = in.read(buffer);
      while (count >= 0) {
        digester.update(buffer, 0, count);
        count = in.read(buffer);
      }
    } finally {
      buffers.giveBack(buffer);
    }
    return digester.finish(id.isTree());
  }
}
