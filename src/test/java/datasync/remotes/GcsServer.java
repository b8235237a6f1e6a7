package datasync.remotes;

import datasync.http.HttpTransport;
import datasync.http.JdkTransport;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.TransportSettings;
import datasync.interop.Program;
import datasync.interop.RealServers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// fake-gcs-server on a free port of the loopback address, with everything in memory.
public final class GcsServer implements AutoCloseable {
  private final RealServers servers;
  private final URI address;

  private GcsServer(RealServers servers, URI address) {
    this.servers = servers;
    this.address = address;
  }

  /// Starts it on any port.
  ///
  /// @param folder for its output
  static GcsServer start(Path folder) throws IOException {
    int port = Program.port();
    return start(folder, port, port);
  }

  /// Starts it behind something else.
  ///
  /// @param folder for its output
  /// @param port its port
  /// @param seenAs the port that it takes for its own in addresses of uploads
  static GcsServer start(Path folder, int port, int seenAs) throws IOException {
    RealServers servers = new RealServers(folder);
    String external = "127.0.0.1:" + seenAs;
    servers.start(
        Files.createDirectories(folder.resolve("gcs")),
        port,
        "fake-gcs-server",
        "-scheme", "http",
        "-host", "127.0.0.1",
        "-port", Integer.toString(port),
        "-backend", "memory",
        "-public-host", external,
        "-external-url", "http://" + external,
        "-log-level", "warn");
    return new GcsServer(servers, URI.create("http://127.0.0.1:" + port));
  }

  /// Where it is.
  URI address() {
    return address;
  }

  /// Makes a bucket that keeps old versions.
  void make(String bucket) throws IOException {
    String body = "{\"name\": \"" + bucket + "\", \"versioning\": {\"enabled\": true}}";
    Request request =
        Request.of(
                "POST",
                URI.create(address + "/storage/v1/b?project=p"),
                RequestBody.of(body.getBytes(StandardCharsets.UTF_8)))
            .with("Content-Type", "application/json");
    try (HttpTransport transport = new JdkTransport(TransportSettings.DEFAULT);
        Response response = transport.exchange(request)) {
      if (!response.isSuccess()) {
        throw new IOException(response.toString());
      }
    }
  }

  @Override
  public void close() throws IOException {
    servers.close();
  }
}
