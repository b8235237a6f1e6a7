package datasync.workspace;

import java.io.IOException;
import java.nio.file.Path;

/// A path of the workspace is not as it must be; the user has to change something.
public final class WorkspaceException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Path path;
  private final Reason reason;

  /// Why a path was refused.
  public enum Reason {
    /// A symbolic link whose target is not there.
    DANGLING_LINK,
    /// A `.dvcignore` below a tracked directory.
    IGNORE_FILE_INSIDE,
    /// Neither a regular file nor a directory.
    NOT_A_FILE,
    /// A file name that is not valid UTF-8, or has another form that no listing can hold.
    NAME,
    /// The file was written while it was read, several times.
    CHANGED_WHILE_READ,
    /// A listing or a metadata file names a path that may not be written.
    UNSAFE_PATH,
    /// Files that are only in the workspace would be lost.
    UNSAVED,
    /// None of the configured link types works here.
    NO_LINK_TYPE
  }

  /// @param reason the kind of problem
  /// @param path where it is
  /// @param message the sentence for the user, without the program's name
  public WorkspaceException(Reason reason, Path path, String message) {
    super(message);
    this.reason = reason;
    this.path = path;
  }

  /// The kind of problem.
  public Reason reason() {
    return reason;
  }

  /// Where it is.
  public Path path() {
    return path;
  }
}
