package datasync.workspace;

import datasync.workspace.WorkspaceException.Reason;
import java.nio.file.Path;

/// What cannot be part of a tracked directory (spec `dvc-format.md` 6.3).
final class Refusal {
  private Refusal() {}

  /// Refuses an entry that has no place in a listing.
  static void check(Entry entry) throws WorkspaceException {
    Path path = entry.path();
    if (entry.name().equals(".dvcignore")) {
      throw new WorkspaceException(
          Reason.IGNORE_FILE_INSIDE,
          path,
          "`.dvcignore` cannot be inside a tracked directory: `" + path.getParent() + "`");
    }
    if (entry.kind() == Entry.Kind.DANGLING) {
      throw new WorkspaceException(
          Reason.DANGLING_LINK, path, "`" + path + "` is a symbolic link to nothing");
    }
    if (entry.kind() == Entry.Kind.OTHER) {
      throw noFile(path);
    }
  }

  /// The refusal of a socket, a pipe or a device.
  static WorkspaceException noFile(Path path) {
    return new WorkspaceException(
        Reason.NOT_A_FILE, path, "`" + path + "` is neither a file nor a directory");
  }
}
