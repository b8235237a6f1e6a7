package datasync.remotes;

import datasync.interop.Program;
import datasync.interop.RealServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// nginx with dav-ext: plain for `alice` with `secret`, and over TLS for clients with a certificate
/// (`/small/` takes files up to 1 MB).
public final class NginxDavServer implements AutoCloseable {
  private final RealServers servers;
  private final Path kept;
  private final int port;
  private final int guarded;

  /// @param folder for its files, which the test removes
  public NginxDavServer(Path folder) throws IOException {
    servers = new RealServers(folder);
    port = Program.port();
    guarded = Program.port();
    Path home = Files.createDirectories(folder.resolve("nginx-dav"));
    kept = Files.createDirectories(home.resolve("kept"));
    Files.createDirectories(home.resolve("tmp"));
    Files.writeString(home.resolve("users"), "alice:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n");
    Path configuration = home.resolve("nginx.conf");
    Files.writeString(configuration, configuration(home));
    Path error = home.resolve("error.log");
    servers.start(home, port, "nginx", "-e", error.toString(), "-c", configuration.toString());
  }

  private String configuration(Path home) {
    String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
    return """
        load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
        daemon off; worker_processes 1; pid @home/pid; @user
        events { worker_connections 256; }
        http {
          access_log off; client_max_body_size 0; keepalive_requests 100000;
          client_body_temp_path @home/tmp/b; proxy_temp_path @home/tmp/p;
          fastcgi_temp_path @home/tmp/f; uwsgi_temp_path @home/tmp/u; scgi_temp_path @home/tmp/s;
          dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS;
          server {
            listen 127.0.0.1:@port; root @kept;
            location / { auth_basic x; auth_basic_user_file @home/users; }
          }
          server {
            listen 127.0.0.1:@guarded ssl; root @kept;
            ssl_certificate @certificate; ssl_certificate_key @certificate;
            ssl_client_certificate @authority; ssl_verify_client on;
            location / { }
            location /small/ { client_max_body_size 1m; }
          }
        }
        """
        .replace("@certificate", RealServers.authority().resolveSibling("server.pem").toString())
        .replace("@authority", RealServers.authority().toString())
        .replace("@port", "" + port)
        .replace("@guarded", "" + guarded)
        .replace("@kept", kept.toString())
        .replace("@home", home.toString())
        .replace("@user", user);
  }

  /// A plain address there.
  public URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  /// An address that wants a certificate of the client.
  public URI guarded(String path) {
    return URI.create("https://localhost:" + guarded + path);
  }

  /// The files.
  public Path kept() {
    return kept;
  }

  @Override
  public void close() {
    servers.close();
  }
}
