package datasync.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A program with the commands of dvc.
public interface Tool extends AutoCloseable {
  /// What a run left behind.
  record Result(int exit, String out, String err) {
    public boolean succeeded() {
      return exit == 0;
    }
  }

  /// Runs one command to its end, with nothing on standard input.
  Result run(List<String> arguments, Path directory, Map<String, String> environment)
      throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
