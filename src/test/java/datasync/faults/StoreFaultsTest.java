package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.io.FolderTree;
import datasync.object.Faults;
import datasync.object.Faults.Kind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each call that a command makes of a remote broken in each way, once and from there on: nothing
/// wrong is kept, nothing is told done that is not, and the same command again ends where it
/// always ends. While a call hangs, all holds as well.
@Tag("faults")
class StoreFaultsTest {
  private static final String UP_TO_DATE = "up to date";

  @TempDir(factory = InMemory.class)
  Path folder;

  private final long seed = Long.getLong("datasync.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private World world;
  private Invariants invariants;
  private Map<String, String> first;
  private Map<String, String> wanted;
  private World.Ran undisturbed;
  private boolean bucket;
  private int broken;

  @ParameterizedTest
  @CsvSource({
    "push, false", "push, true",
    "pull, false", "pull, true",
    "fetch, false", "fetch, true",
    "status -c, false", "status -c, true",
    "gc -w -c -f, false", "gc -w -c -f, true",
    "fsck -c, true",
    "plan push, false", "plan push, true",
    "plan pull, false", "plan pull, true",
    "who-has data model.bin, false", "who-has data model.bin, true",
  })
  void brokenCalls_leaveNothingWrongAndTheNextRunConverges(String command, boolean isBucket)
      throws Exception {
    bucket = isBucket;
    prepare(command);
    for (Kind kind : Kind.values()) {
      for (boolean once : new boolean[] {true, false}) {
        if (once || kind != Kind.STALL) {
          breakEach(command, kind, once, Effort.of(1, 1000));
        }
      }
    }
    System.out.println("seed " + seed + ", " + command + ": " + broken + " broken calls");
  }

  private void prepare(String command) throws IOException {
    world = new World(folder.toRealPath().resolve("world"));
    List<String> lines = new ArrayList<>();
    lines.add("> init -q");
    lines.add("> remote add -q -d r ../remote");
    lines.add("write data/a 5000 1");
    lines.add("write data/sub/b 300 2");
    lines.add("write data/sub/c 20 3");
    lines.add("write data/large 400000 4");
    lines.add("write model.bin 150000 7");
    lines.add("> add -q data model.bin");
    switch (command.substring(0, 4)) {
      case "push" -> { }
      case "stat" -> lines.addAll(List.of("> push -q", "rm model.bin", "rm .dvc/cache"));
      case "pull" -> lines.addAll(List.of("> push -q", "rm .dvc/cache", "rm data"));
      case "fetc" -> lines.addAll(List.of("> push -q", "rm .dvc/cache"));
      case "gc -" ->
          lines.addAll(
              List.of(
                  "> push -q",
                  "> unprotect data",
                  "write data/a 6000 11",
                  "write data/new 10 12",
                  "> add -q data",
                  "> push -q"));
      case "plan" -> {
        if (command.equals("plan pull")) {
          lines.addAll(List.of("> push -q", "rm .dvc/cache"));
        }
      }
      default ->
          lines.addAll(
              List.of("> push -q", "write model.bin 3000 9", "> add -q model.bin"));
    }
    if (bucket) {
      lines.add("> remote modify -q r url http://127.0.0.1:1/r");
    }
    world.make(lines);
    World.copy(world.top(), folder.resolve("base"));
    first = world.look();
    Map<String, byte[]> before = Invariants.files(world);
    undisturbed = world.run(command, remote(Faults.none()));
    wanted = world.look();
    invariants = new Invariants(world, before, Invariants.files(world));
    assertThat(undisturbed.text()).doesNotContain("bug");
    assertThat(undisturbed.exit()).as(undisturbed.text()).isIn(0, 6);
  }

  private FaultyRemote remote(Faults faults) {
    return new FaultyRemote(world.top().resolve("remote"), bucket, faults);
  }

  private void reset() throws IOException {
    FolderTree.delete(world.top());
    World.copy(folder.resolve("base"), world.top());
  }

  private void breakEach(String command, Kind kind, boolean once, int most) throws Exception {
    reset();
    Faults counting = Faults.none();
    world.run(command, remote(counting));
    List<Long> points = new ArrayList<>();
    for (long n = 1; n <= counting.calls() + 1; n++) {
      points.add(n);
    }
    while (points.size() > most) {
      points.remove(random.nextInt(points.size()));
    }
    for (long n : points) {
      broken++;
      reset();
      Faults faults = once ? Faults.at(n, kind) : Faults.from(n, kind);
      String where =
          "seed %d: %s, %s %s call %d of %d"
              .formatted(
                  seed, command, kind, once ? "in" : "from", n, counting.calls());
      World.Ran ran =
          kind == Kind.STALL ? runStalled(command, faults, where) : run(command, faults);
      check(command, ran, where + " gave " + ran.exit() + ", " + ran.text());
    }
  }

  private World.Ran run(String command, Faults faults) {
    return world.run(command, remote(faults));
  }

  /// Looks at everything while a call hangs.
  private World.Ran runStalled(String command, Faults faults, String where) throws Exception {
    CompletableFuture<World.Ran> running = new CompletableFuture<>();
    CountDownLatch stalled = faults.stalled();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                running.complete(run(command, faults));
              } catch (RuntimeException | Error failure) {
                running.completeExceptionally(failure);
              } finally {
                stalled.countDown();
              }
            });
    stalled.await();
    try {
      assertThat(brokenWhileRunning()).as(where + ", meanwhile").isEmpty();
    } finally {
      faults.release();
    }
    return running.get();
  }

  private List<String> brokenWhileRunning() throws IOException {
    while (true) {
      try {
        return invariants.broken(true);
      } catch (NoSuchFileException | java.io.UncheckedIOException renamed) {
        // another thread of the command goes on; look again
      }
    }
  }

  private void check(String command, World.Ran ran, String what) throws IOException {
    assertThat(invariants.broken(true)).as(what).isEmpty();
    assertThat(ran.text()).as(what).doesNotContain("bug");
    boolean writes = !wanted.equals(first);
    if (ran.exit() == 0 && writes) {
      assertThat(world.look()).as(what).isEqualTo(wanted);
    }
    if (!undisturbed.text().contains(UP_TO_DATE)) {
      assertThat(ran.text()).as(what).doesNotContain(UP_TO_DATE);
    }
    boolean tells = !writes || command.startsWith("status");
    if (ran.exit() == undisturbed.exit() && tells) {
      boolean said =
          ran.text().contains("cannot be asked")
              || ran.text().contains("injected")
              || ran.text().contains("corrupt: r:")
              || ran.text().contains("bad-listing: r:");
      if (!said) {
        assertThat(ran.text()).as(what).isEqualTo(undisturbed.text());
      }
    }
    World.Ran again = run(command, Faults.none());
    assertThat(again.exit()).as(what + ", then " + again.text()).isEqualTo(undisturbed.exit());
    assertThat(world.look()).as(what).isEqualTo(wanted);
    if (tells) {
      assertThat(again.text()).as(what).isEqualTo(undisturbed.text());
    }
  }
}
