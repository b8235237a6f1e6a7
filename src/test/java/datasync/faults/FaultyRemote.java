package datasync.faults;

import datasync.backend.Backend;
import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.backend.FaultyBackend;
import datasync.backend.ListableBackend;
import datasync.backend.local.FolderBackend;
import datasync.backend.local.FolderOptions;
import datasync.backend.local.FolderStore;
import datasync.object.Faults;
import datasync.object.FaultyLocalStore;
import datasync.object.HashName;
import datasync.object.ObjectStore;
import datasync.remote.Remote;
import datasync.remote.Wrapping;
import java.nio.file.Path;

/// Makes the calls of every remote break as [Faults] says.
///
/// @param folder where the remote's objects are, whatever its address says
/// @param bucket whether it is a store of named files that can be listed, as buckets are; else it
///     is a folder on this machine
/// @param faults which calls break
record FaultyRemote(Path folder, boolean bucket, Faults faults) implements Wrapping {
  private ListableBackend named() {
    return new FaultyBackend(new FolderBackend(folder, FolderOptions.USUAL), faults);
  }

  @Override
  public Backend files(Backend files) {
    return named();
  }

  @Override
  public Remote.Objects objects(HashName hash, Remote.Objects objects) {
    DvcLayout layout = DvcLayout.of(hash);
    ObjectStore store = bucket
        ? new BackendStore(named(), layout)
        : new FaultyLocalStore<>(
            new FolderStore(folder, layout, FolderOptions.USUAL), faults);
    return new Remote.Objects(store, store);
  }
}
