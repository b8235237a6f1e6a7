package datasync.process;

import java.io.IOException;

/// A program that is needed is not installed.
public final class ProgramMissing extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param program the name that was looked for on the PATH
  /// @param cause what the system said
  public ProgramMissing(String program, IOException cause) {
    super("the program `" + program + "` is not installed or not on the PATH", cause);
  }
}
