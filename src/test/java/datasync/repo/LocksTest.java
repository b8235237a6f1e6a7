package datasync.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.io.FlockWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocksTest {
  private static final long PID = ProcessHandle.current().pid();
  private static final long DEAD = 99_999_999;

  @TempDir Path tmp;

  private final List<String> warnings = new ArrayList<>();
  private int pauses;

  private LockOptions options(boolean hardLink, boolean wait) {
    return new LockOptions(
        hardLink, wait, false, "here", () -> pauses++, InstantSource.system());
  }

  private RwLock rwLock(String command) {
    return new RwLock(tmp, options(false, false), command, warnings::add);
  }

  private String table() throws IOException {
    return Files.readString(tmp.resolve("rwlock"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void take_whileHeld_triesSevenTimes_thenNamesTheHolder(boolean hardLink) throws IOException {
    LockOptions options = options(hardLink, false);
    Path folder = tmp.resolve("not/there");
    try (RepositoryLock first = RepositoryLock.take(folder, options)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> RepositoryLock.take(folder, options))
          .isInstanceOf(LockHeld.class)
          .hasMessageContaining("process " + PID);
      assertThat(pauses).isEqualTo(6);
    }
    RepositoryLock.take(folder, options).close();
  }

  @Test
  void take_leavesThePidAsDvcDoes() throws IOException {
    Files.writeString(tmp.resolve("lock"), " 1234567890123456789\n");
    RepositoryLock.take(tmp, options(false, false)).close();
    assertThat(tmp.resolve("lock")).hasContent(" " + PID + "\n");
  }

  @Test
  void take_thatWaits_goesOnUntilTheLockIsFree() throws IOException {
    RepositoryLock first = RepositoryLock.take(tmp, options(false, false));
    LockOptions.Pause release =
        () -> {
          pauses++;
          if (pauses == 20) {
            first.close();
          }
        };
    LockOptions options =
        new LockOptions(false, true, false, "here", release, InstantSource.system());
    RepositoryLock.take(tmp, options).close();
    assertThat(pauses).isEqualTo(20);
  }

  @Test
  @EnabledIf("datasync.io.FlockWatch#isPossible")
  void watch_isForALockThatNobodyCanHave() throws IOException {
    Path lock = tmp.resolve("lock");
    assertThat(LockWatch.begin(listed(), tmp)).as("no file").isFalse();
    String killed = " " + DEAD + "\ndatasync\n";
    for (String content : List.of("", "\n", " text\n", " " + PID + "\n", killed)) {
      Files.writeString(lock, content);
      assertThat(LockWatch.begin(listed(), tmp)).as(content).isFalse();
    }
    Files.writeString(lock, " " + DEAD + "\n");
    FlockWatch watch = listed();
    assertThat(LockWatch.begin(watch, tmp)).isTrue();
    assertThat(watch.isUndisturbed()).isTrue();
    RepositoryLock.take(tmp, options(false, false)).close();
    assertThat(watch.isUndisturbed()).isFalse();
  }

  /// As if a minute had gone by since files were written.
  private static FlockWatch listed() {
    FlockWatch watch =
        new FlockWatch(InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1)));
    watch.run();
    return watch;
  }

  @Test
  void rwLock_writesWhatDvcWrites() throws IOException {
    String me = "{\"pid\": " + PID + ", \"cmd\": \"add\"}";
    try (RwLock.Held held = rwLock("add").take(List.of(Path.of("/a")), List.of(Path.of("/b")))) {
      assertThat(held).isNotNull();
      assertThat(table())
          .isEqualTo("{\"read\": {\"/a\": [" + me + "]}, \"write\": {\"/b\": " + me + "}}");
    }
    assertThat(table()).isEqualTo("{}");
    rwLock("add").take(List.of(Path.of("/a")), List.of()).close();
    assertThat(table()).isEqualTo("{\"write\": {}}");
    try (RwLock.Held held = rwLock("add").take(List.of(), List.of(Path.of("/b")))) {
      assertThat(held).isNotNull();
      assertThat(table()).isEqualTo("{\"write\": {\"/b\": " + me + "}, \"read\": {}}");
    }
    assertThat(table()).isEqualTo("{\"read\": {}}");
  }

  @Test
  void rwLock_pathsInsideEachOther_excludeEachOther_exceptReaders() throws IOException {
    Path data = Path.of("/repo/data");
    try (RwLock.Held held = rwLock("one").take(List.of(data), List.of())) {
      assertThat(held).isNotNull();
      rwLock("two").take(List.of(data.resolve("file")), List.of()).close();
      assertThatThrownBy(() -> rwLock("two").take(List.of(), List.of(data.resolve("file"))))
          .isInstanceOf(LockHeld.class)
          .hasMessage(
              "'/repo/data/file' is busy, it is being blocked by:\n  (PID " + PID + "): one");
      rwLock("two").take(List.of(), List.of(Path.of("/repo/database"))).close();
    }
    try (RwLock.Held held = rwLock("one").take(List.of(), List.of(data.resolve("file")))) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> rwLock("two").take(List.of(data), List.of()))
          .isInstanceOf(LockHeld.class);
    }
  }

  @Test
  void rwLock_ofDeadProcess_isRemovedWithAWarning() throws IOException {
    Files.writeString(
        tmp.resolve("rwlock"),
        "{\"write\": {\"/a\": {\"pid\": " + DEAD + ", \"cmd\": \"dvc add\"}, \"/far\": "
            + "{\"pid\": " + DEAD + ", \"cmd\": \"x\"}}}");
    rwLock("add").take(List.of(Path.of("/a/b")), List.of()).close();
    assertThat(warnings)
        .containsExactly(
            "Process 'dvc add' with (Pid 99999999), in RWLock-file '/a' had been killed."
                + " Auto removed it from the lock file.");
    assertThat(table()).contains("/far").doesNotContain("dvc add");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"read\": []}", "{\"read\": {\"/a\": {\"pid\": 1}}}"})
  void rwLock_thatIsBroken_isRefused(String content) throws IOException {
    Files.writeString(tmp.resolve("rwlock"), content);
    assertThatThrownBy(() -> rwLock("add").take(List.of(Path.of("/a")), List.of()))
        .isInstanceOf(RepositoryException.class);
    RepositoryLock.take(tmp, options(false, false)).close();
  }
}
