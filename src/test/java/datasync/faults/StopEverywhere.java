package datasync.faults;

import datasync.faults.disk.Disk;
import datasync.faults.disk.FaultyProvider;
import datasync.io.FolderTree;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The program of the process in which [StopTest] stops commands at their steps. Arguments: a
/// folder, how a stop ends (`kill`, `ordered` or `unordered`: see `Damage`), the seed, how many
/// steps of each scenario to try (0 for all), and the scenario's name or nothing for all.
public final class StopEverywhere {
  private final Disk disk = ((FaultyProvider) FileSystems.getDefault().provider()).disk();
  private final World world;
  private final Path base;
  private final String kind;
  private final Random random;
  private final int most;
  private int stops;
  private int problems;

  private StopEverywhere(Path folder, String kind, long seed, int most) {
    this.world = new World(folder.resolve("world"));
    this.base = folder.resolve("base");
    this.kind = kind;
    this.random = new Random(seed);
    this.most = most;
  }

  /// Runs, prints a line for each problem, and ends with status 1 when there was one.
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).toRealPath();
    StopEverywhere all =
        new StopEverywhere(
            folder, arguments[1], Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
    all.disk.watch(all.world.top().toString());
    int scenarios = 0;
    for (Scenario each : Scenario.all()) {
      // names that metadata files lose and get are left to the order of the file system
      boolean edits = arguments[1].equals("unordered") && !each.again().isEmpty();
      if (!edits && (arguments.length < 5 || each.name().equals(arguments[4]))) {
        all.run(each);
        scenarios++;
      }
    }
    System.out.printf(
        "%s: %d scenarios, %d stops, %d problems%n",
        arguments[1], scenarios, all.stops, all.problems);
    System.exit(all.problems == 0 ? 0 : 1);
  }

  private void run(Scenario scenario) throws IOException {
    FolderTree.delete(world.top());
    FolderTree.delete(base);
    world.make(scenario.before());
    World.copy(world.top(), base);
    Map<String, byte[]> before = Invariants.files(world);
    disk.begin(0);
    World.Ran ran = world.run(scenario.command());
    long steps = disk.steps();
    disk.end();
    if (ran.exit() != 0) {
      throw new AssertionError(scenario.name() + " undisturbed: " + ran);
    }
    Map<String, String> wanted = world.look();
    Invariants invariants = new Invariants(world, before, Invariants.files(world));
    report(scenario, 0, invariants.broken(true));
    for (long n : points(steps)) {
      report(scenario, n, stopAt(scenario, n, wanted, invariants));
      stops++;
    }
    System.out.println(scenario.name() + ": of " + steps + " steps; stops so far: " + stops);
  }

  /// The steps to stop at; the last is behind the end of the command.
  private List<Long> points(long steps) {
    List<Long> points = new ArrayList<>();
    for (long n = 1; n <= steps + 1; n++) {
      points.add(n);
    }
    while (most > 0 && points.size() > most) {
      points.remove(random.nextInt(points.size() - 1));
    }
    return points;
  }

  private List<String> stopAt(
      Scenario scenario, long n, Map<String, String> wanted, Invariants invariants)
      throws IOException {
    FolderTree.delete(world.top());
    World.copy(base, world.top());
    if (random.nextBoolean()) {
      world.run("status");
    }
    disk.begin(n);
    world.run(scenario.command());
    boolean stopped = disk.end();
    if (!kind.equals("kill")) {
      disk.powerCut(random, kind.equals("ordered"));
    }
    List<String> broken = new ArrayList<>(invariants.broken(kind.equals("kill")));
    World.Ran again = world.run(scenario.command());
    boolean refused = again.exit() != 0 && !kind.equals("kill");
    if (refused && scenario.command().startsWith("checkout")
        || refused && scenario.command().startsWith("pull")) {
      // files of the workspace that the power cut damaged look like changes of the user
      again = world.run(scenario.command() + " --force");
    } else if (!kind.equals("kill") && scenario.command().startsWith("unprotect")) {
      world.run("checkout --force");
      again = world.run(scenario.command());
    } else if (refused && scenario.command().contains(" -o ")) {
      again = world.run(scenario.command() + " --force");
    }
    if (again.exit() != 0 && !scenario.again().isEmpty()) {
      again = world.run(scenario.again());
    }
    if (again.exit() != 0) {
      broken.add("once more: " + again);
    }
    Map<String, String> found = world.look();
    if (!found.equals(wanted)) {
      broken.add("the end is another one" + (stopped ? "" : " without a stop"));
      difference(wanted, found, broken);
    }
    return broken;
  }

  private static void difference(
      Map<String, String> wanted, Map<String, String> found, List<String> broken) {
    wanted.forEach(
        (name, text) -> {
          if (!text.equals(found.get(name))) {
            broken.add("  " + name + ": " + text + ", now " + found.get(name));
          }
        });
    found.forEach(
        (name, text) -> {
          if (!wanted.containsKey(name)) {
            broken.add("  " + name + ": new, " + text);
          }
        });
  }

  private void report(Scenario scenario, long n, List<String> broken) {
    if (!broken.isEmpty()) {
      problems++;
      System.out.println(kind + ", " + scenario.name() + " at step " + n + ":");
      broken.stream().limit(8).forEach(each -> System.out.println("  " + each));
    }
  }
}
