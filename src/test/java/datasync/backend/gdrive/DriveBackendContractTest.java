package datasync.backend.gdrive;

import datasync.auth.google.TestAccount;
import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.backend.ListableBackend;
import datasync.backend.ListableBackendContract;
import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.http.FakeServer;
import datasync.io.Environment;
import datasync.object.ObjectStore;
import datasync.object.ObjectStoreContract;
import datasync.task.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DriveBackendContractTest extends ListableBackendContract {
  static final TestAccount ACCOUNT = new TestAccount();
  static final int PIECE = 256 << 10;

  @TempDir Path folder;
  private FakeServer server;
  private DriveBackend backend;

  @Override
  protected ListableBackend openBackend() throws IOException {
    server = new FakeServer(new DriveFake(ACCOUNT));
    Opening opening = opening(folder, server, Map.of(), UploadSessions.NONE);
    backend = DriveBackend.open(opening, place(server));
    return backend;
  }

  static DriveBackend.Place place(FakeServer server) {
    String address = server.uri("").toString();
    return new DriveBackend.Place(URI.create(address), PIECE);
  }

  /// A remote with a service account whose key is in the folder; no waits between attempts.
  static Opening opening(
      Path folder, FakeServer server, Map<String, String> more, UploadSessions sessions)
      throws IOException {
    Path key = folder.resolve("key.json");
    Files.writeString(key, ACCOUNT.file(server.uri("/token")));
    Map<String, String> values = new HashMap<>();
    values.put("url", "gdrive://root/shop/it's \\ here");
    values.put("gdrive_use_service_account", "true");
    values.put("gdrive_service_account_json_file_path", key.toString());
    values.putAll(more);
    Environment environment =
        new Environment(Map.of(), folder, folder, InstantSource.system(), () -> 0);
    return new Opening(
        values, environment, (host, user) -> Optional.empty(), sessions, Progress.none());
  }

  @AfterEach
  void stop() throws IOException {
    if (backend != null) {
      backend.close();
      server.close();
    }
  }

  @Nested
  class Store extends ObjectStoreContract {
    private FakeServer another;
    private DriveBackend within;

    @Override
    protected ObjectStore openStoreObject() throws IOException {
      another = new FakeServer(new DriveFake(ACCOUNT));
      Opening opening = opening(folder, another, Map.of(), UploadSessions.NONE);
      within = DriveBackend.open(opening, place(another));
      return new BackendStore(within, DvcLayout.CURRENT);
    }

    @AfterEach
    void close() throws IOException {
      within.close();
      another.close();
    }
  }
}
