package datasync.process;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A running program. For one thread; closing it stops a program that still runs.
public final class ChildProcess implements Closeable {
  private static final int ERROR_LIMIT = 64 << 10;

  private final Process process;
  private final Thread errorReader;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  /// What a finished program left.
  ///
  /// @param exit its exit status
  /// @param out its standard output
  /// @param err the beginning of its standard error
  public record Result(int exit, byte[] out, String err) {
    /// The standard output as UTF-8 without the line end at its end.
    public String text() {
      return new String(out, StandardCharsets.UTF_8).stripTrailing();
    }
  }

  private ChildProcess(Process process) {
    this.process = process;
    this.errorReader = Thread.ofPlatform().daemon().unstarted(this::readErrors);
  }

  /// Starts a program with nothing inherited but the given environment.
  ///
  /// @param command the program and its arguments; no shell is involved
  /// @param environment all variables it gets
  /// @throws ProgramMissing when there is no such program
  public static ChildProcess start(
      List<String> command, Path directory, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException failed) {
      String message = String.valueOf(failed.getMessage());
      boolean missing = message.contains("error=2,") || message.contains("error: 2 ");
      if (missing && Files.isDirectory(directory)) {
        throw new ProgramMissing(command.getFirst(), failed);
      }
      throw failed;
    }
    ChildProcess child = new ChildProcess(process);
    child.errorReader.start();
    return child;
  }

  /// Runs a program to its end with nothing on its standard input.
  ///
  /// @param limit how many bytes it may print; a program that prints more is stopped
  /// @throws IOException when it cannot be started or prints too much
  public static Result run(
      List<String> command, Path directory, Map<String, String> environment, int limit)
      throws IOException {
    try (ChildProcess child = start(command, directory, environment)) {
      child.input().close();
      byte[] out = child.output().readNBytes(limit);
      if (out.length == limit) {
        throw new IOException("`" + command.getFirst() + "` printed more than " + limit + " bytes");
      }
      return new Result(child.await(), out, child.errorText());
    }
  }

  /// Its standard input.
  public OutputStream input() {
    return process.getOutputStream();
  }

  /// Its standard output.
  public InputStream output() {
    return process.getInputStream();
  }

  /// Waits for its end.
  ///
  /// @return the exit status
  /// @throws InterruptedIOException when the calling thread was interrupted
  public int await() throws IOException {
    try {
      int exit = process.waitFor();
      errorReader.join();
      return exit;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a program ran");
    }
  }

  /// Waits until it has closed its standard error, as it does with its end, but no longer than so
  /// long.
  public void awaitErrors(Duration limit) {
    try {
      errorReader.join(limit);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /// The beginning of what it printed on standard error so far.
  public String errorText() {
    synchronized (errors) {
      return errors.toString(StandardCharsets.UTF_8).stripTrailing();
    }
  }

  private void readErrors() {
    byte[] buffer = new byte[4096];
    try (InputStream in = process.getErrorStream()) {
      int count = in.read(buffer);
      while (count >= 0) {
        synchronized (errors) {
          errors.write(buffer, 0, Math.min(count, Math.max(0, ERROR_LIMIT - errors.size())));
        }
        count = in.read(buffer);
      }
    } catch (IOException ended) {
      // the program is gone; what was read is all there is
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroyForcibly();
    }
  }
}
