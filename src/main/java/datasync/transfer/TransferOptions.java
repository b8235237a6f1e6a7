package datasync.transfer;

import datasync.task.Progress;
import datasync.task.RateLimit;

/// How a plan is run.
///
/// @param jobs how many objects move at once, at least 1
/// @param verified whether every byte is digested on its way, so that what is corrupt gets no name
/// @param parts where cut downloads wait for the next run
/// @param progress is told what happens
/// @param limit holds the bytes back
public record TransferOptions(
    int jobs, boolean verified, Parts parts, Progress progress, RateLimit limit) {
  /// Options without a limit.
  public TransferOptions(int jobs, boolean verified, Parts parts, Progress progress) {
    this(jobs, verified, parts, progress, RateLimit.NONE);
  }
}
