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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A disk that is full, or out of names, in the middle of a command: nothing half-written, and the
/// same command again, once there is room, ends as if nothing had been.
@Tag("faults")
@Timeout(120)
class FullDiskTest {
  private static final int KILOBYTES = 512;

  /// What lies on the small disk, the command, and the kilobytes that are left when it is full.
  static List<Arguments> cases() {
    List<Arguments> few =
        List.of(
            Arguments.of("cache", "add data", 100),
            Arguments.of("work", "add data", 0),
            Arguments.of("work", "pull", 350),
            Arguments.of("work", "move data other", 0),
            Arguments.of("remote", "push", 100));
    List<Arguments> all = new ArrayList<>(few);
    for (int spared : new int[] {0, 20, 350}) {
      all.add(Arguments.of("cache", "add data", spared));
      all.add(Arguments.of("cache", "fetch", spared));
      all.add(Arguments.of("cache", "commit -f", spared / 2));
      all.add(Arguments.of("work", "checkout", spared));
      all.add(Arguments.of("remote", "push", spared));
    }
    all.add(Arguments.of("work", "remove data.dvc", 0));
    all.add(Arguments.of("work", "remove --outs data.dvc", 0));
    all.add(Arguments.of("work", "freeze data.dvc", 0));
    return Effort.isFull() ? all : few;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fullDisk(String place, String command, int spared, @TempDir Path folder)
      throws Exception {
    Map<String, String> expected = undisturbed(folder.resolve("calm"), command);
    Path base = Files.createDirectories(folder.resolve("full"));
    try (SmallDisk disk = SmallDisk.at(base.resolve(place), "size=4m")) {
      Machine machine = prepared(base, command);
      Map<String, String> before = machine.files();
      disk.fill(spared);
      Machine.Outcome failed = machine.run(command.split(" "));
      disk.makeRoom();
      if (failed.exit() != 0) {
        assertThat(failed.exit()).as(failed.toString()).isIn(1, 3, 6);
        assertThat(failed.err()).contains("the disk is full").contains(base.toString());
        assertThat(failed.err()).doesNotContain("bug");
      } else {
        // what is written is little, and may have had room
        assertThat(place).as(failed.toString()).isEqualTo("work");
      }
      assertThat(machine.damage()).as("after %s", failed).isEmpty();
      assertThat(machine.leftovers()).isEmpty();
      kept(before, machine, command);
      if (failed.exit() != 0) {
        machine.done(command.split(" "));
      }
      assertThat(machine.files()).isEqualTo(expected);
    }
  }

  private static void kept(Map<String, String> before, Machine machine, String command)
      throws Exception {
    Map<String, String> now = machine.files();
    before.forEach(
        (name, body) -> {
          boolean may =
              name.startsWith("work/data")
                  && !command.startsWith("add") && !command.startsWith("commit");
          if (!may) {
            assertThat(now.get(name)).as(name).isEqualTo(body);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({"cache, add data", "work, checkout"})
  void noNamesLeft(String place, String command, @TempDir Path folder) throws Exception {
    Map<String, String> expected = undisturbed(folder.resolve("calm"), command);
    Path base = Files.createDirectories(folder.resolve("full"));
    try (SmallDisk disk = SmallDisk.at(base.resolve(place), "size=8m,nr_inodes=150")) {
      Machine machine = prepared(base, command);
      disk.fillNames(5);
      Machine.Outcome failed = machine.run(command.split(" "));
      disk.makeRoom();
      assertThat(failed.exit()).as(failed.toString()).isNotZero();
      assertThat(failed.err()).contains("the disk is full");
      assertThat(machine.damage()).isEmpty();
      machine.done(command.split(" "));
      assertThat(machine.files()).isEqualTo(expected);
    }
  }

  private static Map<String, String> undisturbed(Path base, String command) throws Exception {
    Machine machine = prepared(Files.createDirectories(base), command);
    machine.done(command.split(" "));
    return machine.files();
  }

  private static Machine prepared(Path base, String command) throws Exception {
    Machine machine = new Machine(base).initialised();
    machine.withData(KILOBYTES);
    prepare(machine, command);
    return machine;
  }

  /// What has to be there before a command makes sense.
  private static void prepare(Machine machine, String command) throws Exception {
    String verb = command.split(" ")[0];
    if (verb.equals("add")) {
      return;
    }
    machine.done("add", "data");
    switch (verb) {
      case "fetch" -> {
        machine.done("push");
        delete(machine.cache());
      }
      case "pull" -> {
        machine.done("push");
        delete(machine.cache());
        delete(machine.work().resolve("data"));
      }
      case "checkout" -> delete(machine.work().resolve("data"));
      case "commit" -> machine.write("data/large", 99, KILOBYTES * 512);
      default -> { }
    }
  }

  private static void delete(Path top) throws Exception {
    SmallDisk.run("sh", "-c", "chmod -R u+w \"$1\" && rm -rf \"$1\"/*", "sh", top.toString());
    if (top.endsWith("data")) {
      Files.delete(top);
    }
  }
}
