package datasync.remotes;

import datasync.interop.Program;
import datasync.interop.RealServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// wsgidav for `alice` with `secret`, by Basic or Digest.
public final class WsgiDavServer implements AutoCloseable {
  private final RealServers servers;
  private final Path root;
  private final int port;

  /// @param folder for its files, which the test removes
  public WsgiDavServer(Path folder, boolean digest) throws IOException {
    servers = new RealServers(folder);
    port = Program.port();
    Path home = Files.createDirectories(folder.resolve("wsgidav" + port));
    root = Files.createDirectories(home.resolve("root"));
    Path configuration = home.resolve("c.yaml");
    Files.writeString(
        configuration,
        """
        host: 127.0.0.1
        port: %d
        server: cheroot
        provider_mapping: {'/': '%s'}
        simple_dc: {user_mapping: {'*': {alice: {password: secret}}}}
        http_authenticator: {accept_basic: %s, accept_digest: %s, default_to_digest: %s}
        lock_storage: true
        property_manager: true
        verbose: 1
        """
            .formatted(port, root, !digest, digest, digest));
    servers.start(home, port, "wsgidav", "-c", configuration.toString());
  }

  /// An address there.
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /// The files.
  public Path root() {
    return root;
  }

  @Override
  public void close() {
    servers.close();
  }
}
