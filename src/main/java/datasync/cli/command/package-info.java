/// The verbs: flags in, one use case called, its result rendered.
///
/// [datasync.cli.command.CommandList] is the one list. The class of a verb is called by its path
/// and `Command`: `remote add` is `RemoteAddCommand`. Verbs that differ in a word share one:
/// `freeze` and `unfreeze`, both plans, the hooks of Git, `list` and `data ls`.
///
/// * What is printed in more than a few lines, or by several verbs, is a `…Display`:
///   `DiffDisplay`, `TransferDisplay`. `Table`, `ListTable` and `MarkdownTable` lay out columns.
/// * `Session` is the project around the working directory: opened, locked, closed, and what the
///   targets choose in it. `BrowseSession` is any other project that flags name.
/// * `Transfers` opens transfers and remotes as the flags say, `ConfigTarget` the files of the
///   configuration, `EachTarget` goes on past a target that is refused.
///
/// A class here is under 150 lines; what it cannot do in that belongs into `repo`.
package datasync.cli.command;
