package datasync.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// Failures of open files, which the system reports without a name, with the name of the file.
public final class NamedFailure {
  private NamedFailure() {}

  /// The failure with a file's name; one that has a name, or is about an interrupted thread, stays.
  ///
  /// @param path the file that was read or written
  public static IOException of(Path path, IOException failure) {
    if (failure.getClass() != IOException.class || failure.getMessage() == null) {
      return failure;
    }
    FileSystemException named =
        new FileSystemException(path.toString(), null, failure.getMessage());
    named.initCause(failure);
    return named;
  }
}
