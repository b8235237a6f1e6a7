/// Bounded parallel work and how it reports what it is doing.
///
/// [Parallel] runs the same action over many items. Hashing and walking use as many platform
/// threads as there are cores, because files do not park virtual threads; transfers use virtual
/// threads, one per running object. A few items run on the calling thread: a virtual thread that
/// ever waited for a socket delays the end of the process by about 0.3 s, and starting threads
/// costs more than a few small files.
///
/// No thread outlives the call that started it, but that of [Ahead].
package datasync.task;
