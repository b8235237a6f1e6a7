package datasync.io;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What a process is given from outside: variables, folders, clock and randomness.
///
/// Made once in `Main` and handed down, so that nothing below it reads the process itself and
/// tests can say what the world looks like.
///
/// @param variables the environment variables
/// @param workingDirectory the absolute folder relative paths on the command line refer to
/// @param home the user's home folder
/// @param clock the wall clock
/// @param random unpredictable numbers for temporary names and back-off
public record Environment(
    Map<String, String> variables,
    Path workingDirectory,
    Path home,
    InstantSource clock,
    RandomGenerator random) {
  /// Copies the variables.
  public Environment {
    variables = Map.copyOf(variables);
  }

  /// The value of a variable, or the empty string when it is unset: DVC treats both alike.
  public String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /// The same environment in another working directory.
  public Environment in(Path directory) {
    return new Environment(variables, directory, home, clock, random);
  }
}
