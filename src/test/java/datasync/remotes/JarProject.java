package datasync.remotes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A project without Git in which commands run through the jar, each in a process of its own.
///
/// @param folder its top
/// @param variables what commands see besides `PATH`, `HOME` and `LC_ALL`
record JarProject(Path folder, Map<String, String> variables) {
  private static final long LIMIT_SECONDS = 600;

  /// What a command left.
  ///
  /// @param code its exit status, or −1 when it was killed
  /// @param text what it printed to both streams
  record Ran(int code, String text) {}

  /// Makes a project with a cache in a folder and one remote.
  static JarProject make(Path folder, Path cache, Map<String, String> remote)
      throws IOException {
    StringBuilder config = new StringBuilder("[core]\n    no_scm = True\n    remote = r\n");
    config.append("[cache]\n    type = hardlink,symlink\n    dir = ").append(cache);
    config.append("\n['remote \"r\"']\n");
    remote.forEach(
        (key, value) ->
            config.append("    ").append(key).append(" = ").append(value).append('\n'));
    Files.createDirectories(folder.resolve(".dvc"));
    Files.writeString(folder.resolve(".dvc/config"), config.toString());
    return new JarProject(folder, Map.of());
  }

  /// The same with some variables.
  JarProject with(Map<String, String> more) {
    return new JarProject(folder, more);
  }

  /// Writes a file of whole mebibytes that nothing can pack.
  ///
  /// @param size in bytes, rounded up
  void writeNoise(String name, long size, Random random) throws IOException {
    byte[] block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
      for (long written = 0; written < size; written += block.length) {
        random.nextBytes(block);
        out.write(block);
      }
    }
  }

  /// Runs a command to its end.
  Ran run(String... words) throws IOException, InterruptedException {
    return runUntil(() -> false, words);
  }

  /// Runs a command that has to succeed.
  String done(String... words) throws IOException, InterruptedException {
    Ran ran = run(words);
    if (ran.code() != 0) {
      throw new AssertionError(List.of(words) + " ended with " + ran.code() + ": " + ran.text());
    }
    return ran.text();
  }

  /// Runs a command and kills it with SIGKILL as soon as something is so.
  Ran runUntil(BooleanSupplier enough, String... words)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-jar"));
    line.add(Path.of("build/datasync.jar").toAbsolutePath().toString());
    line.addAll(List.of(words));
    Path out = Files.createTempFile("datasync", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile());
      builder.environment().clear();
      builder.environment().put("HOME", folder.getParent().toString());
      builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.environment().putAll(variables);
      Process process = builder.start();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      boolean killed = false;
      while (process.isAlive()) {
        killed = enough.getAsBoolean();
        if (killed || System.nanoTime() > end) {
          process.destroyForcibly().waitFor();
        }
        LockSupport.parkNanos(1_000_000);
      }
      return new Ran(
          killed ? -1 : process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
    }
  }
}
