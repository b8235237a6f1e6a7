package datasync.remotes;

import datasync.interop.Program;
import datasync.interop.RealServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// MinIO on a free port of the loopback address, in a folder of the test.
public final class MinioServer implements AutoCloseable {
  /// The one user.
  public static final String USER = "admin";
  /// The secret of [#USER].
  public static final String SECRET = "admin-secret";
  /// The id of the key for SSE-KMS.
  public static final String KMS_KEY = "kms1";

  private final Program program;
  private final URI endpoint;

  private MinioServer(Program program, URI endpoint) {
    this.program = program;
    this.endpoint = endpoint;
  }

  /// Starts one that speaks plain HTTP.
  public static MinioServer plain(Path folder) throws IOException {
    return start(folder, "http", List.of());
  }

  /// Starts one with TLS.
  public static MinioServer secure(Path folder) throws IOException {
    Path certs = Files.createDirectories(folder.resolve("certs"));
    String both = Files.readString(RealServers.authority().resolveSibling("server.pem"));
    Files.writeString(certs.resolve("public.crt"), block(both, "CERTIFICATE"));
    Files.writeString(certs.resolve("private.key"), block(both, "PRIVATE KEY"));
    return start(folder, "https", List.of("--certs-dir", certs.toString()));
  }

  private static String block(String text, String kind) {
    String end = "-----END " + kind + "-----";
    return text.substring(text.indexOf("-----BEGIN " + kind), text.indexOf(end)) + end + "\n";
  }

  private static MinioServer start(Path folder, String scheme, List<String> more)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve("minio"));
    URI endpoint = URI.create(scheme + "://127.0.0.1:" + Program.port());
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "MINIO_ROOT_USER", USER,
                "MINIO_ROOT_PASSWORD", SECRET,
                "MINIO_UPDATE", "off",
                "MINIO_DOMAIN", "localhost",
                "MINIO_KMS_SECRET_KEY", KMS_KEY + ":" + "A".repeat(43) + "="));
    List<String> command =
        new ArrayList<>(
            List.of(
                Program.find("minio"), "server", data.toString(), "--quiet",
                "--address", endpoint.getAuthority(),
                "--console-address", "127.0.0.1:" + Program.port()));
    command.addAll(more);
    Program program = Program.start(folder, variables, command);
    try {
      program.awaitAnswer(
          S3Admin.client(), endpoint.resolve("/minio/health/ready"));
    } catch (IOException | RuntimeException | Error failed) {
      program.close();
      throw failed;
    }
    return new MinioServer(program, endpoint);
  }

  /// Its address by number.
  public URI endpoint() {
    return endpoint;
  }

  /// Makes buckets and rules as [#USER].
  public S3Admin admin() {
    return new S3Admin(endpoint, USER, SECRET);
  }

  /// The settings of a remote as [#USER].
  public Map<String, String> settings(String url) {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", url);
    settings.put("endpointurl", endpoint.toString());
    settings.put("access_key_id", USER);
    settings.put("secret_access_key", SECRET);
    if (endpoint.getScheme().equals("https")) {
      settings.put("ssl_verify", RealServers.authority().toString());
    }
    return settings;
  }

  @Override
  public void close() {
    program.close();
  }
}
