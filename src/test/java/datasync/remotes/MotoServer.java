package datasync.remotes;

import datasync.interop.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Moto on a free port of the loopback address, with everything in memory. It checks no signature.
public final class MotoServer implements AutoCloseable {
  private final Program program;
  private final URI endpoint;

  private MotoServer(Program program, URI endpoint) {
    this.program = program;
    this.endpoint = endpoint;
  }

  /// Starts one.
  public static MotoServer start(Path folder) throws IOException {
    int port = Program.port();
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    Program program =
        Program.start(
            folder,
            Map.of(),
            List.of(Program.find("moto_server"), "-H", "127.0.0.1", "-p", "" + port));
    try {
      program.awaitAnswer(S3Admin.client(), endpoint.resolve("/moto-api/data.json"));
    } catch (IOException | RuntimeException | Error failed) {
      program.close();
      throw failed;
    }
    return new MotoServer(program, endpoint);
  }

  /// Its address.
  public URI endpoint() {
    return endpoint;
  }

  /// Makes buckets.
  public S3Admin admin() {
    return new S3Admin(endpoint, "anybody", "anything");
  }

  @Override
  public void close() {
    program.close();
  }
}
