/// DVC's remote on Google Drive: `gdrive://`.
///
/// Speaks the Drive API, v3. Layout, options and places of logins are those of dvc-gdrive 3 with
/// PyDrive2 1.21, which speaks v2: folders and files by their names below the folder whose id the
/// address gives, or below `root` or `appDataFolder`; shared drives by the ids of their folders.
///
/// Names are not unique in Drive. As with PyDrive2, a path stands for all folders of its name, and
/// of several files of one name the one with the smallest id is meant. Removing a name removes all
/// files of it: else one of them would still be there.
///
/// Decisions:
///
/// - Subfolders are listed once for each folder, so that the 256 folders of a store cost one
///   request; before a folder is made its name is asked for again.
/// - New files get ids that Drive gave beforehand: a request whose answer was lost may be repeated
///   and makes no second file. A file that is there is replaced in place.
/// - Folders of the address below its id that are missing are made by the first upload; PyDrive2
///   fails then. Until that they are empty.
/// - A person's login is kept where dvc keeps it, in its format, so that both use one. Without an
///   application of one's own a login that dvc made is used and renewed, but no new one is made:
///   dvc's application is dvc's.
/// - Quotas are counted by the minute, so that a request is repeated for up to five minutes.
///
/// Shortfalls: keys of service accounts in PKCS#12; documents of Google's own kinds, which have no
/// bytes, are listed without a size; resource keys of folders shared before 2021.
package datasync.backend.gdrive;
