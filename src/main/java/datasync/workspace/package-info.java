/// Between the files of a workspace and the cache.
///
/// A [Content] is what a path holds or should hold: nothing, one file, or the
/// [datasync.object.Tree] of a directory. [Scanner] reads the content of a path and compares it
/// with a recorded one,
/// [Capture] stores it in the cache, [Checkout] brings a path to a wanted content, [Protection]
/// makes files writable again. Hashes of files that did not change come from the [StatIndex].
///
/// Invariants, each with a test:
///
/// - a file is replaced by rename, never written in place; an unchanged file keeps its inode
/// - what is only in the workspace is not removed unless the caller forces it, and the refusal
///   comes before anything was changed
/// - nothing outside the path of an output is written or removed, whatever a listing says
/// - the same call again after any fault or kill reaches the same end
/// - memory grows by bytes per file, not by objects per file: listings of a million files work
///   in a heap of 160 MB
///
/// *Time.* With 200,000 unchanged files most of the time is the system's: one `readdir` and one
/// `lstat` for each. What Java adds is less the work than compiling it: a method that is called for
/// each file is compiled twice within the second that a command takes, so that few and simple ones
/// count (`jdk.Compilation` of a flight recording tells the milliseconds). Tried and left, in
/// processor time for listing and looking at 200,000 files, 0.77 s in the plain way: `walkFileTree`
/// 0.82, `SecureDirectoryStream` with views 0.80, `getdents64` and `statx` by foreign functions
/// 0.79, maps of `unix:` attributes 1.55.
///
/// What remains: that no folder on the way to a file is a link is seen when a checkout is planned
/// and when it makes folders, not again with each file, because Java renames and links by path
/// and not relative to an open folder. Another process that may write to the workspace and swaps a
/// folder for a link in between can have a file appear where the link leads, as with DVC. A folder
/// that others may write to is theirs as well; do not check out there with more rights than they.
///
/// Rules of DVC: spec `dvc-format.md` 4 to 6 (hashing, listings), 15 (links), 16 (state database).
package datasync.workspace;
