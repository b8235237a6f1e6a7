package datasync.interop;

import datasync.text.Value;
import datasync.text.json.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The real dvc of the interoperability environment, one loaded process that forks per command.
public final class RealDvc implements Tool {
  private final Process server;
  private final BufferedWriter requests;
  private final BufferedReader answers;
  private final Path scratch;

  public RealDvc() throws IOException {
    Path python = program().resolveSibling("python");
    Path script = Path.of("src/test/java/datasync/interop/dvc_server.py").toAbsolutePath();
    scratch = Files.createTempDirectory("dvc");
    server =
        new ProcessBuilder(python.toString(), script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    requests = server.outputWriter(StandardCharsets.UTF_8);
    answers = server.inputReader(StandardCharsets.UTF_8);
  }

  /// Where `dvc` is: `DATASYNC_DVC`, or the environment that `scripts/make-dvc-env` made.
  public static Path program() {
    String named = System.getenv("DATASYNC_DVC");
    Path dvc =
        named != null ? Path.of(named) : Path.of(".deps/dvc/bin/dvc").toAbsolutePath();
    if (!Files.exists(dvc)) {
      throw new IllegalStateException(dvc + " is missing: run `scripts/make-dvc-env`");
    }
    return dvc;
  }

  @Override
  public synchronized Result run(
      List<String> arguments, Path directory, Map<String, String> environment)
      throws IOException {
    Path out = scratch.resolve("out");
    Path err = scratch.resolve("err");
    List<Value> argv = new ArrayList<>();
    arguments.forEach(argument -> argv.add(new Value.Text(argument)));
    Map<String, Value> env = new LinkedHashMap<>();
    environment.forEach((name, value) -> env.put(name, new Value.Text(value)));
    Map<String, Value> request = new LinkedHashMap<>();
    request.put("argv", new Value.Sequence(argv));
    request.put("cwd", new Value.Text(directory.toString()));
    request.put("env", Value.Mapping.of(env));
    request.put("out", new Value.Text(out.toString()));
    request.put("err", new Value.Text(err.toString()));
    requests.write(Json.write(Value.Mapping.of(request)));
    requests.newLine();
    requests.flush();
    String exit = answers.readLine();
    if (exit == null) {
      throw new IOException("the dvc server ended");
    }
    return new Result(Integer.parseInt(exit), Files.readString(out), Files.readString(err));
  }

  @Override
  public void close() throws IOException {
    requests.close();
    server.destroy();
  }
}
