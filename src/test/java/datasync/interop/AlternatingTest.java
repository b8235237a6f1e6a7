package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.text.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// dvc and datasync by turns in one repository: after each step both see the same state.
@Tag("interop")
class AlternatingTest {
  private static final int STEPS = Integer.getInteger("datasync.steps", 300);
  private static final List<String> DATA = List.of("f1", "f2", "d1", "d2", "sub/d3", "sub/f3");

  private final Random random = new Random(Long.getLong("datasync.seed", 20261121));
  private final List<String> log = new ArrayList<>();

  @Test
  void randomSteps_leaveBothToolsAgreeing() throws Exception {
    try (Sandbox sandbox = new Sandbox();
        Tool dvc = new RealDvc();
        Tool datasync = new Datasync()) {
      sandbox.run(sandbox.work(), "git", "init", "-q");
      assertThat(sandbox.run(datasync, "init", "-q").exit()).isZero();
      sandbox.run(dvc, "remote", "add", "-d", "r", "../remote");
      sandbox.run(sandbox.work(), "git", "add", "-A");
      sandbox.run(sandbox.work(), "git", "commit", "-qm", "init");
      for (int step = 0; step < STEPS; step++) {
        Tool tool = random.nextBoolean() ? dvc : datasync;
        String what = step(sandbox, tool);
        log.add(step + " " + (tool == dvc ? "dvc" : "datasync") + ": " + what);
        compare(sandbox, dvc, datasync, "status", "--json");
        compare(sandbox, dvc, datasync, "data", "status", "--granular", "--json");
      }
    }
  }

  private void compare(Sandbox sandbox, Tool dvc, Tool datasync, String... command)
      throws Exception {
    Tool.Result expected = sandbox.run(dvc, command);
    Tool.Result actual = sandbox.run(datasync, command);
    String context =
        "%s%n%s%n%s"
            .formatted(
                String.join("\n", log.subList(Math.max(0, log.size() - 12), log.size())),
                List.of(command),
                actual.err());
    assertThat(actual.succeeded()).as(context).isEqualTo(expected.succeeded());
    if (expected.succeeded()) {
      assertThat(Canonical.of(Json.parse(actual.out(), "datasync")))
          .as(context)
          .isEqualTo(Canonical.of(Json.parse(expected.out(), "dvc")));
    }
  }

  private String step(Sandbox sandbox, Tool tool) throws Exception {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> change(sandbox);
      case 3, 4 -> command(sandbox, tool, "add", pick(DATA));
      case 5 -> command(sandbox, tool, "commit", "-f");
      case 6 -> command(sandbox, tool, "checkout", "-f");
      case 7 -> command(sandbox, tool, "push");
      case 8 -> command(sandbox, tool, "pull", "-f");
      case 9 -> command(sandbox, tool, "fetch");
      case 10 -> {
        sandbox.run(sandbox.work(), "git", "add", "-A");
        sandbox.run(sandbox.work(), "git", "commit", "-q", "--allow-empty", "-m", "step");
        yield "git commit";
      }
      default -> lose(sandbox);
    };
  }

  private String command(Sandbox sandbox, Tool tool, String... words) throws Exception {
    Tool.Result result = sandbox.run(tool, words);
    return String.join(" ", words) + " -> " + result.exit();
  }

  /// Changes, adds or removes one file of the data.
  private String change(Sandbox sandbox) throws IOException {
    String name = pick(DATA);
    Path path = sandbox.work().resolve(name);
    boolean folder = path.getFileName().toString().startsWith("d");
    Path file = folder ? path.resolve("x" + random.nextInt(4)) : path;
    if (folder && random.nextInt(4) == 0) {
      file = path.resolve("s").resolve("y" + random.nextInt(3));
    }
    if (Files.exists(file) && random.nextInt(4) == 0) {
      Files.delete(file);
      return "removed " + sandbox.work().relativize(file);
    }
    Files.createDirectories(file.getParent());
    String content = "content " + random.nextInt(6) + "\n";
    Path temporary = Files.createTempFile(sandbox.base().resolve("tmp"), "new", "");
    Files.writeString(temporary, content);
    Files.move(temporary, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return "wrote " + sandbox.work().relativize(file) + " " + content.strip();
  }

  /// Loses the workspace copy of something, or the whole cache.
  private String lose(Sandbox sandbox) throws Exception {
    String name = random.nextInt(3) == 0 ? ".dvc/cache" : pick(DATA);
    sandbox.run(sandbox.work(), "rm", "-rf", name);
    // dvc remembers listings that the cache has lost, datasync does not
    sandbox.run(sandbox.base(), "rm", "-rf", "site");
    return "rm -rf " + name;
  }

  private String pick(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }
}
