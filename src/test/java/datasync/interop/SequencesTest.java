package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.text.FormatException;
import datasync.text.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Real dvc in one repository and datasync in another leave the same bytes, command by command.
@Tag("interop")
class SequencesTest {
  private static final List<String> PRIVATE = List.of("home", "tmp", "site", "global", "system");
  private static Tool dvc;
  private static Tool datasync;

  @BeforeAll
  static void start() throws IOException {
    dvc = new RealDvc();
    datasync = System.getProperty("datasync.self") == null ? new Datasync() : new RealDvc();
  }

  @AfterAll
  static void stop() throws IOException {
    dvc.close();
    datasync.close();
  }

  @TestFactory
  Stream<DynamicTest> sequences() throws IOException {
    Path folder = Path.of("src/test/java/datasync/interop/sequences");
    String only = System.getProperty("datasync.sequence", "");
    return Sequences.readAll(folder).stream()
        .filter(sequence -> sequence.name().contains(only))
        .map(sequence -> DynamicTest.dynamicTest(sequence.name(), () -> replay(sequence)));
  }

  private static void replay(Sequences.Sequence sequence) throws Exception {
    try (Sandbox left = new Sandbox();
        Sandbox right = new Sandbox()) {
      if (!sequence.bare()) {
        for (Sandbox sandbox : List.of(left, right)) {
          sandbox.run(sandbox.work(), "git", "init", "-q");
          assertThat(sandbox.run(dvc, "init", "-q").exit()).isZero();
          sandbox.run(sandbox.work(), "git", "commit", "-qm", "init");
        }
      }
      for (Sequences.Step step : sequence.steps()) {
        if (step.kind().equals("sh")) {
          left.run(left.work(), "sh", "-c", step.text());
          right.run(right.work(), "sh", "-c", step.text());
        } else {
          compare(step, left, right);
        }
      }
    }
  }

  private static void compare(Sequences.Step step, Sandbox left, Sandbox right) throws Exception {
    List<String> words = step.words();
    CompletableFuture<Tool.Result> other =
        CompletableFuture.supplyAsync(() -> expected(words, left));
    Tool.Result actual = datasync.run(words, right.work(), right.environment());
    Tool.Result expected = other.join();
    String context =
        "after `%s`\ndvc %d: %s%s\ndatasync %d: %s%s"
            .formatted(
                step.text(), expected.exit(), expected.out(), expected.err(),
                actual.exit(), actual.out(), actual.err());
    assertThat(actual.succeeded()).as("exit class %s", context).isEqualTo(expected.succeeded());
    assertThat(lines(right)).as("files %s", context).isEqualTo(lines(left));
    if (step.kind().equals("same") && expected.succeeded()) {
      assertThat(output(actual.out(), right)).as(context).isEqualTo(output(expected.out(), left));
    }
  }

  private static Tool.Result expected(List<String> words, Sandbox sandbox) {
    try {
      return dvc.run(words, sandbox.work(), sandbox.environment());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String lines(Sandbox sandbox) throws IOException {
    TreeMap<String, String> files = new TreeMap<>(Snapshot.of(sandbox.base()));
    files.keySet().removeIf(name -> PRIVATE.contains(name.split("/")[0]));
    List<String> lines = new ArrayList<>();
    files.forEach((name, body) -> lines.add(name + " " + body));
    return String.join("\n", lines);
  }

  /// Output with the sandbox's place taken out; JSON in one spelling, lines sorted, because dvc
  /// prints several of its lists in the order of a set.
  private static Object output(String text, Sandbox sandbox) {
    String plain = text.replace(sandbox.base().toString(), "ROOT");
    try {
      return Canonical.of(Json.parse(plain, "output"));
    } catch (FormatException noJson) {
      return plain.lines().sorted().toList();
    }
  }
}
