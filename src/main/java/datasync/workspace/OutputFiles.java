package datasync.workspace;

import datasync.io.FolderTree;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/// What happens to the files of an output as a whole: they are deleted, or go to another place.
///
/// Both refuse what is not below the root, is part of Git's or DVC's own folders, or lies behind a
/// symbolic link. A link that is an output itself is treated as a file.
public final class OutputFiles {
  private OutputFiles() {}

  /// Whether there is anything at a path, a link to nothing included.
  public static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /// Refuses a path that may not be written.
  ///
  /// @param root the absolute top of the workspace
  /// @throws WorkspaceException of [WorkspaceException.Reason#UNSAFE_PATH]
  public static void check(Path root, Path path) throws WorkspaceException {
    SafePath.checkOutput(root, path);
  }

  /// Deletes a file, or a directory with all that it holds, saved or not. Nothing there is fine.
  ///
  /// @param root the absolute top of the workspace
  /// @throws WorkspaceException of [WorkspaceException.Reason#UNSAFE_PATH] before anything is gone
  public static void delete(Path root, Path path) throws IOException {
    check(root, path);
    FolderTree.delete(path);
  }

  /// Brings a file or a directory to another place: by rename, or on another file system by a copy
  /// that gets its name when it is complete, before the original goes.
  ///
  /// @param root the absolute top of the workspace
  /// @param to where nothing is yet; its folder is made
  /// @throws WorkspaceException of [WorkspaceException.Reason#UNSAFE_PATH] before anything is moved
  public static void move(Path root, Path from, Path to) throws IOException {
    check(root, from);
    check(root, to);
    Files.createDirectories(to.getParent());
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException otherDevice) {
      Path copy = to.resolveSibling("." + System.nanoTime() + FileWalk.TEMPORARY);
      try {
        Files.walkFileTree(from, new Copy(from, copy));
        Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        FolderTree.delete(copy);
      }
      FolderTree.delete(from);
    }
  }

  private static final class Copy extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;

    Copy(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      copy(folder);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
        throws IOException {
      copy(file);
      return FileVisitResult.CONTINUE;
    }

    private void copy(Path one) throws IOException {
      Files.copy(
          one,
          one.equals(from) ? to : to.resolve(from.relativize(one)),
          StandardCopyOption.COPY_ATTRIBUTES,
          LinkOption.NOFOLLOW_LINKS);
    }
  }
}
