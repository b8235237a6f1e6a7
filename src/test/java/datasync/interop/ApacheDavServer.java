package datasync.interop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Apache with mod_dav: `/basic/` and `/digest/` for `alice` with `secret`, `/fixed/` without MOVE.
public final class ApacheDavServer implements AutoCloseable {
  private final RealServers servers;
  private final Path root;
  private final int port;

  /// @param folder for its files, which the test removes
  public ApacheDavServer(Path folder) throws IOException {
    servers = new RealServers(folder);
    port = Program.port();
    Path home = Files.createDirectories(folder.resolve("apache"));
    root = Files.createDirectories(home.resolve("root"));
    for (String name : List.of("basic", "digest", "fixed")) {
      RealServers.share(Files.createDirectories(root.resolve(name)));
    }
    RealServers.share(Files.createDirectories(home.resolve("lock")));
    // SHA-1 of "secret"; MD5 of "alice:dav:secret"
    Files.writeString(home.resolve("users"), "alice:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n");
    Files.writeString(home.resolve("digest"), "alice:dav:b4e2a34402936185045d5b4ded5cb253\n");
    Path configuration = home.resolve("httpd.conf");
    Files.writeString(configuration, configuration(home));
    servers.start(home, port, "apache2", "-DFOREGROUND", "-f", configuration.toString());
  }

  private String configuration(Path home) {
    StringBuilder modules = new StringBuilder();
    for (String module :
        List.of(
            "mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic",
            "auth_digest", "dav", "dav_fs")) {
      modules.append("LoadModule " + module + "_module /usr/lib/apache2/modules/mod_" + module
          + ".so\n");
    }
    String user =
        "root".equals(System.getProperty("user.name")) ? "User nobody\nGroup nogroup\n" : "";
    return """
        ServerRoot @home
        PidFile @home/pid
        Mutex file:@home/lock
        ServerName localhost
        Listen 127.0.0.1:@port
        ErrorLog @home/error.log
        DocumentRoot @home/root
        @user@modulesLogFormat "%m %U %>s %u" short
        CustomLog @home/access.log short
        DavLockDB @home/lock/db
        KeepAlive On
        MaxKeepAliveRequests 0
        <Location /basic>
          Dav On
          AuthType Basic
          AuthName dav
          AuthUserFile @home/users
          Require valid-user
        </Location>
        <Location /digest>
          Dav On
          AuthType Digest
          AuthName dav
          AuthDigestProvider file
          AuthUserFile @home/digest
          Require valid-user
        </Location>
        <Location /fixed>
          Dav On
          <Limit MOVE>
            Require all denied
          </Limit>
        </Location>
        """
        .replace("@user", user)
        .replace("@modules", modules)
        .replace("@home", home.toString())
        .replace("@port", "" + port);
  }

  /// An address there.
  public URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  /// The files, by path of the address.
  public Path root() {
    return root;
  }

  /// The requests, one per line: method, path, status, user.
  public Path log() {
    return root.resolveSibling("access.log");
  }

  @Override
  public void close() {
    servers.close();
  }
}
