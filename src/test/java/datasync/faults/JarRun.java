package datasync.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Commands run through the jar in a process of their own.
///
/// @param home the home of the user, where what they print is kept meanwhile, too
/// @param heap the option that sets the largest heap
/// @param locale the value of `LC_ALL`
/// @param seconds how long a command may take
record JarRun(Path home, String heap, String locale, long seconds) {
  /// Makes a project in a folder whose remote is another folder.
  static void project(Path folder, Path remote) throws IOException {
    Files.createDirectories(folder.resolve(".dvc"));
    Files.writeString(
        folder.resolve(".dvc/config"),
        "[core]\n    no_scm = True\n    remote = r\n[cache]\n    type = hardlink,symlink\n"
            + "['remote \"r\"']\n    url = " + remote + "\n");
  }

  /// Runs a command line; one that takes too long is a failure.
  World.Ran run(Path folder, String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add(heap);
    line.add("-jar");
    line.add(Path.of("build/datasync.jar").toAbsolutePath().toString());
    line.addAll(List.of(words));
    Path out = Files.createTempFile(home, "out", "");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("LC_ALL", locale);
    Process process = builder.start();
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new AssertionError("no end: " + String.join(" ", words));
      }
    } finally {
      process.destroyForcibly();
    }
    String text = new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
    Files.delete(out);
    return new World.Ran(process.exitValue(), text);
  }

  /// Runs a command line that has to succeed, and returns what it printed.
  String done(Path folder, String... words) throws IOException, InterruptedException {
    World.Ran ran = run(folder, words);
    if (ran.exit() != 0) {
      throw new AssertionError(
          String.join(" ", words) + " ended with " + ran.exit() + ": " + ran.text());
    }
    return ran.text();
  }
}
