package datasync.auth.aws;

import datasync.auth.LoginProgram;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.process.ChildProcess;
import datasync.text.FormatException;
import datasync.text.Value;
import java.io.IOException;
import java.util.List;

/// The program that a profile names as `credential_process`: it prints a login as JSON (version 1).
final class CredentialProgram {
  private static final int LIMIT = 1 << 20;
  private static final int SHORTEST_SECRET = 4;

  private final Environment environment;
  private final String profile;
  private final String command;

  CredentialProgram(Environment environment, String profile, String command) {
    this.environment = environment;
    this.profile = profile;
    this.command = command;
  }

  /// Runs it.
  AwsCredentials fetch() throws IOException {
    List<String> words = words();
    LoginProgram program =
        new LoginProgram(
            words, "the `credential_process` of the profile `" + profile + "`", environment);
    ChildProcess.Result result =
        program.run(LIMIT, "correct `credential_process` in the configuration of AWS");
    if (result.exit() != 0) {
      String said = Answers.reason(withoutArguments(result.err(), words));
      throw program.failure(
          "failed with status " + result.exit() + (said.isEmpty() ? "" : ": " + said));
    }
    String source = "what `" + program.name() + "` printed";
    Value.Mapping answer = Answers.mapping(result.out(), source);
    if (!Answers.text(answer, "Version").equals("1")) {
      throw new FormatException(source, 0, 0, "its `Version` is not 1");
    }
    return Answers.credentials(answer, "SessionToken", source);
  }

  /// Programs like to repeat what they were called with, which may be a secret.
  private static String withoutArguments(String text, List<String> words) {
    String masked = text;
    for (String argument : words.subList(1, words.size())) {
      if (argument.length() >= SHORTEST_SECRET) {
        masked = masked.replace(argument, "***");
      }
    }
    return masked;
  }

  private List<String> words() throws SettingException {
    return LoginProgram.words(command)
        .orElseThrow(
            () ->
                new SettingException(
                    "`credential_process` of the profile `" + profile
                        + "` is no command: a quote is not closed or it is empty"));
  }
}
