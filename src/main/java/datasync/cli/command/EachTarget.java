package datasync.cli.command;

import datasync.cli.CommandException;
import datasync.cli.Console;
import datasync.cli.ExitCode;
import datasync.cli.Failures;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.repo.RepositoryException;
import datasync.track.MetadataException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Works on one target after the other; one that is refused does not keep the others from being
/// done, so that the same command again finishes one that was stopped in between.
final class EachTarget {
  private EachTarget() {}

  /// What is done with a target.
  interface Work {
    /// Does it.
    ///
    /// @throws IOException when it is refused or fails
    void on(String target) throws IOException;
  }

  /// Does the work on all targets of the command line.
  ///
  /// @throws CommandException when targets were refused, after the others are done
  static ExitCode run(Invocation invocation, Work work) throws IOException {
    List<String> targets = invocation.arguments().list("targets");
    Map<String, IOException> refused = new LinkedHashMap<>();
    for (String target : targets) {
      try {
        work.on(target);
      } catch (RepositoryException | MetadataException wrong) {
        if (targets.size() == 1) {
          throw wrong;
        }
        refused.put(target, wrong);
      }
    }
    if (!refused.isEmpty()) {
      StringBuilder text = new StringBuilder("these targets were left as they are:");
      for (Map.Entry<String, IOException> each : refused.entrySet()) {
        text.append("\n  `").append(each.getKey()).append("`: ");
        text.append(Failures.reason(each.getValue()));
      }
      boolean none = refused.size() == targets.size();
      throw new CommandException(
          none ? ExitCode.FAILED : ExitCode.PARTLY, text.toString(), "");
    }
    invocation.console().result(ExitCode.DONE);
    return ExitCode.DONE;
  }

  /// A record about one stage.
  static void event(Console console, String kind, String stage) {
    console.event(kind, new Fields().text("stage", stage));
  }
}
