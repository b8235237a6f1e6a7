package datasync.workspace;

import datasync.object.Tree;
import datasync.workspace.WorkspaceException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Which paths may be written, whatever a metadata file or a listing says.
public final class SafePath {
  private SafePath() {}

  /// Refuses an output that is not below the root, is part of Git's or DVC's own folders, or is
  /// reached through a symbolic link below the root.
  static void checkOutput(Path root, Path path) throws WorkspaceException {
    Path whole = path.normalize();
    if (!whole.equals(path) || !whole.startsWith(root) || whole.equals(root)) {
      throw refused(path, "`" + path + "` is outside the workspace");
    }
    Path at = root;
    for (Path name : root.relativize(whole)) {
      if (isPrivate(name.toString())) {
        throw refused(path, "`" + path + "` is inside `" + name + "`");
      }
      if (!at.equals(root) && Files.isSymbolicLink(at)) {
        throw refused(path, "`" + path + "` is behind the symbolic link `" + at + "`");
      }
      at = at.resolve(name);
    }
  }

  /// Refuses a file of a listing whose path leaves the directory or names one of Git or DVC.
  public static void checkRelative(Path top, String path) throws WorkspaceException {
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String name = path.substring(start, end);
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
        throw refused(top, "the listing of `" + top + "` has the unsafe path `" + path + "`");
      }
      if (isPrivate(name)) {
        throw refused(top, "the listing of `" + top + "` writes into `" + path + "`");
      }
      start = end + 1;
    }
  }

  private static boolean isPrivate(String name) {
    return name.equalsIgnoreCase(".git") || name.equalsIgnoreCase(".dvc");
  }

  /// Refuses a listing with two paths that are one name on a file system without case.
  static void checkCase(Path root, Path top, Tree tree) throws WorkspaceException {
    if (!ignoresCase(root)) {
      return;
    }
    Set<String> seen = HashSet.newHashSet(tree.size());
    for (int i = 0; i < tree.size(); i++) {
      if (!seen.add(fold(tree.path(i)))) {
        throw refused(
            top,
            "the listing of `" + top + "` has two names that differ only in case: `"
                + tree.path(i) + "`");
      }
    }
  }

  static String fold(String path) {
    return path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static boolean ignoresCase(Path root) {
    Path other = root.resolve(".DVC");
    try {
      return Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
          && Files.isSameFile(other, root.resolve(".dvc"));
    } catch (IOException different) {
      return false;
    }
  }

  static WorkspaceException refused(Path path, String message) {
    return new WorkspaceException(Reason.UNSAFE_PATH, path, message);
  }
}
