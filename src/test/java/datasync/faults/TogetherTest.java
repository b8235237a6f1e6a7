package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Many processes at once on one cache and one remote.
@Tag("faults")
@Timeout(180)
class TogetherTest {
  private static final int COMMON = 120;

  static List<Integer> counts() {
    return Effort.isFull() ? List.of(2, 8) : List.of(8);
  }

  @ParameterizedTest
  @MethodSource("counts")
  void projects_shareACache(int count, @TempDir Path base) throws Exception {
    List<Machine> machines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path own = Files.createDirectories(base.resolve("p" + i));
      for (String shared : List.of("cache", "remote")) {
        Files.createDirectories(base.resolve(shared));
        Files.createSymbolicLink(own.resolve(shared), base.resolve(shared));
      }
      Machine machine = new Machine(own).initialised();
      for (int j = 0; j < COMMON; j++) {
        machine.write("data/common" + j, j, 400 + j);
      }
      machine.write("data/large", 9, 3 << 20);
      machine.write("data/own", 1000 + i, 500);
      machines.add(machine);
    }
    all(machines, "add", "data");
    all(machines, "push");
    for (Machine machine : machines) {
      SmallDisk.run("rm", "-rf", machine.work().resolve("data").toString());
    }
    SmallDisk.run("rm", "-rf", base.resolve("cache/files").toString());
    all(machines, "pull");
    for (Machine machine : machines) {
      assertThat(machine.done("status").out()).contains("up to date");
    }
    Machine whole = new Machine(base);
    assertThat(whole.damage()).isEmpty();
    long objects =
        whole.files().keySet().stream().filter(name -> name.startsWith("cache/")).count();
    assertThat(objects).isEqualTo(COMMON + 1 + 2L * count);
  }

  /// One project: each command waits for the others, and no change is lost.
  @ParameterizedTest
  @MethodSource("counts")
  void commands_shareAProject(int count, @TempDir Path base) throws Exception {
    Machine machine = new Machine(base).initialised();
    List<Process> running = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      machine.write("data" + i + "/own", i, 1000);
      machine.write("data" + i + "/common", 77, 1000);
    }
    for (int i = 0; i < count; i++) {
      running.add(machine.start("--wait-for-lock", "add", "data" + i));
    }
    finish(running);
    running.clear();
    for (int i = 0; i < count; i++) {
      boolean odd = i % 2 == 1;
      running.add(
          odd
              ? machine.start("--wait-for-lock", "move", "data" + i, "moved" + i)
              : machine.start("--wait-for-lock", "push", "data" + i));
    }
    finish(running);
    assertThat(machine.done("status").out()).contains("up to date");
    Map<String, String> files = machine.files();
    for (int i = 0; i < count; i++) {
      String name = (i % 2 == 1 ? "moved" : "data") + i;
      assertThat(files).containsKeys("work/" + name + ".dvc", "work/" + name + "/own");
    }
    assertThat(machine.damage()).isEmpty();
    assertThat(machine.leftovers()).isEmpty();
  }

  private static void all(List<Machine> machines, String... arguments) throws Exception {
    List<Process> running = new ArrayList<>();
    for (Machine machine : machines) {
      running.add(machine.start(arguments));
    }
    finish(running);
  }

  private static void finish(List<Process> running) throws Exception {
    for (Process each : running) {
      Machine.Outcome outcome = Machine.finish(each);
      assertThat(outcome.exit()).as(outcome.toString()).isZero();
    }
  }
}
