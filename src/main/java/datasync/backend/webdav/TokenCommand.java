package datasync.backend.webdav;

import datasync.auth.LoginProgram;
import datasync.http.Origin;
import datasync.http.Request;
import datasync.http.Response;
import datasync.http.Signer;
import datasync.io.Environment;
import datasync.io.SettingException;
import datasync.process.ChildProcess;
import java.io.IOException;
import java.util.List;

/// A bearer token that a program prints: `bearer_token_command`. It is run for the first request,
/// and again when the server refuses the token. Safe for several threads.
final class TokenCommand implements Signer {
  private static final int LIMIT = 1 << 16;
  private static final String FIELD = "Authorization";

  private final LoginProgram program;
  private final Origin origin;
  private String value;

  private TokenCommand(LoginProgram program, Origin origin) {
    this.program = program;
    this.origin = origin;
  }

  /// @param origin where the token is for
  /// @throws SettingException when it is no command
  static TokenCommand of(String command, Environment environment, Origin origin)
      throws SettingException {
    List<String> words =
        LoginProgram.words(command)
            .orElseThrow(
                () ->
                    new SettingException(
                        "`bearer_token_command` is no command: a quote is not closed,"
                            + " or it is empty"));
    return new TokenCommand(
        new LoginProgram(words, "the `bearer_token_command`", environment), origin);
  }

  @Override
  public Request sign(Request request) throws IOException {
    return Origin.of(request.uri()).equals(origin) ? request.with(FIELD, token()) : request;
  }

  private synchronized String token() throws IOException {
    if (value == null) {
      value = "Bearer " + fetch();
    }
    return value;
  }

  @Override
  public synchronized boolean renew(Response refused) throws IOException {
    boolean ours = Origin.of(refused.uri()).equals(origin);
    if (refused.status() != 401 || !ours) {
      return false;
    }
    // another thread may have a new one already
    if (refused.request().headers().first(FIELD).orElse("").equals(value)) {
      value = "Bearer " + fetch();
    }
    return true;
  }

  private String fetch() throws IOException {
    ChildProcess.Result result =
        program.run(
            LIMIT,
            "correct it: `datasync remote modify REMOTE bearer_token_command COMMAND`");
    String token = result.text().strip();
    if (result.exit() != 0 || token.isEmpty() || token.indexOf('\n') >= 0) {
      String how = result.exit() != 0 ? "failed with status " + result.exit() : "gave no token";
      throw program.failure(how);
    }
    return token;
  }
}
