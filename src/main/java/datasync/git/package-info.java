/// The Git repository around a project.
///
/// What needs no history works without the program `git`: which paths are ignored ([GitIgnore]),
/// which are tracked ([GitIndex]), and the upkeep of `.gitignore` files ([GitIgnoreFile]). History
/// is read only through the program ([Git]), whose configuration it honours; it runs with
/// `LC_ALL=C`, without prompts and without taking optional locks, and nothing that comes from a
/// user or a file is ever taken for an option.
///
/// - [Revisions] says which commits are meant by `--rev`, `--all-branches` and the like; [GitTree]
///   gives the files of one, [FileHistory] who changed one last
/// - [Mirrors] keeps bare copies of other repositories, for imports and `get`
/// - [Unmerged] gives the [FileVersions] of files that a merge left in conflict
/// - [GitSetup] writes settings of one clone and finds its hooks
package datasync.git;
