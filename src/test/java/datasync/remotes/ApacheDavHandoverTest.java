package datasync.remotes;

import datasync.interop.ApacheDavServer;
import datasync.interop.Colleague;
import datasync.interop.RealServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Data goes from one program to the other and back over Apache, with a password.
class ApacheDavHandoverTest extends HandoverContract {
  private ApacheDavServer apache;

  @Override
  void start(Path folder) throws IOException {
    apache = new ApacheDavServer(folder);
  }

  @Override
  void stop() {
    apache.close();
  }

  @Override
  String url(String store) {
    String address = apache.uri("/basic/" + store.replace(" ", "%20")).toString();
    return address.replaceFirst("http", "webdav");
  }

  @Override
  Map<String, String> settings() {
    return Map.of("user", "alice");
  }

  @Override
  Map<String, String> login() {
    return Map.of("password", "secret");
  }

  private Path place(String store) {
    return apache.root().resolve("basic").resolve(store);
  }

  @Override
  void prepare(String store) throws IOException {
    RealServers.share(Files.createDirectories(place(store)));
  }

  @Override
  List<String> objects(Colleague one, String store) throws IOException {
    return Colleague.objects(place(store));
  }
}
