package datasync.track;

import datasync.io.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where metadata files are read from: the working tree, or a commit.
///
/// Paths are absolute and normalised, those of a commit as if it were checked out.
public interface SourceFiles {
  /// How many bytes a metadata file in the working tree may have.
  long LARGEST = 128L << 20;

  /// The whole file.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is none
  /// @throws IOException when it cannot be read
  byte[] read(Path file) throws IOException;

  /// Whether there is a file or directory; a symbolic link counts as what it points to.
  boolean exists(Path path);

  /// Whether there is a directory.
  boolean isDirectory(Path path);

  /// The files on disk as they are now.
  static SourceFiles workingTree() {
    return WorkingTree.INSTANCE;
  }

  /// The files on disk.
  enum WorkingTree implements SourceFiles {
    /// The one instance.
    INSTANCE;

    @Override
    public byte[] read(Path file) throws IOException {
      return WholeFile.read(file, LARGEST);
    }

    @Override
    public boolean exists(Path path) {
      return Files.exists(path);
    }

    @Override
    public boolean isDirectory(Path path) {
      return Files.isDirectory(path);
    }
  }
}
