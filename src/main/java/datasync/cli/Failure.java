package datasync.cli;

/// A failure in words.
///
/// @param exit how the process ends
/// @param message the reason, lower case, no full stop
/// @param hint what to type next, or empty
/// @param bug whether it is our fault
record Failure(ExitCode exit, String message, String hint, boolean bug) {
  static Failure of(ExitCode exit, String message, String hint) {
    return new Failure(exit, message, hint, false);
  }
}
