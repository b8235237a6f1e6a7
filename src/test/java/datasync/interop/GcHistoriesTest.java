package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random histories, of which `gc` leaves the same whoever runs it.
@Tag("interop")
@Timeout(120)
class GcHistoriesTest {
  private static final int COMMITS = 4;
  private static final int ROUNDS = 2;
  private static final int CONTENTS = 5;

  private static Direction.Tools tools;

  @BeforeAll
  static void start() throws Exception {
    tools = Direction.Tools.start();
  }

  @AfterAll
  static void stop() throws Exception {
    tools.close();
  }

  /// A history that is being made.
  private record Maker(Colleague one, Random random, List<String> names, List<String> log) {
    private String content() {
      return "content " + random.nextInt(CONTENTS);
    }

    /// Changes the data, in Git also where it comes from and what is tagged.
    private void commit(int number) throws Exception {
      String date = "2024-01-0" + (1 + number) + "T12:00:00Z";
      one.sandbox().environment().put("GIT_COMMITTER_DATE", date);
      if (number > 0 && random.nextInt(3) == 0) {
        String from = pick(names);
        String branch = "branch" + number;
        one.git("checkout", "-q", "-f", "-b", branch, from);
        names.add(branch);
        log.add(branch + " from " + from);
      }
      change(number == 0);
      one.git("add", "-A");
      one.git("commit", "-q", "--allow-empty", "-m", "commit " + number);
      if (random.nextInt(3) == 0) {
        boolean annotated = random.nextBoolean();
        one.git(
            annotated
                ? new String[] {"tag", "-a", "-m", "x", "tag" + number}
                : new String[] {"tag", "tag" + number});
        names.add("tag" + number);
      }
      log.add("commit " + number);
    }

    private void change(boolean both) throws Exception {
      List<String> added = new ArrayList<>(List.of("add"));
      if (both || random.nextBoolean()) {
        one.write("file", content());
        added.add("file");
      }
      if (both || random.nextInt(3) > 0) {
        for (String name : List.of("x", "y", "deep/z")) {
          if (both || random.nextBoolean()) {
            one.write("folder/" + name, content());
          }
        }
        added.add("folder");
      }
      log.add(added.toString());
      if (added.size() > 1) {
        one.run(added.toArray(String[]::new));
      } else {
        one.write("note", content() + random.nextInt());
      }
    }

    private String pick(List<String> from) {
      return from.get(random.nextInt(from.size()));
    }

    /// What a run of `gc` is told to keep, and where.
    private List<String> selectors() {
      List<String> chosen =
          new ArrayList<>(
              switch (random.nextInt(8)) {
                case 0 -> List.of("-w");
                case 1 -> List.of("-a");
                case 2 -> List.of("-T");
                case 3 -> List.of("-A");
                case 4 -> List.of("-a", "-n", "" + (random.nextInt(4) - 1));
                case 5 -> List.of("--rev", pick(names), "-n", "" + (1 + random.nextInt(3)));
                case 6 -> List.of("--date", "2024-01-0" + (1 + random.nextInt(COMMITS + 1)));
                default -> List.of("-T", "--rev", pick(names));
              });
      switch (random.nextInt(4)) {
        case 0 -> chosen.add("-c");
        case 1 -> chosen.add("--not-in-remote");
        default -> { }
      }
      return chosen;
    }
  }

  /// Names the remote beside a project, outside of the history: in old commits, dvc does not find
  /// one with a relative address, and does not fetch listings from it.
  private static void storeOf(Colleague one) throws Exception {
    Path store = one.root().resolveSibling("store");
    Files.writeString(
        one.sandbox().base().resolve("global/config"),
        "[core]\n    remote = store\n['remote \"store\"']\n    url = " + store + "\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void gc_ofARandomHistory_leavesTheSameAsDvc(int seed) throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      Colleague one = Colleague.starting(sandbox, "given/work", tools.datasync());
      storeOf(one);
      Maker maker =
          new Maker(one, new Random(seed), new ArrayList<>(List.of("main")), new ArrayList<>());
      int pushed = maker.random().nextInt(COMMITS);
      for (int i = 0; i < COMMITS; i++) {
        maker.commit(i);
        if (i == pushed) {
          one.run("push", "-A");
        }
      }
      if (maker.random().nextBoolean()) {
        maker.change(false);
      }
      sandbox.run(sandbox.base(), "cp", "-a", "given", "dvcs");
      sandbox.run(sandbox.base(), "cp", "-a", "given", "ours");
      Colleague dvc = new Colleague(sandbox, sandbox.base().resolve("dvcs/work"), tools.dvc());
      Colleague ours =
          new Colleague(sandbox, sandbox.base().resolve("ours/work"), tools.datasync());
      for (int round = 0; round < ROUNDS; round++) {
        List<String> line = new ArrayList<>(List.of("gc", "-f"));
        line.addAll(maker.selectors());
        String story = "seed " + seed + ": " + maker.log() + ", " + line;
        maker.log().add(line.toString());
        String[] arguments = line.toArray(String[]::new);
        storeOf(dvc);
        Tool.Result theirs = dvc.attempt(arguments);
        storeOf(ours);
        Tool.Result own = ours.attempt(arguments);
        assertThat(own.exit()).as(story + theirs + own).isEqualTo(theirs.exit());
        for (String store : List.of("work/.dvc/cache/files", "store/files")) {
          assertThat(Colleague.objects(sandbox.base().resolve("ours").resolve(store)))
              .as(story)
              .isEqualTo(Colleague.objects(sandbox.base().resolve("dvcs").resolve(store)));
        }
      }
    }
  }
}
