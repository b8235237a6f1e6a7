package datasync;

import datasync.cli.Cli;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.command.CommandList;
import datasync.io.Environment;
import datasync.io.Utf8Restart;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/// Entry point: the one place that touches standard streams, process environment and exit.
public final class Main {
  private Main() {}

  /// Runs one command and exits with its code.
  public static void main(String[] arguments) {
    Environment environment =
        new Environment(
            System.getenv(),
            Path.of(System.getProperty("user.dir")),
            Path.of(home()),
            InstantSource.system(),
            new LazyRandom());
    Utf8Restart.ifNeeded(environment);
    Console console =
        new Console(
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            new SystemTerminal(environment),
            environment);
    Interruption interruption = new Interruption(Thread.currentThread(), console);
    Runtime.getRuntime().addShutdownHook(interruption);
    ExitCode exit = new Cli(new CommandList(), environment, console).run(List.of(arguments));
    if (interruption.finish()) {
      // `System.exit` asks the logging of the JDK, which takes longer than a short command.
      Runtime.getRuntime().halt(exit.code());
    }
  }

  /// As Python's `expanduser`: the variable counts, then the user database.
  private static String home() {
    String home = System.getenv("HOME");
    return home == null || home.isEmpty() ? System.getProperty("user.home") : home;
  }

  /// A source of randomness that is only set up when somebody asks.
  private static final class LazyRandom implements RandomGenerator {
    private SecureRandom random;

    @Override
    public synchronized long nextLong() {
      if (random == null) {
        random = new SecureRandom();
      }
      return random.nextLong();
    }
  }
}
