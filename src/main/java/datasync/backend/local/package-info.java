/// Files on this machine: named files in a folder, and objects in one.
///
/// [FolderStore] is the cache and every remote in a folder, network mounts included. It follows
/// DVC 3.67 (spec `dvc-format.md` 5 and 17.4):
///
/// - an object is written under a temporary name in the folder it goes to, then renamed; a reader
///   sees all of it or nothing
/// - objects have the mode 0444, which is the mark of a verified one; any other mode means that
///   the bytes are hashed when the object is asked for, and moved into `quarantine` when they are
///   wrong (DVC removes them)
/// - a file system that knows no modes, no hard links or no rename over a file costs time, not
///   correctness
///
/// *Power cuts.* Nothing is synced per object: that is where DVC 2 lost minutes. After a power cut
/// the usual journalling file systems (ext4 in its default mode, XFS, Btrfs, APFS) have renamed
/// files either whole or, when their bytes were not written yet, *empty*, because the size of a
/// file is recorded after its bytes. So an empty file is never believed for its mode alone. Files
/// above 8 MiB, which the kernel may write in several steps, are synced before they get their
/// name; one sync for so many bytes costs little beside writing them.
package datasync.backend.local;
