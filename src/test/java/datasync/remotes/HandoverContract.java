package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.interop.Colleague;
import datasync.interop.Direction;
import datasync.interop.Exchange;
import datasync.interop.RealDvc;
import datasync.interop.Sandbox;
import datasync.interop.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What real dvc and datasync do to each other's data on a real server, the same for every kind of
/// remote. A subclass says how the server starts and how the remote, named `store`, is configured.
@Tag("remotes")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HandoverContract {
  Direction.Tools tools;

  /// Starts the server, once for the class.
  ///
  /// @param folder for its files, which is removed in the end
  abstract void start(Path folder) throws Exception;

  /// Stops the server.
  abstract void stop() throws Exception;

  /// The address of a store there, which is written to the shared configuration.
  abstract String url(String store);

  /// More settings that all share.
  Map<String, String> settings() {
    return Map.of();
  }

  /// Settings that everyone has for themself.
  Map<String, String> login() {
    return Map.of();
  }

  /// Variables of both programs.
  Map<String, String> environment() {
    return Map.of();
  }

  /// Makes what dvc wants to be there before the first push; datasync does without.
  void prepare(String store) throws IOException {}

  /// Whether dvc is able to delete objects there.
  boolean dvcDeletes() {
    return true;
  }

  /// How large the largest object is, in bytes.
  int large() {
    return 3_000_000;
  }

  /// The names of all files in the store that is configured, relative to it, as dvc lists them if
  /// the server has no better way.
  List<String> objects(Colleague one, String store) throws Exception {
    String names = one.using(tools.dvc()).run("ls-url", "-R", "remote://store/");
    return names.lines().filter(line -> !line.isBlank()).sorted().toList();
  }

  @BeforeAll
  @Timeout(240)
  void begin(@TempDir Path folder) throws Exception {
    tools = Direction.Tools.start();
    start(folder);
  }

  @AfterAll
  void end() throws Exception {
    stop();
    tools.close();
  }

  final Sandbox sandbox() throws IOException {
    Sandbox sandbox = new Sandbox();
    sandbox.environment().putAll(environment());
    return sandbox;
  }

  /// Someone with a new project that has the remote.
  final Colleague starting(Sandbox sandbox, Tool tool, String store) throws Exception {
    Colleague one = Colleague.starting(sandbox, "work", tool);
    if (tool instanceof RealDvc) {
      prepare(store);
    }
    one.run("remote", "add", "-d", "store", url(store));
    for (Map.Entry<String, String> each : settings().entrySet()) {
      one.run("remote", "modify", "store", each.getKey(), each.getValue());
    }
    one.git("add", "-A");
    login(one);
    return one;
  }

  /// Someone who clones the project and logs in.
  final Colleague cloned(Colleague first, Tool tool) throws Exception {
    Colleague second = first.clonedBy(tool, "clone");
    login(second);
    return second;
  }

  private void login(Colleague one) throws Exception {
    for (Map.Entry<String, String> each : login().entrySet()) {
      one.run("remote", "modify", "--local", "store", each.getKey(), each.getValue());
    }
  }

  /// What both programs say of the remote: entries of the JSON object, in any order, as dvc's are.
  private Set<String> status(Colleague one) throws Exception {
    Set<String> theirs = status(one, tools.dvc());
    assertThat(status(one, tools.datasync())).isEqualTo(theirs);
    return theirs;
  }

  private static Set<String> status(Colleague one, Tool tool) throws Exception {
    String json = one.using(tool).run("status", "-c", "--json").strip();
    return Set.of(json.substring(1, json.length() - 1).split(", "));
  }

  private void collect(Colleague one) throws Exception {
    one.using(dvcDeletes() ? one.tool() : tools.datasync()).run("gc", "-w", "-c", "-f");
  }

  @ParameterizedTest
  @EnumSource
  void data_goesThereAndBack(Direction direction) throws Exception {
    try (Sandbox sandbox = sandbox()) {
      String store = "store of " + direction;
      Colleague first = starting(sandbox, direction.giver(tools), store);
      Exchange.give(first, large());
      assertThat(status(first)).contains("\"large\": \"new\"");
      first.run("push");
      assertThat(status(first)).containsExactly("");
      assertThat(objects(first, store)).hasSize(5);

      Colleague second = cloned(first, direction.taker(tools));
      assertThat(status(second)).contains("\"large\": \"deleted\"");
      Exchange exchange = new Exchange(first, second);
      exchange.assertArrives();
      exchange.change();
      second.run("push");
      exchange.assertComesBack();

      assertThat(objects(first, store)).hasSize(7);
      collect(second);
      assertThat(objects(first, store)).hasSize(5);
      first.assertSynchronised();
      // what is left is whole
      String cache = ".dvc/cache/files/md5/";
      Files.delete(first.root().resolve(cache + objectOf(first, "large")));
      assertThat(first.run("fetch")).contains("1 file");
      first.assertSynchronised();
      // what is gone is missed by both
      first.git("checkout", "-q", "HEAD~1");
      assertThat(status(first)).isNotEqualTo(Set.of(""));
    }
  }

  /// The object of a tracked file, relative to `files/md5`.
  static String objectOf(Colleague one, String file) throws IOException {
    String text = Files.readString(one.root().resolve(file + ".dvc"));
    String id = text.replaceAll("(?s).*md5: ([0-9a-f]{32}).*", "$1");
    return id.substring(0, 2) + "/" + id.substring(2);
  }

  /// Both leave the same objects of a history, and nothing under a temporary name.
  @Test
  void gcOfTheRemote_leavesTheSame() throws Exception {
    try (Sandbox sandbox = sandbox()) {
      Colleague first = starting(sandbox, tools.datasync(), "collected");
      first.write("data/one", "one\n");
      first.write("data/two", "two\n");
      first.run("add", "data");
      first.share("data");
      first.run("push");
      first.write("data/two", "changed\n");
      first.run("add", "data");
      first.share("changed");
      first.run("push");
      assertThat(objects(first, "collected")).hasSize(5);
      first.run("remote", "modify", "store", "url", url("copied"));
      first.run("push", "-A");
      assertThat(objects(first, "copied")).hasSize(5);
      collect(first.using(tools.dvc()));

      Colleague other = cloned(first, tools.datasync());
      other.run("pull");
      collect(other);
      assertThat(objects(other, "collected")).hasSize(3).isEqualTo(objects(first, "copied"));
    }
  }
}
