package datasync.backend.webhdfs;

import datasync.backend.ListableBackend;
import datasync.backend.ListableBackendContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WebHdfsBackendContractTest extends ListableBackendContract {
  private final HdfsHere here = new HdfsHere(isGateway());

  /// Whether the server is HttpFS, which answers itself where others redirect.
  boolean isGateway() {
    return false;
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
