package datasync;

import datasync.cli.Terminal;
import datasync.io.Environment;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

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

  @Override
  public InputStream input() {
    return new FileInputStream(FileDescriptor.in);
  }

  @Override
  public boolean confirm(String question) {
    if (!canAsk()) {
      return false;
    }
    String answer = System.console().readLine("%s [y/n]: ", question);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }

  @Override
  public Optional<String> secret(String question) {
    if (!canAsk()) {
      return Optional.empty();
    }
    char[] typed = System.console().readPassword("%s: ", question);
    return typed == null ? Optional.empty() : Optional.of(new String(typed));
  }

  private static boolean canAsk() {
    return isTerminal(0) && isTerminal(1) && System.console() != null;
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
