package datasync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datasync.io.Environment;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  private static final Path RECORDED =
      Path.of(System.getProperty("datasync.parsing", "src/test/java/datasync/cli/parsing.jsonl"));

  private static Environment environment(Map<String, String> variables) {
    return new Environment(
        variables, Path.of("/"), Path.of("/"), InstantSource.system(), new Random(1));
  }

  private static Arguments parse(String... line) throws UsageException {
    return CommandLine.parse(List.of(line), environment(Map.of())).arguments();
  }

  /// Command lines and what dvc 3.67.1 made of them; `parsing.py` records them.
  @Test
  void lines_meanWhatDvcMakesOfThem() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String line : Files.readAllLines(RECORDED)) {
      Value.Mapping recorded = (Value.Mapping) Json.parse(line, "parsing.jsonl");
      List<String> argv = texts((Value.Sequence) recorded.get("argv"));
      boolean accepted = ((Value.Bool) recorded.get("ok")).value();
      try {
        CommandLine read = CommandLine.parse(argv, environment(Map.of()));
        if (!accepted) {
          if (System.getProperty("datasync.parsing") == null) {
            wrong.add(argv + " is accepted");
          }
        } else {
          compare(argv, read, (Value.Mapping) recorded.get("values"), wrong);
        }
      } catch (UsageException refused) {
        if (accepted) {
          wrong.add(argv + " is refused: " + refused.getMessage());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void compare(
      List<String> argv, CommandLine read, Value.Mapping values, List<String> wrong) {
    for (Map.Entry<Value, Value> entry : values.entries().entrySet()) {
      String key = ((Value.Text) entry.getKey()).value().replace('_', '-');
      String name =
          switch (key) {
            case "types" -> "type";
            case "a-rev", "b-rev" -> key.replace('-', '_');
            case "markdown" -> "md";
            case "dry" -> "dry-run";
            case "repos" -> "projects";
            case "commit-date" -> "date";
            case "relink" -> read.path().equals("checkout") ? key : "no-relink";
            case "check-updates" -> "no-updates";
            case "remote-refresh" -> "no-remote-refresh";
            default -> key;
          };
      boolean inverted = name.startsWith("no-") && !key.startsWith("no-");
      if (name.equals("glob") && read.path().equals("pull")) {
        continue;
      }
      Arguments arguments = read.arguments();
      boolean same =
          switch (entry.getValue()) {
            case Value.Null none -> !arguments.has(name);
            case Value.Bool truth -> (arguments.is(name) != inverted) == truth.value();
            case Value.Int number ->
                number.value().longValueExact()
                    == (name.equals("quiet") || name.equals("verbose")
                        ? arguments.count(name)
                        : arguments.bytes(name).orElse(-1));
            case Value.Text text ->
                arguments.text(name).orElse(fallback(name))
                    .equals(text.value().equals("repo") ? "project" : text.value());
            case Value.Sequence list -> arguments.list(name).equals(texts(list));
            default -> false;
          };
      if (!same) {
        wrong.add(argv + ": " + name + " should be " + entry.getValue());
      }
    }
  }

  private static String fallback(String name) {
    return switch (name) {
      case "untracked-files" -> "no";
      case "shell" -> "bash";
      case "a_rev" -> "HEAD";
      case "directory" -> ".";
      default -> "?";
    };
  }

  private static List<String> texts(Value.Sequence sequence) {
    return sequence.items().stream().map(item -> ((Value.Text) item).value()).toList();
  }

  @Test
  void options_mayStandBetweenPositionals_andGlobalOnesAfterTheVerb() throws UsageException {
    Arguments arguments = parse("-q", "pull", "a", "-r", "x", "b", "--cd", "/tmp");
    assertThat(arguments.list("targets")).containsExactly("a", "b");
    assertThat(arguments.text("remote")).contains("x");
    assertThat(arguments.text("cd")).contains("/tmp");
    assertThat(arguments.has("quiet")).isTrue();
    assertThat(parse("pull", "-C", "/x", "--wait-for-lock").is("wait-for-lock")).isTrue();
  }

  @Test
  void shortening_prefersTheOptionsOfDvc() throws UsageException {
    assertThat(parse("status", "--c").is("cloud")).isTrue();
    assertThat(parse("remote", "add", "--d", "n", "u").is("default")).isTrue();
    assertThat(parse("push", "--dry").is("dry-run")).isTrue();
    assertThat(parse("push", "--j", "3").number("jobs")).hasValue(3);
  }

  @Test
  void variable_countsWhenTheFlagIsAbsent() throws UsageException {
    Environment environment = environment(Map.of("DATASYNC_JOBS", "7"));
    Arguments absent = CommandLine.parse(List.of("push"), environment).arguments();
    Arguments given = CommandLine.parse(List.of("push", "-j2"), environment).arguments();
    assertThat(absent.number("jobs")).hasValue(7);
    assertThat(given.number("jobs")).hasValue(2);
    assertThatThrownBy(
            () -> CommandLine.parse(
                List.of("push"), environment(Map.of("DATASYNC_JOBS", "many"))))
        .hasMessage("`-j/--jobs` needs a whole number, not `many`");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "|no verb is given|type `datasync help` for a list",
    "puhs|there is no verb `puhs`|did you mean `push`?",
    "remote|`remote` needs a second word|choose one of `add`, `check`, `default`, `list`, "
        + "`modify`, `remove`, `rename`",
    "remote lits|there is no `remote lits`|did you mean `remote list`?",
    "repro|`repro` is a verb of dvc that datasync does not have yet|"
        + "use `dvc repro`, both work on the same project",
    "stage|`stage` is a verb of dvc that datasync does not have yet|"
        + "use `dvc stage`, both work on the same project",
    "add|`add` needs `targets`|type `datasync help add`",
    "root x|`root` does not know what to do with `x`|type `datasync help root`",
    "push --recusrive|there is no option `--recusrive`|did you mean `--recursive`?",
    "push -z|there is no option `-z`|''",
    "push -r|`-r/--remote` needs a value|type `--remote NAME`",
    "push -r --all-tags|`-r/--remote` needs a value|type `--remote NAME`",
    "push --glob=x|`--glob` takes no value|''",
    "push --all|`--all` is ambiguous|it could be `--all-branches`, `--all-tags`, `--all-commits`",
    "push -q -v|`-v/--verbose` cannot be given together with `-q/--quiet`|''",
    "config --local --global x.y|`--global` cannot be given together with `--local`|''",
    "fetch --type x|`--type` does not know `x`|choose one of `metrics`, `plots`"
  })
  void mistakes_areNamedWithWhatToType(String line, String message, String hint) {
    List<String> words = line == null ? List.of() : List.of(line.split(" "));
    assertThatThrownBy(() -> CommandLine.parse(words, environment(Map.of())))
        .hasMessage(message)
        .isInstanceOfSatisfying(
            UsageException.class, usage -> assertThat(usage.hint()).isEqualTo(hint));
  }

  @Test
  void help_isTakenBeforeMistakesBehindIt() throws UsageException {
    CommandLine line = CommandLine.parse(List.of("push", "-h", "--nope"), environment(Map.of()));
    assertThat(line.isHelpWanted()).isTrue();
    assertThat(line.path()).isEqualTo("push");
    assertThat(CommandLine.parse(List.of("remote", "-h"), environment(Map.of())).path())
        .isEqualTo("remote");
  }
}
