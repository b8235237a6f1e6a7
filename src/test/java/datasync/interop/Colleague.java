package datasync.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Someone with a clone of the project and one of the programs.
public record Colleague(Sandbox sandbox, Path root, Tool tool) {
  /// Starts a project with Git in a new folder of the sandbox.
  public static Colleague starting(Sandbox sandbox, String name, Tool tool) throws Exception {
    Path root = Files.createDirectories(sandbox.base().resolve(name));
    Colleague first = new Colleague(sandbox, root, tool);
    first.git("init", "-q");
    first.run("init", "-q");
    first.git("commit", "-qm", "init");
    return first;
  }

  /// Someone who clones this project.
  public Colleague clonedBy(Tool other, String name) throws Exception {
    sandbox.run(sandbox.base(), "git", "clone", "-q", root.toString(), name);
    return new Colleague(sandbox, sandbox.base().resolve(name), other);
  }

  /// The same folder with the other program.
  public Colleague using(Tool other) {
    return new Colleague(sandbox, root, other);
  }

  /// Runs a command that must succeed and returns what it printed.
  public String run(String... arguments) throws Exception {
    Tool.Result result = attempt(arguments);
    assertThat(result.exit())
        .as("%s %s: %s%s", tool.getClass().getSimpleName(), List.of(arguments), result.out(),
            result.err())
        .isZero();
    return result.out();
  }

  /// Runs a command.
  public Tool.Result attempt(String... arguments) throws Exception {
    return tool.run(List.of(arguments), root, sandbox.environment());
  }

  /// Runs Git.
  public String git(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("git"));
    line.addAll(List.of(arguments));
    return sandbox.run(root, line.toArray(String[]::new));
  }

  /// Commits everything to Git.
  public void share(String message) throws Exception {
    git("add", "-A");
    git("commit", "-qm", message);
  }

  /// Takes what the other one committed.
  public void take(Colleague other) throws Exception {
    git("pull", "-q", other.root.toString(), "main");
  }

  /// Writes a file of the project, and the folders above it.
  public Path write(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /// Nothing is changed, for the program and for Git.
  public void assertClean() throws Exception {
    assertThat(run("status", "--json").strip()).as("status").isEqualTo("{}");
    assertThat(run("data", "status", "--json").strip()).as("data status").isEqualTo("{}");
    assertThat(git("status", "--porcelain")).as("git status").isEmpty();
  }

  /// Nothing is changed for the program, whatever Git says.
  public void assertUnchanged() throws Exception {
    assertThat(run("status", "--json").strip()).as("status").isEqualTo("{}");
  }

  /// Nothing is left to push or to pull.
  public void assertSynchronised() throws Exception {
    assertThat(run("push")).contains("Everything is up to date.");
    assertThat(run("status", "-c", "--json").strip()).isEqualTo("{}");
    assertThat(run("pull")).contains("Everything is up to date.");
  }

  /// The files of a folder of the project, by name: what they hold and who may execute them.
  public Map<String, String> files(String name) throws IOException {
    return files(root.resolve(name));
  }

  /// The files below a folder, or the one file.
  public static Map<String, String> files(Path top) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (var walk = Files.walk(top)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        int mode = (Integer) Files.getAttribute(file, "unix:mode") & 0777;
        found.put(
            top.relativize(file).toString(),
            Integer.toOctalString(mode) + " " + Files.size(file) + " "
                + java.util.Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return found;
  }

  /// The objects of a cache or remote: names relative to it, without what is on its way.
  public static List<String> objects(Path store) throws IOException {
    if (!Files.exists(store)) {
      return List.of();
    }
    try (var walk = Files.walk(store)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> store.relativize(file).toString())
          .filter(name -> !name.endsWith(".tmp"))
          .sorted()
          .toList();
    }
  }
}
