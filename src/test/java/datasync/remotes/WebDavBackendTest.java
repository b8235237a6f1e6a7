package datasync.remotes;

import static org.assertj.core.api.Assertions.assertThat;

import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.backend.ListableBackend;
import datasync.backend.ListableBackendContract;
import datasync.backend.webdav.DavSettings;
import datasync.backend.webdav.WebDavBackend;
import datasync.http.Authentication;
import datasync.http.RetryPolicy;
import datasync.http.TlsSettings;
import datasync.http.TransportSettings;
import datasync.interop.ApacheDavServer;
import datasync.interop.RealServers;
import datasync.object.BytesPayload;
import datasync.object.ObjectStore;
import datasync.object.ObjectStoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every backend promises, on Apache, nginx and wsgidav.
@Tag("remotes")
@Timeout(60)
class WebDavBackendTest {
  @TempDir static Path folder;
  private static ApacheDavServer apache;
  private static NginxDavServer nginx;
  private static WsgiDavServer wsgi;
  private static int number;

  @BeforeAll
  static void start() throws IOException {
    apache = new ApacheDavServer(folder);
    nginx = new NginxDavServer(folder);
    wsgi = new WsgiDavServer(folder, true);
  }

  @AfterAll
  static void stop() {
    apache.close();
    nginx.close();
    wsgi.close();
  }

  private static URI address(String server) {
    String path = "/store%20" + number++ + "/deeper";
    return switch (server) {
      case "basic", "digest", "fixed" -> apache.uri("/" + server + path);
      case "nginx" -> nginx.uri(path);
      case "guarded" -> nginx.guarded(path);
      default -> wsgi.uri(path);
    };
  }

  private static WebDavBackend connect(String server) {
    boolean guarded = server.equals("guarded");
    Authentication who =
        guarded ? Authentication.NONE : new Authentication.Basic("alice", "secret");
    TlsSettings tls =
        new TlsSettings(
            true, List.of(RealServers.authority()), List.of(RealServers.client()));
    return WebDavBackend.open(
        new DavSettings(address(server), who, TransportSettings.DEFAULT.trusting(tls)),
        RetryPolicy.none(), new Random(1));
  }

  /// The contract of backends on one server.
  abstract static class Files extends ListableBackendContract {
    private final String server;
    private WebDavBackend backend;

    Files(String server) {
      this.server = server;
    }

    @Override
    protected ListableBackend openBackend() {
      backend = connect(server);
      return backend;
    }

    @Test
    void stretches_areReadByThemselves() throws IOException {
      backend.write("a/one", new BytesPayload(new byte[] {0, 1, 2, 3, 4}));
      try (InputStream in = backend.open("a/one", 1, 2)) {
        assertThat(in.readAllBytes()).containsExactly(1, 2);
      }
      try (InputStream in = backend.open("a/one", 3, 9)) {
        assertThat(in.readAllBytes()).containsExactly(3, 4);
      }
    }

    @AfterEach
    void close() {
      backend.close();
    }
  }

  @Nested
  class ApacheWithBasic extends Files {
    ApacheWithBasic() {
      super("basic");
    }
  }

  @Nested
  class ApacheWithDigest extends Files {
    ApacheWithDigest() {
      super("digest");
    }
  }

  /// Files are sent to their name at once.
  @Nested
  class ApacheWithoutMove extends Files {
    ApacheWithoutMove() {
      super("fixed");
    }
  }

  @Nested
  class Nginx extends Files {
    Nginx() {
      super("nginx");
    }
  }

  @Nested
  class NginxWithTlsAndCertificate extends Files {
    NginxWithTlsAndCertificate() {
      super("guarded");
    }
  }

  @Nested
  class WsgiDavWithDigest extends Files {
    WsgiDavWithDigest() {
      super("wsgidav");
    }
  }

  /// The contract of stores on one server.
  abstract static class Objects extends ObjectStoreContract {
    private final String server;
    private WebDavBackend backend;

    Objects(String server) {
      this.server = server;
    }

    @Override
    protected ObjectStore openStoreObject() {
      backend = connect(server);
      return new BackendStore(backend, DvcLayout.CURRENT);
    }

    @AfterEach
    void close() {
      backend.close();
    }
  }

  @Nested
  class ApacheObjects extends Objects {
    ApacheObjects() {
      super("digest");
    }
  }

  @Nested
  class NginxObjects extends Objects {
    NginxObjects() {
      super("nginx");
    }
  }

  @Nested
  class WsgiDavObjects extends Objects {
    WsgiDavObjects() {
      super("wsgidav");
    }
  }
}
