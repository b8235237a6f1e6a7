package datasync.cli;

/// A command line for help.
///
/// @param command what to type
/// @param effect what it does, lower case, no full stop
public record Example(String command, String effect) {}
