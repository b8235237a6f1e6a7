package datasync.track;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Paths as metadata files write them.
public final class MetadataPaths {
  private static final List<String> OTHER_SCHEMES = List.of("memory", "dvc", "git");

  private MetadataPaths() {}

  /// Whether a path as written names a local file: its scheme is none that DVC knows, so that a
  /// path such as `C:/x` or `pgstat://x` is local.
  public static boolean isLocal(String path) {
    return switch (scheme(path)) {
      case "azure", "gdrive", "gs", "hdfs", "http", "https", "oss", "s3", "ssh", "webdav",
          "webdavs", "webhdfs", "remote", "memory", "dvc", "git", "ds" -> false;
      default -> true;
    };
  }

  /// The scheme before `:` in lower case, or empty; `remote` for a path below a remote.
  public static String scheme(String path) {
    int mark = path.indexOf(':');
    if (mark <= 0 || !letter(path.charAt(0))) {
      return "";
    }
    for (int i = 1; i < mark; i++) {
      char c = path.charAt(i);
      if (!letter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') {
        return "";
      }
    }
    return path.substring(0, mark).toLowerCase(Locale.ROOT);
  }

  /// The scheme of a URL with a host that no version of DVC can open, or empty.
  static String unknownScheme(String path) {
    String scheme = scheme(path);
    boolean hasHost =
        path.startsWith("://", scheme.length())
            && path.length() > scheme.length() + 3
            && "/?#".indexOf(path.charAt(scheme.length() + 3)) < 0;
    return hasHost && (isLocal(path) || OTHER_SCHEMES.contains(scheme)) ? scheme : "";
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
    String plain = path;
    if (path.startsWith("file:") || path.startsWith("local:")) {
      plain = path.substring(path.indexOf(':') + 1);
      plain = plain.startsWith("//") ? plain.substring(2) : plain;
    }
    try {
      return directory.resolve(plain).normalize();
    } catch (InvalidPathException e) {
      throw new MetadataException("", "invalid path `" + path + "`: " + e.getReason());
    }
  }

  /// A relative local path without `.`, inner `..` and double slashes; any other one as it is.
  static String shortest(String path) {
    if (!isLocal(path) || path.startsWith("/")) {
      return path;
    }
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/")) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts.isEmpty() ? "." : String.join("/", parts);
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
