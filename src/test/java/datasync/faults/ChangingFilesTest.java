package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that vanish or change while they are read, and clocks that lie.
@Tag("faults")
@Timeout(120)
class ChangingFilesTest {
  private static final int LARGE = 24 << 20;

  /// A writer that does not stop: whatever `add` takes is what its name says, or it is refused.
  @Test
  void fileThatIsWrittenWhileItIsAdded_isNotRecordedWrong(@TempDir Path base) throws Exception {
    Machine machine = new Machine(base).initialised();
    machine.write("data/log", 1, LARGE);
    machine.write("data/other", 2, 1000);
    Path log = machine.work().resolve("data/log");
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                    for (int i = 0; !stop.get(); i++) {
                      byte[] change = Integer.toString(i).getBytes();
                      channel.write(ByteBuffer.wrap(change), i * 4099L % LARGE);
                    }
                  } catch (java.io.IOException broken) {
                    throw new AssertionError(broken);
                  }
                });
    Machine.Outcome outcome;
    try {
      outcome = machine.run("add", "data");
    } finally {
      stop.set(true);
      writer.join();
    }
    assertThat(machine.damage()).as(outcome.toString()).isEmpty();
    if (outcome.exit() != 0) {
      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.err()).contains("data/log").contains("being written by another program");
      assertThat(machine.work().resolve("data.dvc")).doesNotExist();
    }
    machine.done("add", "data");
    assertThat(machine.done("status").out()).contains("up to date");
    assertSaved(machine, "data/log");
  }

  /// Files that come and go: the rest is added, and a second run sees what is there then.
  @Test
  void filesThatVanishWhileAFolderIsAdded_areLeftOutOrNamed(@TempDir Path base)
      throws Exception {
    Machine machine = new Machine(base).initialised();
    int count = 3000;
    for (int i = 0; i < count; i++) {
      machine.write("data/d" + i % 10 + "/f" + i, i, 20);
    }
    Process running = machine.start("add", "data");
    for (int i = 0; i < count && running.isAlive(); i += 2) {
      Files.delete(machine.work().resolve("data/d" + i % 10 + "/f" + i));
    }
    Machine.Outcome outcome = Machine.finish(running);
    if (outcome.exit() != 0) {
      assertThat(outcome.err()).contains("data/d").doesNotContain("bug in datasync");
      assertThat(machine.work().resolve("data.dvc")).doesNotExist();
    }
    assertThat(machine.damage()).isEmpty();
    machine.done("add", "data");
    assertThat(machine.done("status").out()).contains("up to date");
    assertSaved(machine, "data/d1/f1");
  }

  /// Times from other days: a change is seen although the clock or the file's time went back.
  static List<Long> seconds() {
    List<Long> few = List.of(-40_000_000L, 3L);
    return Effort.isFull() ? List.of(-40_000_000L, -3L, 0L, 3L, 40_000_000L) : few;
  }

  @ParameterizedTest
  @MethodSource("seconds")
  void changes_areSeenWhateverTheClockSays(long seconds, @TempDir Path base) throws Exception {
    Machine machine = new Machine(base).initialised();
    machine.write("data/a", 1, 1000);
    machine.write("data/b", 2, 1000);
    FileTime time = FileTime.from(Instant.now().plusSeconds(seconds));
    Path file = machine.work().resolve("data/a");
    Files.setLastModifiedTime(file, time);
    machine.done("add", "--no-relink", "data");
    // an editor that keeps the time and writes a new file of the same size
    Path fresh = machine.work().resolve("fresh");
    machine.write("fresh", 3, 1000);
    Files.setLastModifiedTime(fresh, time);
    Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(machine.done("status", "--json").out()).contains("modified");
    machine.done("add", "data");
    assertThat(machine.done("status").out()).contains("up to date");
    // and one that writes in place and lets the time go back
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(86_400)));
    assertThat(machine.done("status", "--json").out()).contains("modified");
    machine.done("add", "data");
    assertSaved(machine, "data/a");
    assertThat(machine.damage()).isEmpty();
  }

  private static void assertSaved(Machine machine, String name) throws Exception {
    String digest = Machine.digest(machine.work().resolve(name));
    Path object =
        machine.cache().resolve("files/md5").resolve(digest.substring(0, 2))
            .resolve(digest.substring(2));
    assertThat(object).as(name).exists();
  }
}
