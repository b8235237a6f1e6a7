package datasync.backend.s3;

import datasync.backend.VersionedBackend;
import datasync.backend.VersionedBackendContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class S3BackendContractTest extends VersionedBackendContract {
  private S3Opened opened;

  @Override
  protected VersionedBackend openBackend() throws IOException {
    opened = S3Opened.start();
    return opened.backend();
  }

  @AfterEach
  void stop() throws IOException {
    opened.close();
  }
}
