package datasync;

/// Entry point: the one place that touches standard streams, process environment and exit.
public final class Main {
  private Main() {}

  /// Runs one command and exits with its code.
  public static void main(String[] arguments) {
    System.exit(2);
  }
}
