package datasync.cli.command;

import datasync.cli.Captured;
import datasync.io.Environment;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;

/// What a command left: its exit status and what it printed.
record Ran(int code, String out, String err) {
  /// Runs a command in this process, in a folder.
  ///
  /// @param base where the folders of the user and of the system's configuration would be
  static Ran in(Path folder, Path base, Map<String, String> variables, String... line) {
    Environment environment =
        new Environment(
            variables, folder, base.resolve("home"), InstantSource.system(), new Random(1));
    Captured captured = new Captured(environment);
    int code = captured.run(new CommandList(), line);
    return new Ran(code, captured.out(), captured.err());
  }

  /// The same without a variable but the one that keeps this machine's configuration out.
  static Ran in(Path folder, Path base, String... line) {
    return in(
        folder, base, Map.of("DVC_SYSTEM_CONFIG_DIR", base.resolve("system").toString()), line);
  }
}
