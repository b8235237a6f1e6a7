package datasync;

import datasync.cli.Terminal;
import datasync.io.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The terminal of this process.
///
/// On Linux the links in `/proc/self/fd` tell what a stream is; the JDK's own console object would
/// cost more to load than a short command takes, and knows only all streams together.
final class SystemTerminal implements Terminal {
  private static final int UNKNOWN_WIDTH = 80;

  private final Environment environment;

  SystemTerminal(Environment environment) {
    this.environment = environment;
  }

  @Override
  public boolean isOutputTerminal() {
    return isTerminal(1);
  }

  @Override
  public boolean isErrorTerminal() {
    return isTerminal(2);
  }

  @Override
  public int width() {
    try {
      int columns = Integer.parseInt(environment.variable("COLUMNS"));
      return columns > 0 ? columns : UNKNOWN_WIDTH;
    } catch (NumberFormatException unset) {
      return UNKNOWN_WIDTH;
    }
  }

  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException elsewhere) {
      return System.console() != null && System.console().isTerminal();
    }
  }
}
