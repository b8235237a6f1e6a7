package datasync.auth.azure;

import datasync.io.Environment;
import datasync.process.ChildProcess;
import datasync.task.TimeLimit;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// Who is logged in by `az login`, asked of the program `az`.
///
/// @param environment where the program is, and what it gets
record AzureCli(Environment environment) implements TokenSource {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int LARGEST = 1 << 20;

  @Override
  public AzureToken fetch() throws IOException {
    List<String> command =
        List.of(
            program().toString(), "account", "get-access-token", "--output", "json", "--resource",
            RESOURCE);
    Map<String, String> variables = new HashMap<>(environment.variables());
    variables.put("AZURE_CORE_NO_COLOR", "true");
    AtomicReference<ChildProcess.Result> result = new AtomicReference<>();
    boolean inTime =
        TimeLimit.run(
            LIMIT,
            () -> result.set(ChildProcess.run(command, Path.of("/"), variables, LARGEST)));
    if (!inTime) {
      throw new Absent("`az` does not answer");
    }
    if (result.get().exit() != 0) {
      boolean loggedOut = result.get().err().contains("az login");
      throw new Absent(loggedOut ? "nobody is logged in" : "`az` failed");
    }
    try {
      Value answer = Json.parse(result.get().out(), "the answer of `az`");
      return AzureToken.of(answer, environment.clock().instant(), "the answer of `az`");
    } catch (FormatException unusable) {
      throw new Absent("`az` printed no token");
    }
  }

  private Path program() throws Absent {
    for (String folder : environment.variable("PATH").split(":")) {
      try {
        Path program = Path.of(folder, "az");
        if (program.isAbsolute() && Files.isExecutable(program)) {
          return program;
        }
      } catch (InvalidPathException noFolder) {
        // the next may be one
      }
    }
    throw new Absent("`az` is not installed");
  }

  @Override
  public String toString() {
    return "`az`";
  }
}
