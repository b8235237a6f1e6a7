package datasync.faults;

/// How much the tests of faults try: a fast part in `make faults`, all of it in `make test-all`.
public final class Effort {
  private Effort() {}

  /// The number for this run.
  ///
  /// @param small for `make faults`, where the whole takes a few minutes
  /// @param full for `make test-all`
  public static int of(int small, int full) {
    return System.getProperty("datasync.effort", "small").equals("full") ? full : small;
  }

  /// Whether this run takes the time that everything needs.
  public static boolean isFull() {
    return of(0, 1) == 1;
  }
}
