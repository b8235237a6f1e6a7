package datasync.interop;

import datasync.backend.Backend;
import datasync.backend.BackendContract;
import datasync.backend.web.WebBackend;
import datasync.backend.web.WebSettings;
import datasync.http.Authentication;
import datasync.http.RetryPolicy;
import datasync.http.TransportSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every backend promises, on a real web server.
@Tag("interop")
@Timeout(60)
class NginxBackendTest extends BackendContract {
  @TempDir static Path folder;
  private static RealServers servers;
  private static RealServers.Nginx nginx;
  private static int number;
  private WebBackend backend;

  @BeforeAll
  static void start() throws IOException {
    servers = new RealServers(folder);
    nginx = servers.nginx();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Override
  protected Backend openBackend() {
    WebSettings settings =
        new WebSettings(
            nginx.uri("/put/" + number++), "PUT", Authentication.NONE, TransportSettings.DEFAULT);
    backend = WebBackend.open(settings, RetryPolicy.none(), new Random(1));
    return backend;
  }

  @AfterEach
  void close() {
    backend.close();
  }
}
