package datasync.track;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Paths as metadata files write them.
public final class MetadataPaths {
  private MetadataPaths() {}

  /// Whether a path as written names a local file: it has no scheme, or is `file://`.
  public static boolean isLocal(String path) {
    String scheme = scheme(path);
    return scheme.isEmpty() || scheme.equals("local");
  }

  /// The scheme before `://` in lower case, or empty; `remote` for a path below a remote.
  public static String scheme(String path) {
    int mark = path.indexOf("://");
    if (mark <= 0 || !letter(path.charAt(0))) {
      return "";
    }
    for (int i = 1; i < mark; i++) {
      char c = path.charAt(i);
      if (!letter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') {
        return "";
      }
    }
    return path.substring(0, mark).toLowerCase(java.util.Locale.ROOT);
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /// The absolute, normalised path that a local path as written means.
  ///
  /// Nothing is checked: the result may lie outside the project, as DVC allows for dependencies.
  /// Whoever writes or deletes files asks [#isInside] first.
  ///
  /// @param directory the absolute folder relative paths start from
  /// @throws MetadataException when the system has no such path (a NUL character, a lone surrogate)
  public static Path resolve(Path directory, String path) throws MetadataException {
    try {
      return directory.resolve(path).normalize();
    } catch (InvalidPathException e) {
      throw new MetadataException("", "invalid path `" + path + "`: " + e.getReason());
    }
  }

  /// Whether a file that a metadata file names may be written: it lies below `root`, is not `root`
  /// itself and has no component `.git`, `.hg` or `.dvc` below it. Symbolic links are not looked
  /// at here.
  ///
  /// @param root the absolute, normalised folder of the project
  /// @param path an absolute, normalised path
  public static boolean isInside(Path root, Path path) {
    if (!path.startsWith(root) || path.equals(root)) {
      return false;
    }
    for (Path part : root.relativize(path)) {
      String name = part.toString();
      if (name.equalsIgnoreCase(".git")
          || name.equalsIgnoreCase(".hg")
          || name.equalsIgnoreCase(".dvc")) {
        return false;
      }
    }
    return true;
  }
}
