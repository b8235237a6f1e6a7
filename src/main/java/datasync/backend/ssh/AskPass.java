package datasync.backend.ssh;

import datasync.io.Environment;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/// Answers ssh's questions for secrets: a small program that ssh starts, and the variables it
/// reads them from.
///
/// The program is in a folder of its owner alone and holds no secret. The secrets are in the
/// environment of ssh and what it starts, which the same user and root may read, and nobody else.
/// It answers for the login on the one host only: a jump host that asks gets nothing. Closing it
/// removes the program.
final class AskPass implements Closeable {
  private static final String SCRIPT =
      """
      #!/bin/sh
      case "$1" in
      'Enter passphrase for '*) answer=$DATASYNC_SSH_PASSPHRASE ;;
      "$DATASYNC_SSH_WHO's password:"* | "($DATASYNC_SSH_WHO) "*assword*)
        answer=$DATASYNC_SSH_PASSWORD ;;
      *assword*) test -n "$DATASYNC_SSH_DIRECT" && answer=$DATASYNC_SSH_PASSWORD ;;
      esac
      test -n "$answer" || exit 1
      printf '%s\\n' "$answer"
      """;

  private final Path folder;
  private final Map<String, String> variables;

  private AskPass(Path folder, Map<String, String> variables) {
    this.folder = folder;
    this.variables = variables;
  }

  /// Who logs in where, as ssh will say when it asks.
  ///
  /// @param name `user@host` with the names that ssh's configuration gives
  /// @param direct whether no other host is in between
  record Login(String name, boolean direct) {}

  /// Writes the program.
  static AskPass of(Login login, String password, String passphrase, Environment environment)
      throws IOException {
    String named = environment.variable("TMPDIR");
    Path top = Path.of(named.isEmpty() ? "/tmp" : named);
    Path folder = Files.createTempDirectory(top, "datasync-ask");
    Path program = folder.resolve("ask");
    Map<String, String> variables = new HashMap<>();
    variables.put("SSH_ASKPASS", program.toString());
    variables.put("SSH_ASKPASS_REQUIRE", "force");
    // before OpenSSH 8.4 this made it ask at all
    variables.put("DISPLAY", environment.variables().getOrDefault("DISPLAY", ":0"));
    variables.put("DATASYNC_SSH_WHO", login.name());
    variables.put("DATASYNC_SSH_DIRECT", login.direct() ? "yes" : "");
    variables.put("DATASYNC_SSH_PASSWORD", password);
    variables.put("DATASYNC_SSH_PASSPHRASE", passphrase);
    AskPass made = new AskPass(folder, Map.copyOf(variables));
    try {
      Files.createFile(
          program,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.write(program, SCRIPT.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException failed) {
      made.close();
      throw failed;
    }
    return made;
  }

  /// What ssh's environment needs beside the usual.
  Map<String, String> variables() {
    return variables;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder.resolve("ask"));
    Files.deleteIfExists(folder);
  }
}
