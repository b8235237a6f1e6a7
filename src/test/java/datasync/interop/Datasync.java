package datasync.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The jar as a user starts it.
public final class Datasync implements Tool {
  private static final long LIMIT_SECONDS = 120;

  private final List<String> command;

  public Datasync() {
    Path jar = Path.of("build/datasync.jar").toAbsolutePath();
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing: run `make` first");
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    command = List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-jar", jar.toString());
  }

  @Override
  public Result run(List<String> arguments, Path directory, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(command);
    line.addAll(arguments);
    return execute(line, directory, environment);
  }

  /// Runs any program with its output captured.
  public static Result execute(
      List<String> line, Path directory, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(directory.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Result(124, Files.readString(out), "took over " + LIMIT_SECONDS + " s");
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  @Override
  public void close() {}
}
