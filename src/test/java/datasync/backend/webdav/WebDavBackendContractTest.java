package datasync.backend.webdav;

import datasync.backend.ListableBackend;
import datasync.backend.ListableBackendContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WebDavBackendContractTest extends ListableBackendContract {
  private final DavHere here = new DavHere(style());

  /// How listings name files.
  DavFake.Style style() {
    return DavFake.Style.PATHS;
  }

  @Override
  protected ListableBackend openBackend() {
    return here.backend();
  }

  @AfterEach
  void stop() {
    here.close();
  }
}
