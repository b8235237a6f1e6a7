package datasync.repo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// The lock of a whole project, `.dvc/tmp/lock`; every command that changes something holds it,
/// and so does `dvc`. Not safe for several threads.
public final class RepositoryLock implements Closeable {
  private final ProjectLock lock;

  private RepositoryLock(ProjectLock lock) {
    this.lock = lock;
  }

  /// Takes the lock, trying for 3 s, or as long as it takes when the options say so.
  ///
  /// @param tmp the project's `.dvc/tmp`, made when it is not there
  /// @throws LockHeld when another process has it, naming that process
  /// @throws IOException when the lock file cannot be made
  public static RepositoryLock take(Path tmp, LockOptions options) throws IOException {
    return new RepositoryLock(ProjectLock.take(tmp, "lock", options));
  }

  /// The process that was killed while it had this lock; empty when there was none.
  public String takenFrom() {
    return lock.takenFrom();
  }

  /// Who has the lock of a project, or was killed with it, as a part of a sentence; nothing is
  /// taken.
  ///
  /// @param tmp the project's `.dvc/tmp`
  /// @return empty when it is free and nobody left it
  public static String look(Path tmp, LockOptions options) throws IOException {
    ProjectLock.State state = ProjectLock.look(tmp, "lock", options);
    if (state.held()) {
      return "held by " + state.who();
    }
    return state.who().isEmpty() ? "" : "left by " + state.who() + ", which was killed";
  }

  /// Releases the lock; again is no error.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
