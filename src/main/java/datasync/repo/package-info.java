/// One project: what it is made of, and the use cases that record, compare and move its data.
/// Areas with a story of their own are packages below, which use this one and never each other:
/// `browse` looks into projects, `edit` changes what is tracked, `care` looks after what is kept,
/// `merge` brings together what two people did.
///
/// *What there is.* [Repository] opens configuration, cache, workspace and Git, each when it is
/// first asked for. [Stages] finds the metadata files of a working tree or a commit, [StageGraph]
/// checks how their outputs lie to each other, [DataIndex] has the cached ones by path, and
/// [History] goes through revisions. [Targets] turns what a person typed into [Selection]s of
/// them.
///
/// *What is done.* `Add`, `Commit`, `CheckoutData`, `Status`, `DataStatus`, `Diff` … are one use
/// case each: they work through `workspace` and the stores, and return values; nothing here
/// prints. [Inspector] compares recorded content with the workspace, [Saver] records and stores
/// it. [Transfer] moves what `Needs` finds between the cache and remotes.
///
/// Invariants, in the order of a command that changes something:
///
/// - it holds the [RepositoryLock], which dvc takes, too, and asks [RwLock] whether a running
///   stage uses its paths
/// - all is checked before anything changes
/// - files are stored before the listing that names them, and both are on the disk ([Cache#sync])
///   before a metadata file names them
/// - what a failed command wrote to `.gitignore` files is taken back
///   ([Repository#takeBackIgnores])
///
/// A command that changes nothing and ends soon, `status` or `diff`, only watches the lock
/// ([LockWatch]) where the kernel tells who has it, and takes it when it has to read again: the
/// first `flock` of a process takes 120 ms of processor time.
///
/// What a person has to change is a [RepositoryException] that says what to type next; a lock that
/// somebody has is [LockHeld].
package datasync.repo;
