package datasync.cli;

import datasync.io.Environment;
import datasync.remote.Wrapping;
import java.nio.file.Path;

/// One call of a command.
///
/// @param spec what was called
/// @param arguments the values of its flags and positionals
/// @param environment the process's environment, already in the folder that `--cd` names
/// @param console where to print
/// @param wrapping what goes around remotes; nothing but in tests
public record Invocation(
    CommandSpec spec,
    Arguments arguments,
    Environment environment,
    Console console,
    Wrapping wrapping) {
  /// The same call in another folder.
  public Invocation in(Path folder) {
    return new Invocation(spec, arguments, environment.in(folder), console, wrapping);
  }
}
