package datasync.backend.local;

import datasync.backend.Backend;
import datasync.backend.BackendContract;
import datasync.backend.DvcLayout;
import datasync.backend.FaultyBackend;
import datasync.object.Faults;
import datasync.object.FaultyLocalStore;
import datasync.object.FaultyStore;
import datasync.object.MemoryStore;
import datasync.object.ObjectStore;
import datasync.object.ObjectStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// What breaks calls does nothing else.
final class FaultyWrappersTest {
  @TempDir Path folder;

  @Nested
  final class OfAStore extends ObjectStoreContract {
    @Override
    protected ObjectStore openStoreObject() {
      return new FaultyStore(new MemoryStore("memory"), Faults.none());
    }
  }

  @Nested
  final class OfAFolder extends ObjectStoreContract {
    @Override
    protected ObjectStore openStoreObject() {
      return new FaultyLocalStore<>(
          new FolderStore(folder, DvcLayout.CURRENT, FolderOptions.USUAL), Faults.none());
    }
  }

  @Nested
  final class OfABackend extends BackendContract {
    @Override
    protected Backend openBackend() {
      return new FaultyBackend(new FolderBackend(folder, FolderOptions.USUAL), Faults.none());
    }
  }
}
