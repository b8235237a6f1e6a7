package datasync.backend.s3;

import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.object.ObjectStore;
import datasync.object.ObjectStoreContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class S3StoreTest extends ObjectStoreContract {
  private S3Opened opened;

  @Override
  protected ObjectStore openStoreObject() throws IOException {
    opened = S3Opened.start();
    return new BackendStore(opened.backend(), DvcLayout.CURRENT);
  }

  @AfterEach
  void stop() throws IOException {
    opened.close();
  }
}
