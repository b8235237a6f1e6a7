/// The verbs, one class each: flags in, one use case called, its result rendered.
///
/// [datasync.cli.command.CommandList] is the one list. A class here is under 150 lines; what it
/// cannot do in that belongs into `repo`.
package datasync.cli.command;
