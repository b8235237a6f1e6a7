package datasync.cli;

import datasync.io.Environment;
import datasync.remote.Wrapping;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A console whose output can be read.
public final class Captured {
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Environment environment;
  private final boolean terminal;
  private final int width;

  /// Output that goes into pipes, as if the terminal were 80 columns wide.
  public Captured(Environment environment) {
    this(environment, false, 80);
  }

  private Captured(Environment environment, boolean terminal, int width) {
    this.environment = environment;
    this.terminal = terminal;
    this.width = width;
  }

  Captured(Path folder, boolean terminal, Map<String, String> variables) {
    this(
        new Environment(variables, folder, folder, InstantSource.system(), new Random(1)),
        terminal,
        60);
  }

  Captured(Path folder) {
    this(folder, false, Map.of());
  }

  Console console() {
    Terminal kind =
        new Terminal() {
          @Override
          public boolean isOutputTerminal() {
            return terminal;
          }

          @Override
          public boolean isErrorTerminal() {
            return terminal;
          }

          @Override
          public int width() {
            return width;
          }
        };
    return new Console(out, err, kind, environment);
  }

  /// Runs a command line and returns its exit status.
  public int run(CommandSource commands, String... line) {
    return new Cli(commands, environment, console()).run(List.of(line)).code();
  }

  /// Runs a command line with something around its remotes and returns its exit status.
  public int run(CommandSource commands, Wrapping wrapping, String... line) {
    return new Cli(commands, environment, console(), wrapping).run(List.of(line)).code();
  }

  /// What was printed to stdout.
  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /// What was printed to stderr.
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
