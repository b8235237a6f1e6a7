package datasync.faults;

import datasync.repo.LockOptions;
import datasync.repo.RwLock;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// A process that has a path of a project to itself until it is killed.
final class HoldPaths {
  private HoldPaths() {}

  /// @param arguments the project's `.dvc/tmp`, and the absolute path
  public static void main(String[] arguments) throws Exception {
    LockOptions options =
        new LockOptions(
            false, false, false, "", new LockOptions.HalfSecond(), InstantSource.system());
    RwLock lock = new RwLock(Path.of(arguments[0]), options, "holding", text -> {});
    try (RwLock.Held held = lock.take(List.of(), List.of(Path.of(arguments[1])))) {
      System.out.println(held != null);
      System.in.read();
    }
  }
}
