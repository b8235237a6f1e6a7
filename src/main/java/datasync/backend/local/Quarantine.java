package datasync.backend.local;

import datasync.io.TempName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The folder beside the objects that wrong ones are moved into; no name in it counts as an
/// object, and nothing in it is ever removed.
record Quarantine(Path folder) {
  private static final String NAME = "quarantine";

  /// The one of a folder of objects.
  static Quarantine in(Path root) {
    return new Quarantine(root.resolve(NAME));
  }

  /// Moves a file in, under a new name that begins with the object's.
  ///
  /// @return whether it was there to be moved
  boolean take(Path file) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException there) {
      if (!Files.isDirectory(folder)) {
        throw there;
      }
    }
    String name = file.getParent().getFileName().toString() + file.getFileName();
    try {
      Files.move(file, folder.resolve(name + TempName.next()));
      return true;
    } catch (NoSuchFileException somebodyElseDid) {
      return false;
    }
  }
}
