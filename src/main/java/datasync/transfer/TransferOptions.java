package datasync.transfer;

import datasync.task.Progress;

/// How a plan is run.
///
/// @param jobs how many objects move at once, at least 1
/// @param verified whether every byte is digested on its way, so that what is corrupt gets no name
/// @param parts where cut downloads wait for the next run
/// @param progress is told what happens
public record TransferOptions(int jobs, boolean verified, Parts parts, Progress progress) {}
