package datasync.transfer;

/// How much a plan asks.
///
/// @param trustTrees whether a tree on the sink is proof that its files are there, as DVC takes
///     it; otherwise every file is asked for
/// @param askSource whether the source is asked for what the sink needs; without it an object that
///     is missing shows when it is read, which saves a round trip where asking is dear
public record PlanOptions(boolean trustTrees, boolean askSource) {}
