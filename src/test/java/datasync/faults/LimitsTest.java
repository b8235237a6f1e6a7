package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Few open files.
@Tag("faults")
@Timeout(120)
class LimitsTest {
  private static final int FILES = 400;

  static List<Integer> limits() {
    return Effort.isFull() ? List.of(12, 14, 17, 22, 40) : List.of(17, 40);
  }

  /// Java itself needs about ten; each limit either suffices or is named, and nothing is lost.
  @ParameterizedTest
  @MethodSource("limits")
  void fewOpenFiles_areEnoughOrNamed(int limit, @TempDir Path folder) throws Exception {
    Machine calm = filled(Files.createDirectories(folder.resolve("calm")));
    work(calm);
    Machine machine = filled(Files.createDirectories(folder.resolve("few")));
    Machine few = machine.limited("ulimit -n " + limit);
    Map<String, String> before = machine.files();
    for (String command : new String[] {"add data", "push -j 8", "checkout -f", "pull"}) {
      if (command.startsWith("checkout")) {
        SmallDisk.run("rm", "-rf", machine.work().resolve("data").toString());
      }
      Machine.Outcome outcome = few.run(command.split(" "));
      if (limit >= 40) {
        assertThat(outcome.exit()).as("%s %s", command, outcome).isZero();
      } else if (outcome.exit() != 0) {
        // below about 11 it is Java that cannot start
        assertThat(outcome.err() + outcome.out()).as(command)
            .containsAnyOf("too many files are open", "could not open", "Too many open files");
        assertThat(outcome.err()).as(command).doesNotContain("bug in datasync");
      }
      assertThat(machine.damage()).as(command).isEmpty();
      if (command.startsWith("add")) {
        assertThat(machine.files()).containsAllEntriesOf(before);
      }
      machine.done(command.split(" "));
    }
    assertThat(machine.files()).isEqualTo(calm.files());
  }

  private static void work(Machine machine) throws Exception {
    machine.done("add", "data");
    machine.done("push");
  }

  private static Machine filled(Path base) throws Exception {
    Machine machine = new Machine(base).initialised();
    for (int i = 0; i < FILES; i++) {
      machine.write("data/d" + i % 7 + "/f" + i, i, 100 + i);
    }
    return machine;
  }
}
