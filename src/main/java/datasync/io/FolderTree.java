package datasync.io;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// A folder with everything in it.
public final class FolderTree {
  private FolderTree() {}

  /// Deletes a file, or a folder with everything in it; of links only the link itself. What is not
  /// there, or goes meanwhile, is fine.
  ///
  /// @throws IOException when something cannot be deleted; what came before it is gone
  public static void delete(Path path) throws IOException {
    Files.walkFileTree(path, new Delete());
  }

  private static final class Delete extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
        throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path done, IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(done);
      return FileVisitResult.CONTINUE;
    }
  }
}
