package datasync.cli;

/// Makes commands from their names; the written-out list is `cli.command.CommandList`.
@FunctionalInterface
public interface CommandSource {
  /// A new command, loading no class of another one.
  ///
  /// @param path the path of a [CommandSpec]
  /// @throws UsageException when the command is declared but not built yet
  Command open(String path) throws UsageException;
}
