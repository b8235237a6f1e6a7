package datasync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.faults.BreakingServer.Fault;
import datasync.http.FakeServer;
import datasync.io.FolderTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each answer of a server broken in each way, once and for good, while a command talks to it:
/// nothing wrong is kept, nothing is told done that is not, and the same command again ends where
/// it always ends.
@Tag("faults")
class WebFaultsTest {
  private static final Pattern MEMBER = Pattern.compile("\"md5\": \"([0-9a-f]{32})\"");

  @TempDir(factory = InMemory.class)
  Path folder;

  private final long seed = Long.getLong("datasync.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final BreakingServer server = new BreakingServer();
  private Map<String, byte[]> stored;
  private Map<String, byte[]> wantedOnServer;
  private Map<String, String> wanted;
  private World.Ran undisturbed;
  private Invariants invariants;
  private World world;
  private int faults;

  @ParameterizedTest
  @ValueSource(strings = {"push", "pull", "fetch", "status -c"})
  void brokenAnswers_leaveNothingWrongAndTheNextRunConverges(String command) throws Exception {
    try (FakeServer http = new FakeServer(server)) {
      prepare(command, http);
      for (Fault fault : Fault.values()) {
        for (boolean once : new boolean[] {true, false}) {
          // a stall takes the time limit of one second, for each attempt
          boolean slow = fault == Fault.STALL;
          if (!slow || once) {
            breakEach(command, fault, once, slow ? Effort.of(1, 12) : Effort.of(3, 1000));
          }
        }
      }
    }
    System.out.println("seed " + seed + ", " + command + ": " + faults + " broken answers");
  }

  private void prepare(String command, FakeServer http) throws IOException {
    world = new World(folder.toRealPath().resolve("world"));
    List<String> lines = new ArrayList<>();
    lines.add("> init -q");
    lines.add("> remote add -q -d r " + http.uri("/r"));
    lines.add("> remote modify -q r read_timeout 1");
    lines.add("> remote modify -q r connect_timeout 1");
    lines.add("write data/a 5000 1");
    lines.add("write data/sub/b 300 2");
    lines.add("write data/sub/c 20 3");
    lines.add("write data/large 1500000 4");
    lines.add("write model.bin 150000 7");
    lines.add("> add -q data model.bin");
    if (!command.equals("push")) {
      lines.add("> push -q");
      lines.add(command.equals("status -c") ? "rm model.bin" : "rm .dvc/cache");
    }
    if (command.equals("pull")) {
      lines.add("rm data");
    }
    world.make(lines);
    if (command.equals("status -c")) {
      // one file is on one side only
      server.files().keySet().removeIf(name -> name.endsWith("ca887f8f823f0b19ffa7051744009d8a"));
    }
    stored = new HashMap<>(server.files());
    World.copy(world.top(), folder.resolve("base"));
    Map<String, byte[]> before = Invariants.files(world);
    undisturbed = world.run(command);
    assertThat(undisturbed.exit()).as(undisturbed.text()).isZero();
    wanted = world.look();
    wantedOnServer = new HashMap<>(server.files());
    invariants = new Invariants(world, before, Invariants.files(world));
  }

  private void breakEach(String command, Fault fault, boolean once, int most)
      throws IOException {
    reset();
    world.run(command);
    List<Integer> points = new ArrayList<>();
    for (int n = 1; n <= server.requests() + 2; n++) {
      points.add(n);
    }
    while (points.size() > most) {
      points.remove(random.nextInt(points.size()));
    }
    for (int n : points) {
      faults++;
      reset();
      server.breakAt(n, fault, once);
      World.Ran ran = world.run(command);
      server.breakAt(0, fault, true);
      String what =
          "seed %d: %s with %s %s answer %d gave %d, %s"
              .formatted(
                  seed, command, fault, once ? "in" : "from", n, ran.exit(), ran.text());
      assertThat(invariants.broken(true)).as(what).isEmpty();
      checkServer(what);
      if (ran.exit() == 0) {
        checkEnd(command, ran, what);
      }
      assertThat(ran.text()).as(what).doesNotContain("bug");
      World.Ran again = world.run(command);
      assertThat(again.exit()).as(what + ", then " + again.text()).isZero();
      checkEnd(command, again, what + ", then");
    }
  }

  private void reset() throws IOException {
    FolderTree.delete(world.top());
    World.copy(folder.resolve("base"), world.top());
    server.files().clear();
    server.files().putAll(stored);
    server.breakAt(0, Fault.ERROR, true);
  }

  private void checkEnd(String command, World.Ran ran, String what) throws IOException {
    assertThat(world.look()).as(what).isEqualTo(wanted);
    assertThat(server.files().keySet()).as(what).isEqualTo(wantedOnServer.keySet());
    if (command.equals("status -c")) {
      assertThat(ran.text()).as(what).isEqualTo(undisturbed.text());
    }
  }

  /// Every object is what its name says, and everything a listing names is there.
  private void checkServer(String what) {
    server
        .files()
        .forEach(
            (name, content) -> {
              String id = name.substring(name.length() - 33).replace("/", "");
              if (name.endsWith(".dir")) {
                id = name.substring(name.length() - 37).replace("/", "").replace(".dir", "");
                Matcher members =
                    MEMBER.matcher(new String(content, StandardCharsets.UTF_8));
                while (members.find()) {
                  String member = members.group(1);
                  String file = member.substring(0, 2) + "/" + member.substring(2);
                  assertThat(server.files()).as(what).containsKey("/r/files/md5/" + file);
                }
              }
              assertThat(World.digest(content)).as(what + " " + name).isEqualTo(id);
            });
  }
}
