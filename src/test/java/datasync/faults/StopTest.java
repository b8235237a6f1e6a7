package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands stopped at each change they make to a file, by a kill or by a power cut: nothing is
/// lost, nothing half is believed, and the same command again ends where it always ends. In full,
/// every step of every scenario.
@Tag("faults")
class StopTest {
  private static final int FULL_MINUTES = 20;

  @TempDir(factory = InMemory.class)
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"kill", "ordered", "unordered"})
  void commandsStoppedAnywhere_loseNothingAndConverge(String kind)
      throws IOException, InterruptedException {
    long seed = Long.getLong("datasync.seed", System.nanoTime());
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Djava.nio.file.spi.DefaultFileSystemProvider="
        + "datasync.faults.disk.FaultyProvider");
    line.add("--enable-native-access=ALL-UNNAMED");
    line.add("-XX:TieredStopAtLevel=1");
    line.add("-cp");
    line.add(System.getProperty("java.class.path") + ":build/test:build/main");
    line.add(StopEverywhere.class.getName());
    line.add(folder.toString());
    line.add(kind);
    line.add(Long.toString(seed));
    line.add(Integer.toString(Effort.of(4, 0)));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(FULL_MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as("seed " + seed + "\n" + said).isZero();
    System.out.println("seed " + seed + ", " + said.substring(said.lastIndexOf(kind)).strip());
  }
}
