package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.Captured;
import datasync.cli.ExitCode;
import datasync.io.Environment;
import datasync.io.FlockWatch;
import datasync.repo.LockOptions;
import datasync.repo.RepositoryLock;
import datasync.text.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// What a command that only reads does when somebody changes the project.
@EnabledIf("datasync.cli.command.SessionTest#isPossible")
final class SessionTest {
  private static final String LEFT = " 99999999\n";

  @TempDir Path base;

  private Path project;
  private Path lock;

  static boolean isPossible() {
    return FlockWatch.isPossible();
  }

  @BeforeEach
  void init() throws Exception {
    project = Files.createDirectory(base.resolve("project"));
    lock = project.resolve(".dvc/tmp/lock");
    assertThat(Ran.in(project, base, "init", "--no-scm").code()).isZero();
    Files.writeString(lock, LEFT);
  }

  /// Runs a reader as `status`, so long after the lock file was written that its time tells.
  private void read(Session.Reader<String> reader) {
    Environment environment =
        new Environment(
            Map.of("DVC_SYSTEM_CONFIG_DIR", base.resolve("system").toString()),
            project,
            base.resolve("home"),
            InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1)),
            new Random(1));
    Captured captured = new Captured(environment);
    int code = captured.run(path -> invocation -> Session.read(invocation, reader), "status");
    assertThat(captured.err()).isEmpty();
    assertThat(code).isZero();
  }

  private RepositoryLock take() throws IOException {
    return RepositoryLock.take(
        project.resolve(".dvc/tmp"),
        new LockOptions(false, false, false, "here", () -> {}, InstantSource.system()));
  }

  /// Counts how often it is asked; the first time somebody else has the lock for a while.
  private final class Disturbed implements Session.Reader<String> {
    private final boolean fails;
    private int reads;

    Disturbed(boolean fails) {
      this.fails = fails;
    }

    @Override
    public String read(Session session) throws IOException {
      reads++;
      if (reads == 1) {
        take().close();
        if (fails) {
          throw new FormatException("data.dvc", 1, 1, "half of a file");
        }
      }
      return "read " + reads;
    }

    @Override
    public ExitCode show(Session session, String found) throws IOException {
      assertThat(found).isEqualTo("read 2");
      assertThat(Files.readString(lock)).endsWith("datasync\n");
      return ExitCode.DONE;
    }
  }

  /// Finds what the lock file holds.
  private final class Content implements Session.Reader<String> {
    @Override
    public String read(Session session) throws IOException {
      return Files.readString(lock);
    }

    @Override
    public ExitCode show(Session session, String found) {
      assertThat(found).isEqualTo(LEFT);
      return ExitCode.DONE;
    }
  }

  @Test
  void quietProject_isReadWithoutTheLock() throws IOException {
    read(new Content());
  }

  @Test
  void changedProject_isReadAgain_withTheLock() throws IOException {
    Disturbed reader = new Disturbed(false);
    read(reader);
    assertThat(reader.reads).isEqualTo(2);
  }

  @Test
  void failureOverAHalfChange_isForgotten() throws IOException {
    Disturbed reader = new Disturbed(true);
    read(reader);
    assertThat(reader.reads).isEqualTo(2);
  }
}
