/// Looking after what is kept: what to throw away, what is where, what is broken, and first aid.
///
/// *What can go.* [UsedObjects] finds what revisions of a project need, in a strict manner:
/// metadata that cannot be read and listings that cannot be had are failures here, because whatever
/// is not found out would be lost. [Gc] removes the rest, by a plan that is complete before the
/// first removal:
///
/// - every store is listed to its end before anything is removed from one of them,
/// - listings go before files, so that a stop in between leaves no listing without its files,
/// - objects that came after the beginning stay: another process may be adding them just now,
/// - the locks of all projects that count are held until the end.
///
/// A process of a project that does not take part can still lose what it is adding: content whose
/// object lies in the shared cache unused, and so is not written again. Name such projects with
/// `--projects`. Source: dvc 3.67 `repo/gc.py`; spec `dvc-format.md` 22.1, design 5.
///
/// *What is broken.* `fsck` believes nothing. It looks at every name in a cache or a remote, or at
/// those that the project uses, reads all bytes or a sample, and says what it found as [Finding]s.
/// Damage (bytes that do not match their name, objects that are missing) decides how the command
/// ends; remarks (modes, names, leftovers) do not. A bad object goes into quarantine, never away.
/// Repair takes the right bytes from wherever they are and verifies them before they get their
/// name; a listing comes after its files.
///
/// *Which is which.* Objects that are listed one by one and packed ids keep the memory of a check
/// apart from the number of objects; the listings of directories are read one at a time.
///
/// `doctor` asks the system what usually is wrong when something does not work. `remote check`
/// tries out one remote: [RemoteProbe] takes its steps in an order in which the way the first
/// requests fail tells connection, login and listing apart; it writes one file beside the objects
/// and removes it again.
package datasync.repo.care;
