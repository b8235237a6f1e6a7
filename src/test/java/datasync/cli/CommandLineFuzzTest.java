package datasync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.faults.Effort;
import datasync.io.Environment;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Any words on the command line are understood or refused with a [UsageException].
@Tag("faults")
class CommandLineFuzzTest {
  private static final long SEED = 20_251_122;
  private static final List<String> WORDS = List.of("", "-", "--", "---", "-v", "-vvvq", "--cd",
      "--cd=", "-jx", "-j", "-j-1", "--jobs=99999999999999999999", "--json=true", "-h", "--help",
      "--version", "-V", "=", "--=", "-\u00e9", "\0", "\n", "--no-", "--rem", "-r=", "-Rvx",
      "a".repeat(5000), "--" + "a".repeat(5000), "..", "@file", "help", "dvc", "$(id)", "\ud800");

  @Test
  void words() {
    Environment environment =
        new Environment(
            Map.of(), Path.of("/"), Path.of("/"), InstantSource.system(), new Random(1));
    Random random = new Random(SEED);
    int count = Effort.of(20_000, 1_000_000);
    int understood = 0;
    for (int i = 0; i < count; i++) {
      List<String> line = line(random);
      try {
        CommandLine.parse(line, environment);
        understood++;
      } catch (UsageException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      } catch (RuntimeException | Error bug) {
        throw new AssertionError("seed " + SEED + ": " + line, bug);
      }
    }
    assertThat(understood).isBetween(count / 100, count - 1);
  }

  private static List<String> line(Random random) {
    String path = Commands.PATHS.get(random.nextInt(Commands.PATHS.size()));
    List<String> line = new ArrayList<>(List.of(path.split(" ")));
    List<Flag> flags = Commands.find(path).flags();
    for (int i = random.nextInt(5); i > 0; i--) {
      String word = WORDS.get(random.nextInt(WORDS.size()));
      if (random.nextBoolean() && !flags.isEmpty()) {
        List<String> names = flags.get(random.nextInt(flags.size())).names();
        word = names.get(random.nextInt(names.size())) + (random.nextInt(4) == 0 ? word : "");
      } else if (random.nextBoolean()) {
        word = "name";
      }
      line.add(random.nextInt(line.size() + 1), word);
    }
    return line;
  }
}
