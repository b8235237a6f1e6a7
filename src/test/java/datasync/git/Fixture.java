package datasync.git;

import datasync.io.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A repository made by the real program, away from the configuration of whoever runs the tests.
final class Fixture {
  final Path root;
  final Path home;
  final Environment environment;

  Fixture(Path folder) throws IOException {
    root = Files.createDirectories(folder.resolve("repo")).toRealPath();
    home = Files.createDirectories(folder.resolve("home")).toRealPath();
    Map<String, String> variables = new HashMap<>();
    variables.put("PATH", System.getenv("PATH"));
    variables.put("HOME", home.toString());
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      variables.put("GIT_" + who + "_NAME", "t");
      variables.put("GIT_" + who + "_EMAIL", "t@example.com");
      variables.put("GIT_" + who + "_DATE", "1700000000 +0000");
    }
    environment =
        new Environment(variables, root, home, Clock.systemUTC(), new Random(1));
    git("init", "-q", "-b", "main");
  }

  GitRepository repository() throws IOException {
    return GitRepository.find(root).orElseThrow();
  }

  Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  String git(String... arguments) throws IOException {
    return gitIn(root, arguments);
  }

  /// Runs it with the dates of commits set.
  String gitAt(String date, String... arguments) throws IOException {
    return run(root, Map.of("GIT_AUTHOR_DATE", date, "GIT_COMMITTER_DATE", date), arguments);
  }

  String gitIn(Path folder, String... arguments) throws IOException {
    return run(folder, Map.of(), arguments);
  }

  private String run(Path folder, Map<String, String> more, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment.variables());
    builder.environment().putAll(more);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command + ": " + output);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return output;
  }
}
