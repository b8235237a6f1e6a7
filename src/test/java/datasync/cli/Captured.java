package datasync.cli;

import datasync.io.Environment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A console whose output can be read.
final class Captured {
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Environment environment;
  private final boolean terminal;

  Captured(Path folder, boolean terminal, Map<String, String> variables) {
    this.terminal = terminal;
    environment =
        new Environment(variables, folder, folder, InstantSource.system(), new Random(1));
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
            return 60;
          }
        };
    return new Console(out, err, kind, environment);
  }

  int run(CommandSource commands, String... line) {
    return new Cli(commands, environment, console()).run(List.of(line)).code();
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
