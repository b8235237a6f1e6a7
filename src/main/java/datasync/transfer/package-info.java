/// Moves objects from a source to a sink: first a plan, then a run.
///
/// push, fetch and pull differ only in source, sink and roots. [TransferPlanner] asks and returns
/// a [TransferPlan], a value that `--dry-run` prints; [TransferRun] acts on it.
///
/// - Children go before their tree. A tree is not sent when one of its children failed or is
///   missing, so a tree on a remote is proof that its files are there (spec `dvc-format.md` 17.3).
/// - A transfer goes on past an object that fails and collects the reasons.
/// - A [Shard] sends its part of the same plan; the listing goes with the shard that finds the rest
///   there, asking after its own part has arrived. The last one to end so finds everything.
/// - What arrives through [datasync.object.VerifiedPayload] has no name before its digest was
///   right.
/// - A long download that is cut leaves `<digest>.part` in a folder of the caller; the next run
///   goes on there. The whole file is digested before it becomes an object; wrong bytes are fetched
///   once more.
/// - When fewer objects than jobs are left, large ones come in several ranges at once, which a
///   [SegmentMap] behind the bytes keeps account of.
/// - The same run again converges: whatever arrived is found by the next plan.
package datasync.transfer;
