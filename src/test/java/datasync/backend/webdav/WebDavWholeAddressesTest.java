package datasync.backend.webdav;

import datasync.backend.ListableBackend;
import datasync.backend.ListableBackendContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// With listings that name whole addresses.
@Timeout(30)
class WebDavWholeAddressesTest extends ListableBackendContract {
  private final DavHere here = new DavHere(DavFake.Style.WHOLE);

  @Override
  protected ListableBackend openBackend() {
    return here.backend();
  }

  @AfterEach
  void stop() {
    here.close();
  }
}
