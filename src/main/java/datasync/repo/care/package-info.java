/// Looking after what is kept: what to throw away, what is where, what is broken, and first aid.
///
/// `fsck` believes nothing. It looks at every name in a cache or a remote, or at those that the
/// project uses, reads all bytes or a sample, and says what it found as [Finding]s. Damage (bytes
/// that do not match their name, objects that are missing) decides how the command ends; remarks
/// (modes, names, leftovers) do not. A bad object goes into quarantine, never away. Repair takes
/// the right bytes from wherever they are and verifies them before they get their name; a listing
/// comes after its files.
///
/// *Which is which.* Objects that are listed one by one and packed ids keep the memory of a check
/// apart from the number of objects; the listings of directories are read one at a time.
///
/// `doctor` asks the system what usually is wrong when something does not work.
package datasync.repo.care;
