/// Bytes and files: what the operating system does for the rest of the program.
///
/// Files are replaced by rename, never written in place; a lock is `flock(2)`, the one DVC takes;
/// the process environment is a value ([Environment]) that [datasync.Main] makes once.
package datasync.io;
