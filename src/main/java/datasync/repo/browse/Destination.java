package datasync.repo.browse;

import datasync.repo.RepositoryException;
import datasync.repo.Stages;
import datasync.track.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where something that is copied out goes.
///
/// Source: dvc 3.67 `utils/__init__.py` (`resolve_output`).
final class Destination {
  private Destination() {}

  /// The path: the name of the source in the working directory, in a folder that was given, or
  /// what was given.
  ///
  /// @param source the path or address as typed
  /// @param out as typed, or empty
  /// @param force whether something may be there
  /// @throws RepositoryException when something is there
  static Path of(Path working, String source, String out, boolean force) throws IOException {
    Path given = working.resolve(out).normalize();
    boolean folder = out.isEmpty() || Files.isDirectory(given);
    Path target = folder ? given.resolve(nameOf(source)).normalize() : given;
    if (Files.exists(target) && !force) {
      String kind = Files.isDirectory(target) ? "directory" : "file";
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "the " + kind + " '" + Project.relative(working, target) + "' already exists locally",
          "to override it, re-run with `--force`");
    }
    return target;
  }

  /// Refuses a name that DVC takes for one of its own files.
  static void checkData(Path target) throws RepositoryException {
    if (Stages.isMetadata(target.getFileName() == null ? "" : target.getFileName().toString())) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "the given path is a DVC file, you must specify a data file or a directory");
    }
  }

  private static String nameOf(String source) {
    String path = source;
    int scheme = path.indexOf("://");
    if (scheme > 0) {
      path = path.substring(scheme + 3);
      int slash = path.indexOf('/');
      path = slash < 0 ? "" : path.substring(slash);
      path = path.split("[?#]", 2)[0];
    }
    String normal = View.normal(path);
    return normal.substring(normal.lastIndexOf('/') + 1);
  }
}
