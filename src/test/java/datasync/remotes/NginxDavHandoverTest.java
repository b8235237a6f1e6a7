package datasync.remotes;

import datasync.interop.Colleague;
import datasync.interop.RealServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Data goes from one program to the other and back over nginx, with a certificate of the client.
class NginxDavHandoverTest extends HandoverContract {
  private NginxDavServer nginx;

  @Override
  void start(Path folder) throws IOException {
    nginx = new NginxDavServer(folder);
  }

  @Override
  void stop() {
    nginx.close();
  }

  @Override
  String url(String store) {
    String address = nginx.guarded("/" + store.replace(" ", "%20")).toString();
    return address.replaceFirst("http", "webdav");
  }

  @Override
  Map<String, String> settings() {
    return Map.of("cert_path", RealServers.client().toString());
  }

  /// With a file in `ssl_verify`, dvc does not send the certificate.
  @Override
  Map<String, String> environment() {
    return Map.of("SSL_CERT_FILE", RealServers.authority().toString());
  }

  @Override
  void prepare(String store) throws IOException {
    RealServers.share(Files.createDirectories(nginx.kept().resolve(store)));
  }

  @Override
  List<String> objects(Colleague one, String store) throws IOException {
    return Colleague.objects(nginx.kept().resolve(store));
  }
}
