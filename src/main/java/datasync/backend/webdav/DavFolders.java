package datasync.backend.webdav;

import datasync.http.Request;
import datasync.http.RequestBody;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Makes folders, each once, from the lowest one that is missing upwards. Safe for several threads.
final class DavFolders {
  private final DavClient client;
  private final Map<URI, Folder> known = new ConcurrentHashMap<>();

  DavFolders(DavClient client) {
    this.client = client;
  }

  private static final class Folder {
    private boolean there;
  }

  /// Makes the folder of a file, unless it is known to be there.
  void ensureParent(URI file) throws IOException {
    ensure(file.resolve("."));
  }

  /// Forgets the folder of a file, which turned out not to be there any more, and all others: who
  /// removed it may have removed more.
  void forget() {
    known.clear();
  }

  private void ensure(URI folder) throws IOException {
    Folder one = known.computeIfAbsent(folder, missing -> new Folder());
    synchronized (one) {
      if (!one.there) {
        make(folder);
        one.there = true;
      }
    }
  }

  private void make(URI folder) throws IOException {
    boolean top = folder.getRawPath().equals("/");
    if (!made(folder, !top)) {
      ensure(folder.resolve(".."));
      made(folder, false);
    }
  }

  /// Makes one folder; false when the one above is missing, where that is worth a try.
  private boolean made(URI folder, boolean mayLackParent) throws IOException {
    return client.ask(
        Request.of("MKCOL", folder, RequestBody.NONE),
        response -> {
          int status = response.status();
          if (response.isSuccess() || status == 405) {
            return true;
          }
          if (mayLackParent && (status == 409 || status == 404)) {
            return false;
          }
          throw DavClient.refused(response);
        });
  }
}
