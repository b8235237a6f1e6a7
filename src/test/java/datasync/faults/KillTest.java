package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.faults.disk.FaultyProvider;
import datasync.faults.disk.KillPoint;
import datasync.io.FolderTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The jar killed with SIGKILL, at random changes that it makes to files and at random times:
/// nothing is lost, and the same command again ends where it always ends.
@Tag("faults")
class KillTest {
  private static final Path JAR = Path.of("build/datasync.jar").toAbsolutePath();
  private static final Path TESTS = Path.of("build/test").toAbsolutePath();
  private static final int MOST_STEPS = 100;
  private static final int TOLD = 50;

  @TempDir(factory = InMemory.class)
  Path folder;

  private final long seed = Long.getLong("datasync.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private World world;
  private Path base;
  private int most;
  private int longest;
  private int killed;

  @Test
  void processKilledAnywhere_losesNothingAndTheNextOneConverges() throws Exception {
    int wanted = Effort.of(12, 560);
    List<Scenario> scenarios = Scenario.all();
    int start = random.nextInt(scenarios.size());
    for (int i = 0; i < Math.min(wanted, scenarios.size()); i++) {
      Scenario scenario = scenarios.get((start + i) % scenarios.size());
      kill(scenario, Math.ceilDiv(wanted, scenarios.size()));
    }
    System.out.println("seed " + seed + ": " + killed + " processes killed");
    assertThat(killed).isGreaterThanOrEqualTo(wanted * 9 / 10);
  }

  private void kill(Scenario scenario, int times) throws IOException, InterruptedException {
    world = new World(folder.toRealPath().resolve("world"));
    base = folder.toRealPath().resolve("base");
    FolderTree.delete(world.top());
    FolderTree.delete(base);
    world.make(scenario.before());
    World.copy(world.top(), base);
    Map<String, byte[]> before = Invariants.files(world);
    assertThat(world.run(scenario.command()).exit()).as(scenario.name()).isZero();
    Map<String, String> end = world.look();
    Invariants invariants = new Invariants(world, before, Invariants.files(world));
    int goal = killed + times;
    most = MOST_STEPS;
    longest = millis(scenario);
    for (int i = 0; killed < goal && i < 3 * times; i++) {
      FolderTree.delete(world.top());
      World.copy(base, world.top());
      boolean byTime = random.nextInt(4) == 0;
      String point = byTime ? killInTime(scenario) : killAtStep(scenario);
      if (!point.isEmpty() && ++killed % TOLD == 0) {
        System.out.println(killed + " killed, now " + scenario.name());
      }
      String what = "seed " + seed + ", " + scenario.name() + " killed at " + point;
      assertThat(invariants.broken(true)).as(what).isEmpty();
      World.Ran again = world.run(scenario.command());
      if (again.exit() != 0 && !scenario.again().isEmpty()) {
        again = world.run(scenario.again());
      }
      assertThat(again.exit()).as(what + ", then " + again.text()).isZero();
      assertThat(world.look()).as(what).isEqualTo(end);
    }
  }

  private Process start(Scenario scenario, List<String> options, Map<String, String> variables)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    line.addAll(options);
    line.addAll(List.of("-jar", JAR.toString()));
    line.addAll(List.of(scenario.command().split(" ")));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.directory(world.project().toFile());
    builder.environment().clear();
    builder.environment().putAll(world.variables());
    builder.environment().putAll(variables);
    return builder.start();
  }

  /// How long an undisturbed process takes, at least 1.
  private int millis(Scenario scenario) throws IOException, InterruptedException {
    FolderTree.delete(world.top());
    World.copy(base, world.top());
    long start = System.nanoTime();
    Process process = start(scenario, List.of(), Map.of());
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).as(scenario.name()).isZero();
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  /// Where it was killed, or nothing when it ended before.
  private String killInTime(Scenario scenario) throws IOException, InterruptedException {
    int millis = random.nextInt(longest);
    Process process = start(scenario, List.of(), Map.of());
    boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    return ended ? "" : millis + " ms";
  }

  private String killAtStep(Scenario scenario) throws IOException, InterruptedException {
    int step = 1 + random.nextInt(most);
    Process process =
        start(
            scenario,
            List.of(
                "-Xbootclasspath/a:" + TESTS,
                "-Djava.nio.file.spi.DefaultFileSystemProvider="
                    + FaultyProvider.class.getName()),
            Map.of(
                KillPoint.FOLDER, world.top().toString(),
                KillPoint.STEP, Integer.toString(step)));
    boolean ready = false;
    try (BufferedReader said = process.inputReader()) {
      String line = said.readLine();
      while (line != null && !ready) {
        ready = line.equals(KillPoint.READY);
        line = ready ? line : said.readLine();
      }
      process.destroyForcibly().waitFor();
    }
    if (!ready) {
      most = Math.max(1, step - 1);
    }
    return ready ? "step " + step : "";
  }
}
