package datasync.repo.care;

import datasync.config.Config;
import datasync.io.Environment;
import datasync.io.Flock;
import datasync.io.HostName;
import datasync.io.TempName;
import datasync.repo.LockOptions;
import datasync.repo.RepositoryException;
import datasync.repo.RepositoryLock;
import datasync.repo.RwLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Looks whether locks work, and who has them.
final class LockExam {
  private static final String AREA = "locks";

  private final Path tmp;
  private final Environment environment;
  private final Chart chart;

  /// @param tmp the project's `.dvc/tmp`
  LockExam(Path tmp, Environment environment, Chart chart) {
    this.tmp = tmp;
    this.environment = environment;
    this.chart = chart;
  }

  void run(Config config) {
    if (!Files.isDirectory(tmp)) {
      chart.ok(AREA, "nobody has taken one yet");
      return;
    }
    boolean hardLink = config.flag("core", "hardlink_lock");
    try {
      if (hardLink) {
        hardLinks();
      } else {
        flock();
      }
      holder(hardLink);
    } catch (IOException refused) {
      chart.wrong(
          AREA,
          "cannot be taken: " + Chart.reason(refused),
          hardLink
              ? "datasync config --unset core.hardlink_lock"
              : "datasync config --local core.hardlink_lock true");
    }
    users();
  }

  private void flock() throws IOException {
    Path probe = tmp.resolve(TempName.next());
    try {
      Optional<Flock> first = Flock.tryLock(probe);
      if (first.isEmpty()) {
        throw new IOException("a lock that nobody has cannot be had");
      }
      Optional<Flock> second;
      try {
        second = Flock.tryLock(probe);
      } finally {
        first.get().close();
      }
      if (second.isPresent()) {
        second.get().close();
        throw new IOException("two can have a lock at once");
      }
      chart.ok(AREA, "`flock` works in `" + tmp + "`");
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private void hardLinks() throws IOException {
    Path probe = tmp.resolve(TempName.next());
    Path link = tmp.resolve(TempName.next());
    Files.createFile(probe);
    try {
      Files.createLink(link, probe);
      chart.ok(AREA, "hard links as locks work in `" + tmp + "`");
    } catch (UnsupportedOperationException never) {
      throw new IOException("there are no hard links", never);
    } finally {
      Files.deleteIfExists(link);
      Files.deleteIfExists(probe);
    }
  }

  private void holder(boolean hardLink) throws IOException {
    LockOptions options =
        new LockOptions(
            hardLink,
            false,
            true,
            HostName.of(environment),
            new LockOptions.HalfSecond(),
            environment.clock());
    String state = RepositoryLock.look(tmp, options);
    if (!state.isEmpty()) {
      boolean held = state.startsWith("held");
      chart.note(
          AREA,
          "the lock of the project is " + state,
          held
              ? "wait for it, or `--wait-for-lock`"
              : "nothing: the next command takes it over");
    }
  }

  private void users() {
    try {
      List<String> left = RwLock.left(tmp);
      if (!left.isEmpty()) {
        chart.note(
            AREA,
            "processes that are gone have left paths in `rwlock`: " + String.join(", ", left),
            "nothing: the next command that needs the paths removes them");
      }
    } catch (RepositoryException broken) {
      chart.wrong(AREA, broken.getMessage(), "rm " + Chart.quoted(tmp.resolve("rwlock")));
    } catch (IOException unreadable) {
      chart.wrong(
          AREA,
          "`rwlock` cannot be read: " + Chart.reason(unreadable),
          "chmod u+rw " + Chart.quoted(tmp.resolve("rwlock")));
    }
  }
}
