package datasync.cli;

import java.io.IOException;

/// A verb: reads its flags, calls one use case, renders the result.
///
/// Made for one run and used from one thread.
public interface Command {
  /// Runs the command. May take as long as the work takes; an interrupt stops it.
  ///
  /// Results go to [Invocation#console]; nothing else is printed by whoever calls this.
  ///
  /// @return how the process ends
  /// @throws UsageException when flags do not go together
  /// @throws CommandException when the command failed and says why in its own words
  /// @throws IOException for every other failure; [Failures] puts it into words
  ExitCode run(Invocation invocation) throws IOException;
}
