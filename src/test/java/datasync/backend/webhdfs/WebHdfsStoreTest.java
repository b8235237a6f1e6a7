package datasync.backend.webhdfs;

import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.object.ObjectStore;
import datasync.object.ObjectStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebHdfsStoreTest extends ObjectStoreContract {
  private final HdfsHere here = new HdfsHere(false);

  @Override
  protected ObjectStore openStoreObject() {
    return new BackendStore(here.backend(), DvcLayout.CURRENT);
  }

  @AfterEach
  void stop() {
    here.close();
  }
}
