package datasync.cli;

import datasync.io.Environment;

/// One call of a command.
///
/// @param spec what was called
/// @param arguments the values of its flags and positionals
/// @param environment the process's environment, already in the folder that `--cd` names
/// @param console where to print
public record Invocation(
    CommandSpec spec, Arguments arguments, Environment environment, Console console) {}
