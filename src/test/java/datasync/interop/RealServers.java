package datasync.interop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Starts real servers, each with a configuration and free ports of its own on the loopback
/// address, in a folder of the test, and stops them. A program that is missing fails the test:
/// `scripts/install-servers` installs all of them.
public final class RealServers implements AutoCloseable {
  private static final Path CERTIFICATES =
      Path.of("src/test/java/datasync/http/tls").toAbsolutePath();

  private final Path folder;
  private final List<Started> running = new ArrayList<>();

  /// Servers that keep their files below this folder, which the test removes.
  public RealServers(Path folder) {
    this.folder = folder;
  }

  /// The authority that signed the certificates of all servers here.
  public static Path authority() {
    return CERTIFICATES.resolve("ca.pem");
  }

  /// A certificate with its key that [Nginx#guarded] accepts.
  public static Path client() {
    return CERTIFICATES.resolve("client.pem");
  }

  /// A running nginx.
  ///
  /// @param port plain HTTP: `/` with ranges, `/auth/` and `/authput/` for `alice` with `secret`,
  ///     `/put/` and `/post/` keep what they are sent (`/small/` up to 1 MB), `/norange/` gives no
  ///     ranges, `/r301/` and the like redirect to the same path at the numeric address
  /// @param tls the same `/`, `/put/` and `/post/` over HTTP/1.1 and HTTP/2 with TLS
  /// @param guarded TLS for clients with a certificate
  /// @param root the files of `/`
  /// @param kept what was sent to `/put/` and `/post/`
  /// @param log the requests, one per line: method, target, protocol, status, user
  public record Nginx(int port, int tls, int guarded, Path root, Path kept, Path log) {
    /// A plain address.
    public URI uri(String path) {
      return URI.create("http://localhost:" + port + path);
    }

    /// An address with TLS.
    public URI secure(String path) {
      return URI.create("https://localhost:" + tls + path);
    }
  }

  /// Starts nginx.
  public Nginx nginx() throws IOException {
    Path home = Files.createDirectories(folder.resolve("nginx" + running.size()));
    for (String name : List.of("root", "kept", "tmp")) {
      Files.createDirectories(home.resolve(name));
    }
    // SHA-1 of "secret", one of the forms every nginx knows
    Files.writeString(home.resolve("users"), "alice:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n");
    Nginx nginx =
        new Nginx(
            Program.port(), Program.port(), Program.port(), home.resolve("root"),
            home.resolve("kept"), home.resolve("access.log"));
    Path configuration = home.resolve("nginx.conf");
    Files.writeString(configuration, configuration(home, nginx));
    Path error = home.resolve("error.log");
    start(home, nginx.port, "nginx", "-e", error.toString(), "-c", configuration.toString());
    return nginx;
  }

  private static String configuration(Path home, Nginx nginx) {
    String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
    String store =
        """
        location /put/ { alias @kept/; dav_methods PUT DELETE; create_full_put_path on; }
        location /post/ {
          alias @kept/;
          if ($request_method = POST) { rewrite ^/post/(.*)$ /aspost/$1 last; }
        }
        location /aspost/ {
          internal; rewrite ^/aspost/(.*)$ /put/$1 break; proxy_method PUT;
          proxy_http_version 1.1; proxy_request_buffering off; proxy_pass http://127.0.0.1:@port;
        }
        """;
    StringBuilder redirects = new StringBuilder();
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      redirects.append("location ~ ^/r" + status + "/(.*)$ { return " + status
          + " http://127.0.0.1:@port/$1; }\n");
    }
    return """
        daemon off; worker_processes 1; pid @home/pid; @user
        events { worker_connections 256; }
        http {
          log_format short '$request_method $request_uri $server_protocol $status $remote_user';
          access_log @home/access.log short; client_max_body_size 0; sendfile on;
          client_body_temp_path @home/tmp/b; proxy_temp_path @home/tmp/p;
          fastcgi_temp_path @home/tmp/f; uwsgi_temp_path @home/tmp/u; scgi_temp_path @home/tmp/s;
          server {
            listen 127.0.0.1:@port; root @home/root;
            location /auth/ { alias @home/root/; auth_basic x; auth_basic_user_file @home/users; }
            location /authput/ {
              alias @kept/; dav_methods PUT; create_full_put_path on;
              auth_basic x; auth_basic_user_file @home/users;
            }
            location /norange/ { alias @home/root/; max_ranges 0; }
            location /small/ {
              alias @kept/; dav_methods PUT; client_max_body_size 1m;
            }
            @redirects
            @store
          }
          server {
            listen 127.0.0.1:@tls ssl http2; root @home/root;
            ssl_certificate @certificate; ssl_certificate_key @certificate;
            @store
          }
          server {
            listen 127.0.0.1:@guarded ssl; root @home/root;
            ssl_certificate @certificate; ssl_certificate_key @certificate;
            ssl_client_certificate @authority; ssl_verify_client on;
          }
        }
        """
        .replace("@redirects", redirects)
        .replace("@store", store)
        .replace("@certificate", CERTIFICATES.resolve("server.pem").toString())
        .replace("@authority", authority().toString())
        .replace("@port", "" + nginx.port)
        .replace("@tls", "" + nginx.tls)
        .replace("@guarded", "" + nginx.guarded)
        .replace("@kept", nginx.kept.toString())
        .replace("@home", home.toString())
        .replace("@user", user);
  }

  /// A running proxy.
  ///
  /// @param port its port
  /// @param log its access log
  public record Proxy(int port, Path log) {
    /// The value of `http_proxy` with this login.
    public String variable(String user, String password) {
      return "http://" + user + ":" + password + "@localhost:" + port;
    }
  }

  /// Starts tinyproxy, which lets `u` with the password `p` through.
  public Proxy tinyproxy() throws IOException {
    Path home = Files.createDirectories(folder.resolve("tinyproxy" + running.size()));
    Proxy proxy = new Proxy(Program.port(), home.resolve("log"));
    Path configuration = home.resolve("conf");
    Files.writeString(
        configuration,
        """
        Port %d
        Listen 127.0.0.1
        Timeout 60
        MaxClients 100
        LogFile "%s"
        PidFile "%s/pid"
        BasicAuth u p
        Allow 127.0.0.1
        """
            .formatted(proxy.port, proxy.log, home));
    start(home, proxy.port, "tinyproxy", "-d", "-c", configuration.toString());
    return proxy;
  }

  /// Starts squid, which lets `u` with the password `p` through.
  public Proxy squid() throws IOException {
    Path home = Files.createDirectories(folder.resolve("squid" + running.size()));
    Proxy proxy = new Proxy(Program.port(), home.resolve("access.log"));
    share(home);
    // made by `openssl passwd -apr1 -salt datasync p`
    Files.writeString(home.resolve("pw"), "u:$apr1$datasync$.5ojrieReI8yKAzpZTerk.\n");
    Path configuration = home.resolve("conf");
    Files.writeString(
        configuration,
        """
        http_port 127.0.0.1:%1$d
        pid_filename %2$s/pid
        access_log stdio:%2$s/access.log
        cache_log %2$s/cache.log
        cache deny all
        cache_effective_user nobody
        pinger_enable off
        coredump_dir %2$s
        auth_param basic program /usr/lib/squid/basic_ncsa_auth %2$s/pw
        acl in proxy_auth REQUIRED
        http_access allow in
        http_access deny all
        shutdown_lifetime 0 seconds
        """
            .formatted(proxy.port, home));
    start(home, proxy.port, "squid", "-N", "-f", configuration.toString());
    return proxy;
  }

  /// Opens a folder, and the way to it, to servers that drop their rights when root starts them.
  public static void share(Path shared) throws IOException {
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path way = shared.getParent();
    while (Files.isWritable(way) && way.getNameCount() > 1) {
      Set<PosixFilePermission> rights = new HashSet<>(Files.getPosixFilePermissions(way));
      if (rights.add(PosixFilePermission.OTHERS_EXECUTE)) {
        Files.setPosixFilePermissions(way, rights);
      }
      way = way.getParent();
    }
  }

  private record Started(Program program, Path home, int port, List<String> line) {}

  /// Starts a program and waits until the port takes connections.
  public void start(Path home, int port, String program, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Program.find(program));
    line.addAll(List.of(arguments));
    start(home, port, line);
  }

  /// Stops the server of a port, which breaks what it was sending, and starts it again.
  public void restart(int port) throws IOException {
    for (Started started : List.copyOf(running)) {
      if (started.port == port) {
        started.program.close();
        running.remove(started);
        start(started.home, port, started.line);
      }
    }
  }

  private void start(Path home, int port, List<String> line) throws IOException {
    Program program = Program.start(home, Map.of(), line);
    running.add(new Started(program, home, port, line));
    program.awaitPort(port);
  }

  /// Stops all, the last started first.
  @Override
  public void close() {
    for (Started started : running.reversed()) {
      started.program.close();
    }
    running.clear();
  }
}
