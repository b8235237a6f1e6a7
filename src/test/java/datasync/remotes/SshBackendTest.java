package datasync.remotes;

import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.backend.ListableBackend;
import datasync.backend.ListableBackendContract;
import datasync.backend.UploadSessions;
import datasync.backend.ssh.SshBackend;
import datasync.object.ObjectStore;
import datasync.object.ObjectStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The contracts on real servers: sshd, one that has SFTP alone and few sessions, and asyncssh with
/// a password.
@Tag("remotes")
@Timeout(60)
class SshBackendTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir static Path folder;
  private static SshServer plain;
  private static SshServer narrow;
  private static SshServer password;

  @BeforeAll
  static void start() throws IOException {
    plain = SshServer.start(folder.resolve("plain"));
    narrow =
        SshServer.start(
            folder.resolve("narrow"),
            "ForceCommand internal-sftp", "AllowTcpForwarding no", "PermitTTY no",
            "MaxStartups 1:100:2", "MaxSessions 1");
    password = SshServer.withPassword(folder.resolve("password"));
  }

  @AfterAll
  static void stop() {
    plain.close();
    narrow.close();
    password.close();
  }

  private static SshBackend withKey(SshServer server) throws IOException {
    String name = "a b/" + NUMBER.incrementAndGet();
    return SshBackend.open(server.opening(server.settings(name), UploadSessions.NONE));
  }

  private static SshBackend withPassword() throws IOException {
    String url = "ssh://alice@127.0.0.1:" + password.port() + "/top/" + NUMBER.incrementAndGet();
    Map<String, String> settings = Map.of("url", url, "password", SshServer.PASSWORD);
    return SshBackend.open(password.opening(settings, UploadSessions.NONE));
  }

  abstract static class Files extends ListableBackendContract {
    private SshBackend opened;

    abstract SshBackend backendOnServer() throws IOException;

    @Override
    protected ListableBackend openBackend() throws IOException {
      opened = backendOnServer();
      return opened;
    }

    @AfterEach
    final void close() throws IOException {
      opened.close();
    }
  }

  @Nested
  class FilesOnSshd extends Files {
    @Override
    SshBackend backendOnServer() throws IOException {
      return withKey(plain);
    }
  }

  @Nested
  class FilesOnNarrowServer extends Files {
    @Override
    SshBackend backendOnServer() throws IOException {
      return withKey(narrow);
    }
  }

  @Nested
  class FilesWithPassword extends Files {
    @Override
    SshBackend backendOnServer() throws IOException {
      return withPassword();
    }
  }

  abstract static class Objects extends ObjectStoreContract {
    private SshBackend opened;

    abstract SshBackend backendOnServer() throws IOException;

    @Override
    protected ObjectStore openStoreObject() throws IOException {
      opened = backendOnServer();
      return new BackendStore(opened, DvcLayout.CURRENT);
    }

    @AfterEach
    final void close() throws IOException {
      opened.close();
    }
  }

  @Nested
  class ObjectsOnSshd extends Objects {
    @Override
    SshBackend backendOnServer() throws IOException {
      return withKey(plain);
    }
  }

  @Nested
  class ObjectsWithPassword extends Objects {
    @Override
    SshBackend backendOnServer() throws IOException {
      return withPassword();
    }
  }
}
