package datasync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.cli.Captured;
import datasync.io.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Whole commands with everything they print: the files of the folder `transcripts`, one for each
/// area, say what is typed and what comes. `TOP` is a folder of its own for each transcript.
///
/// Lines: `== name`, `sh` and a shell line, `>` and a command, then `|` for each line on standard
/// output, `!` for each on standard error, `[n]` for an exit status other than 0. With the system
/// property `datasync.transcripts` set to `write` the file is written anew from what came; the
/// difference is then read like any other change.
class TranscriptsTest {
  private static final Path FOLDER =
      Path.of("src/test/java/datasync/cli/command/transcripts").toAbsolutePath();

  @TempDir(cleanup = CleanupMode.NEVER)
  Path base;

  @TestFactory
  Stream<DynamicTest> transcripts() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> areas = Files.list(FOLDER)) {
      for (Path file : areas.sorted().toList()) {
        tests.addAll(transcripts(file));
      }
    }
    return tests.stream();
  }

  private List<DynamicTest> transcripts(Path file) throws IOException {
    List<String> expected = Files.readAllLines(file);
    List<String> written = new ArrayList<>();
    List<DynamicTest> tests = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : expected) {
      if (line.startsWith("== ") && !block.isEmpty()) {
        tests.add(test(List.copyOf(block), written));
        block.clear();
      }
      if (!block.isEmpty() || line.startsWith("== ")) {
        block.add(line);
      } else {
        written.add(line);
      }
    }
    tests.add(test(List.copyOf(block), written));
    if ("write".equals(System.getProperty("datasync.transcripts"))) {
      tests.add(DynamicTest.dynamicTest("written", () -> Files.write(file, written)));
    }
    return tests;
  }

  private DynamicTest test(List<String> block, List<String> written) {
    return DynamicTest.dynamicTest(
        block.getFirst().substring(3),
        () -> {
          List<String> actual = replay(block);
          written.addAll(actual);
          if (System.getProperty("datasync.transcripts") == null) {
            assertThat(actual).isEqualTo(block);
          }
        });
  }

  private List<String> replay(List<String> block) throws Exception {
    Path top = Files.createTempDirectory(base, "t").toRealPath();
    Path work = Files.createDirectory(top.resolve("work"));
    List<String> actual = new ArrayList<>();
    for (String line : block) {
      if (line.startsWith("> ")) {
        actual.add(line);
        run(line.substring(2), work, top, actual);
      } else if (line.startsWith("sh ")) {
        actual.add(line);
        shell(line.substring(3), work, top);
      } else if (line.isEmpty() || line.startsWith("== ")) {
        actual.add(line);
      }
    }
    return actual;
  }

  private static Map<String, String> variables(Path top) {
    return Map.of(
        "HOME", top.resolve("home").toString(),
        "PATH", System.getenv("PATH"),
        "GIT_CONFIG_NOSYSTEM", "1",
        "GIT_AUTHOR_NAME", "a",
        "GIT_AUTHOR_EMAIL", "a@b",
        "GIT_COMMITTER_NAME", "a",
        "GIT_COMMITTER_EMAIL", "a@b",
        "XDG_CONFIG_DIRS", top.resolve("xdg").toString());
  }

  private static void shell(String line, Path work, Path top)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-ec", line).directory(work.toFile());
    builder.environment().putAll(variables(top));
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(line + "\n" + output).isZero();
  }

  private static void run(String line, Path work, Path top, List<String> actual) {
    Environment environment =
        new Environment(
            variables(top), work, top.resolve("home"), InstantSource.system(), new Random(1));
    Captured captured = new Captured(environment);
    String[] words = line.split(" ");
    int exit = captured.run(new CommandList(), Arrays.copyOfRange(words, 1, words.length));
    add("|", captured.out(), top, actual);
    add("!", captured.err(), top, actual);
    if (exit != 0) {
      actual.add("[" + exit + "]");
    }
  }

  private static void add(String mark, String text, Path top, List<String> actual) {
    text.replace(top.toString(), "TOP")
        .lines()
        .forEach(each -> actual.add((mark + " " + each).stripTrailing()));
  }
}
