package datasync.backend.web;

import datasync.backend.Backend;
import datasync.backend.BackendContract;
import datasync.http.Authentication;
import datasync.http.FakeServer;
import datasync.http.RetryPolicy;
import datasync.http.TransportSettings;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WebBackendContractTest extends BackendContract {
  private FakeServer server;
  private WebBackend backend;

  @Override
  protected Backend openBackend() throws IOException {
    server = new FakeServer(new Keeping());
    WebSettings settings =
        new WebSettings(
            server.uri("/base"), "POST", Authentication.NONE, TransportSettings.DEFAULT);
    backend = WebBackend.open(settings, RetryPolicy.none(), new Random(1));
    return backend;
  }

  @AfterEach
  void stop() throws IOException {
    backend.close();
    server.close();
  }
}
