/// Bytes and files: what the operating system does for the rest of the program.
///
/// Files are replaced by rename, never written in place ([AtomicFile]); what has to survive a power
/// cut is brought to the disk by [DiskSync]; a lock is `flock(2)`, the one DVC takes ([Flock]), or
/// DVC's lock by hard link where the configuration wants it ([HardLinkLock]); the process
/// environment is a value ([Environment]) that [datasync.Main] makes once.
///
/// `flock` and `syncfs` are called through the JDK's foreign functions, one shape for both, because
/// linking the first one costs more than the rest of a short command.
package datasync.io;
