package datasync.auth;

import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.process.ChildProcess;
import datasync.process.ProgramMissing;
import datasync.process.ShellWords;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A program that a person names in a setting and that prints a login.
///
/// It is started without a shell, in the working directory, with the whole environment. Immutable;
/// safe for several threads.
public final class LoginProgram {
  private final List<String> words;
  private final String setting;
  private final Environment environment;

  /// @param words the program and its arguments, which may be secret; not empty
  /// @param setting what names the program, for messages, such as `` the `token_command` ``
  public LoginProgram(List<String> words, String setting, Environment environment) {
    this.words = List.copyOf(words);
    this.setting = setting;
    this.environment = environment;
  }

  /// The words of a command; empty when a quote is not closed or there is no word.
  public static Optional<List<String>> words(String command) {
    try {
      return Optional.of(ShellWords.split(command)).filter(words -> !words.isEmpty());
    } catch (IllegalArgumentException unclosed) {
      return Optional.empty();
    }
  }

  /// Runs it, and waits for its end.
  ///
  /// @param limit how many bytes it may print
  /// @param correction what to do about a name that is wrong, as a hint
  /// @throws SettingException when there is no such program
  public ChildProcess.Result run(int limit, String correction) throws IOException {
    try {
      return ChildProcess.run(
          words, environment.workingDirectory(), environment.variables(), limit);
    } catch (ProgramMissing missing) {
      throw new SettingException(
          named() + " is not installed or not on the PATH", "install it, or " + correction);
    }
  }

  /// That no login came of it.
  ///
  /// @param how what it did, to follow its name
  public NoCredentials failure(String how) {
    return new NoCredentials(named() + " " + how, "run it by hand to see what it wants");
  }

  /// The program without its arguments.
  public String name() {
    return words.getFirst();
  }

  private String named() {
    return "`" + name() + "`, " + setting + ",";
  }
}
