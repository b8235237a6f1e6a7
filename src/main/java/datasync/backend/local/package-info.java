/// Files on this machine: named files in a folder, and objects in one.
///
/// [FolderStore] is the cache and every remote in a folder, network mounts included. It follows
/// DVC 3.67 (spec `dvc-format.md` 5 and 17.4):
///
/// - an object is written under a temporary name in the folder it goes to, then renamed; a reader
///   sees all of it or nothing
/// - objects have the mode 0444, which is the mark of a verified one; any other mode means that
///   the bytes are hashed when the object is asked for, and moved into `quarantine` when they are
///   wrong (DVC removes them); nothing is ever removed from there ([Quarantine])
/// - a file system that knows no modes, no hard links or no rename over a file costs time, not
///   correctness
///
/// Two classes look at the same folders with other eyes: [FolderAudit] believes neither names nor
/// marks, for `fsck`; [FolderBackend] knows files, not objects.
///
/// *Many objects.* Whether a few objects are there is always looked up file by file. For more than
/// 4,096 at once a project remembers which were there ([FolderOptions.Memory]) together with inode
/// and time of the 256 folders, so that 256 files are looked at instead of all. An object that
/// goes changes its folder; one that is made writable in place does not, and is noticed when it is
/// read, linked or asked for by itself, or after a day. Of 200,000 objects this saves 0.8 of the
/// 3.1 seconds of processor time that a `status` took.
///
/// *Power cuts.* What is written down anywhere else (a `.dvc` file, a listing on a remote, the stat
/// index, the exit status of a push) names only objects that are on the disk: whoever writes it
/// calls [datasync.object.LocalStore#sync] first. A file of the workspace is replaced by a link
/// only when the object is on the disk.
///
/// Nothing is synced per object: that is where DVC 2 lost minutes. The first few objects of a
/// command are synced one by one, so that a small command does not wait for what others write; then
/// one `syncfs(2)` brings tens of thousands to the disk in a tenth of the time it took to write
/// them. Meanwhile a marker in `unsynced` beside the objects says which start of the system they
/// are from. A store that finds a marker of an earlier start hashes what changed since, once, and
/// puts aside what is wrong. Where there is no `syncfs` every file is synced by itself.
///
/// Without the marker (DVC wrote the objects) the usual journalling file systems (ext4 in its
/// default mode, XFS, Btrfs, APFS) leave a renamed file whole or, when its bytes were not written
/// yet, *empty*, because the size of a file is recorded after its bytes. So an empty file is never
/// believed for its mode alone. Files above 8 MiB, which the kernel may write in several steps, are
/// synced before they get their name.
///
/// *Speed.* A small object costs the kernel more than the rest: on ext4, for 160,000 new files of
/// 4 KiB in 256 folders by two threads, 5.9 s of system time with a temporary name in the same
/// folder, 5.2 s with one in a folder of each thread, 8.1 s with one in a folder for all (they wait
/// for its lock), 4.9 s and half the time on the clock with `O_TMPFILE` and `linkat`, which Java
/// reaches by foreign functions only. Asking for the name first is 0.4 s of that, and the order of
/// the folders changes nothing. Keeping methods from being compiled once more within their callers
/// saved nothing for a push, and half a second of 50,000 files for an `add` that did so in seven
/// places.
///
/// Not promised: workspace files that a checkout makes as copies are left to the system; after a
/// power cut they may be empty, and `checkout --force` makes them anew from the cache.
package datasync.backend.local;
