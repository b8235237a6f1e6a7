/// The command line: what was typed, what it means, how results and failures are shown.
///
/// **Declared once.** Flags and commands are data ([datasync.cli.Flag],
/// [datasync.cli.CommandSpec]); parsing ([datasync.cli.CommandLine]), help and completion only read
/// them. [datasync.cli.Commands] is the one list, in the order and under the headings of help.
/// Declarations stand in a class for each purpose: `DataVerbs` what is tracked, `EditVerbs` what is
/// moved or given up, `LookVerbs` what changed, `TransferVerbs` what is shared, `BrowseVerbs` what
/// is elsewhere, `ConflictVerbs` work in Git, `CareVerbs` caches and remotes,
/// `SettingsVerbs` configuration, `OtherVerbs` the program. What several verbs have is in
/// `SharedFlags`.
///
/// **Loaded late.** The classes that run commands are in [datasync.cli.command] and known here only
/// as [datasync.cli.Command], so that one command does not load the others. What every run goes
/// through uses no lambda, stream, regular expression or format string.
///
/// **One way out.** [datasync.cli.Console] has stdout for results and stderr for everything else.
/// With `--json` each result is a record with a `type` ([datasync.cli.Fields] builds them) and the
/// last one is `result` with the exit code, after a failure with `error` and `hint`; where DVC has
/// `--json` its one value is printed instead. [datasync.cli.Failures] has the words, hint and
/// [datasync.cli.ExitCode] of every exception; nothing below this package prints.
///
/// To add a command:
///
/// 1. Declare it in the class of its purpose:
///    `new CommandSpec(path, summary, description, examples, positionals, flags)`, with flags as
///    help shows them: `Flag.of("-r, --remote <name>", "the remote to use")`.
/// 2. Add its path to `Commands.PATHS`, `Commands.find`, and take it out of `Commands.isMissing`.
///    `Leads` has the beginning of its error messages when `cannot VERB` does not do.
/// 3. Write `cli.command.VerbCommand implements Command`. Values:
///    `invocation.arguments().is("force")`, `.text("remote")`, `.number("jobs")`,
///    `.list("targets")`. Relative paths start at `invocation.environment().workingDirectory()`.
/// 4. Print results with `console().line` (nothing with `-q` or `--json`), records with `event`
///    and `result`, DVC's own JSON with `document`; remarks with `note`, `warning`. With
///    `--dry-run` lines begin with `would`. Throw on failure.
/// 5. Add one `case` to `cli.command.CommandList`. Help, completion and parsing are there already;
///    `help scripts` names its records.
package datasync.cli;
