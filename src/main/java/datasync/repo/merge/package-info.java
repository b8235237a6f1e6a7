/// Where the work of two people meets: Git hooks, the merge driver, conflicts, and who had data
/// last.
///
/// A `.dvc` file names content by digest, so Git can only say that both sides changed it. What the
/// digests stand for can be brought together: the listing of a tracked directory path by path
/// ([TrackedMerge] over [datasync.object.TreeMerge]), a `dvc.lock` stage by stage ([LockMerge]). No
/// content is needed for that, only listings, and those come from a remote where the cache lacks
/// them.
///
/// Invariants: a file is replaced as a whole or not at all; nothing is chosen that a person has to
/// choose, unless a flag says how; both versions of a clash stay in Git and in the cache.
///
/// [MergeDriver] does while Git merges what dvc 3.67 does, and refuses what that refuses, with two
/// exceptions: what both sides deleted is no conflict, and a file of one side where the other has
/// a folder is one. [Resolve] is the verb for everything that is left open then.
package datasync.repo.merge;
