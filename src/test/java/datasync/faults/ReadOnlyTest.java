package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A cache, a remote or a workspace that nobody may write to.
@Tag("faults")
@Timeout(120)
class ReadOnlyTest {
  private static final int KILOBYTES = 64;

  /// What lies on a file system that is mounted read-only, and a command that has to write there.
  static List<Arguments> cases() {
    List<Arguments> few =
        List.of(
            Arguments.of("cache", "add more"),
            Arguments.of("remote", "push"),
            Arguments.of("work", "checkout"));
    List<Arguments> all = new ArrayList<>(few);
    all.add(Arguments.of("cache", "pull"));
    for (String command : List.of("add more", "move data other", "remove data.dvc")) {
      all.add(Arguments.of("work", command));
    }
    return Effort.isFull() ? all : few;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatHasToBeWritten_isRefusedAndNamed(
      String place, String command, @TempDir Path folder) throws Exception {
    Machine calm = prepared(Files.createDirectories(folder.resolve("calm")), command);
    calm.done(command.split(" "));
    Path base = Files.createDirectories(folder.resolve("locked"));
    try (SmallDisk disk = SmallDisk.at(base.resolve(place), "size=8m")) {
      Machine machine = prepared(base, command);
      Map<String, String> before = machine.files();
      disk.change("ro");
      Machine.Outcome failed = machine.run(command.split(" "));
      assertThat(failed.exit()).as(failed.toString()).isIn(1, 3);
      assertThat(failed.err()).contains("the file system is read-only").contains(base.toString());
      Map<String, String> after = machine.files();
      before.forEach(
          (name, body) -> assertThat(after.get(name)).as(name).isEqualTo(body));
      assertThat(machine.damage()).isEmpty();
      disk.change("rw");
      machine.done(command.split(" "));
      assertThat(machine.files()).isEqualTo(calm.files());
    }
  }

  /// A project on a read-only file system can be looked at.
  @Test
  void readOnlyWorkspace_isStillGoodForReading(@TempDir Path base) throws Exception {
    try (SmallDisk disk = SmallDisk.at(base.resolve("work"), "size=8m")) {
      Machine machine = prepared(base, "status");
      disk.change("ro");
      assertThat(machine.done("status").out()).contains("up to date");
      assertThat(machine.done("status", "-c", "--json").out()).contains("data");
    }
  }

  private static Machine prepared(Path base, String command) throws Exception {
    Machine machine = new Machine(base).initialised().withData(KILOBYTES);
    machine.done("add", "data");
    if (command.equals("pull")) {
      machine.done("push");
      SmallDisk.run(
          "sh", "-c", "chmod -R u+w \"$1\" && rm -rf \"$1\"/* \"$2\"", "sh",
          machine.cache().toString(), machine.work().resolve("data").toString());
    } else if (command.equals("checkout")) {
      SmallDisk.run("rm", "-rf", machine.work().resolve("data").toString());
    } else if (command.endsWith("more")) {
      machine.write("more", 7, KILOBYTES * 1024);
    }
    return machine;
  }
}
