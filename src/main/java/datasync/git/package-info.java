/// The Git repository around a project.
///
/// What needs no history works without the program `git`: which paths are ignored ([GitIgnore]),
/// which are tracked ([GitIndex]), and the upkeep of `.gitignore` files ([GitIgnoreFile]). History
/// is read only through the program ([Git], [GitTree]), whose configuration it honours; it runs
/// with `LC_ALL=C`, without prompts and without taking optional locks, and nothing that comes from
/// a user or a file is ever taken for an option.
package datasync.git;
