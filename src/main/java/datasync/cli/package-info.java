/// The command line: what was typed, what it means, how results and failures are shown.
///
/// Flags and commands are declared once, as data ([datasync.cli.Flag],
/// [datasync.cli.CommandSpec]); parsing ([datasync.cli.CommandLine]), help and completion read
/// these declarations. The classes that run commands live in [datasync.cli.command] and are known
/// here only as [datasync.cli.Command], so that one command does not load the others.
///
/// To add a command:
///
/// 1. Declare it in `DataVerbs`, `TransferVerbs`, `SettingsVerbs` or `OtherVerbs`:
///    `new CommandSpec(path, summary, description, examples, positionals, flags)`, with flags as
///    help shows them: `Flag.of("-r, --remote <name>", "the remote to use")`.
/// 2. Add its path to `Commands.PATHS`, `Commands.find`, and take it out of `Commands.isMissing`.
/// 3. Write `cli.command.Verb implements Command`. Values: `invocation.arguments().is("force")`,
///    `.text("remote")`, `.number("jobs")`, `.list("targets")`. Relative paths start at
///    `invocation.environment().workingDirectory()`.
/// 4. Print results with `console().line` (nothing with `-q` or `--json`), records with `event`
///    and `result`, DVC's own JSON with `document`; remarks with `note`, `warning`. Throw on
///    failure: [datasync.cli.Failures] has the words and exit codes for every exception type.
/// 5. Add one `case` to `cli.command.CommandList`. Help, completion and parsing are there already.
package datasync.cli;
