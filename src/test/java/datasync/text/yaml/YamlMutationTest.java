package datasync.text.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import datasync.text.FormatException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class YamlMutationTest {
  private static final long SEED = 20250307;
  private static final String[] PIECES = {"# c\n", "\n\n", "&a ", "*a", "- ", "\t", ": ", "|\n",
      ">-\n", "[a, b]", "{c: d}", "{", "]", ",", "\"", "'", "<<: *a\n", "---\n", "? ", "!!str ",
      "!x ", "%YAML 1.2\n", "\ufeff", "\u2028", "\u0085", "\\", "1_000", "0x_", "2020-13-45",
      "\ud800", "\0", "\r", "0o", "1e999", "._"};
  private static final String START = """
      # top
      stages: &a
        one:   # eol
          cmd: >-
            run
             this
          deps: [a, {b: 1}]
          params:
            - x: 1.5e-07
            - "q\\n"

      two:
        <<: *a
        n: ~
        d: 2020-01-01 10:00:00
        l: |2+
            text

      ? key
      : - - 1
      """;

  @Test
  void parse_ofMutatedText_yieldsAValueOrAFormatError() {
    Random random = new Random(SEED);
    Assertions.assertTimeout(Duration.ofSeconds(30), () -> {
      for (int i = 0; i < 4000; i++) {
        String text = mutated(random);
        try {
          Yaml.write(Yaml.parse(text, "m"));
        } catch (FormatException e) {
          assertThat(e.getMessage()).isNotEmpty();
        } catch (RuntimeException | StackOverflowError e) {
          fail("seed " + SEED + ", text " + text, e);
        }
        try {
          YamlDocument.parse(text, "m").write();
        } catch (FormatException e) {
          assertThat(e.getMessage()).isNotEmpty();
        } catch (RuntimeException | StackOverflowError e) {
          fail("seed " + SEED + ", document " + text, e);
        }
      }
    });
  }

  private static String mutated(Random random) {
    StringBuilder text = new StringBuilder(START);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(6)));
        default -> {
          int end = Math.min(text.length(), at + random.nextInt(20));
          text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
        }
      }
    }
    return text.toString();
  }

  @Test
  void parse_ofDeepNesting_isRefused() {
    for (String open : new String[] {"[", "{a: ", "- ", "? ", "- - [", "&a [", "!!seq ["}) {
      assertThatThrownBy(() -> Yaml.parse(open.repeat(100_000), "deep"))
          .as(open).isInstanceOf(FormatException.class);
    }
    StringBuilder block = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      block.append(" ".repeat(i)).append("a:\n");
    }
    assertThatThrownBy(() -> Yaml.parse(block.toString(), "deep"))
        .isInstanceOf(FormatException.class).hasMessageContaining("nested deeper");
  }

  @Test
  void parse_ofAliasesOfAliases_isRefused() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      text.append("a").append(i).append(": &a").append(i).append(" [");
      text.append(("*a" + (i - 1) + " , ").repeat(10)).append("]\n");
    }
    assertThatThrownBy(() -> Yaml.parse(text.toString(), "laughs"))
        .isInstanceOf(FormatException.class).hasMessageContaining("aliases stand for too much");
    assertThatThrownBy(() -> Yaml.parse("a: &a [*a]\n", "self"))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void parse_ofMuchText_takesTimeInProportion() {
    String comments = "a: 1\n" + "# line\n".repeat(100_000);
    String keys = "k: [" + "a, ".repeat(100_000) + "]\n";
    Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
      assertThat(YamlDocument.parse(comments, "c").write()).isEqualTo(comments);
      Yaml.parse(keys, "k");
    });
  }
}
