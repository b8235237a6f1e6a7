/// Bytes and files: what the operating system does for the rest of the program.
///
/// Files are replaced by rename, never written in place ([AtomicFile]); what has to survive a power
/// cut is brought to the disk by [DiskSync]; a lock is `flock(2)`, the one DVC takes ([Flock]), or
/// a hard link where file systems know no other ([HardLinkLock]); the process environment is a
/// value ([Environment]) that [datasync.Main] makes once.
///
/// `flock` and `syncfs` are called through the JDK's foreign functions, one shape for both, because
/// linking the first one costs more than a short command ([FileStat] and the rest do without).
package datasync.io;
